import CGSL
import Testing

@testable import Variates

@Suite struct VariateStreamTests {
    private let key = StreamKey(seed: 11, replication: 2, stage: "decode")

    @Test(arguments: try Example.all())
    func `blocks give the same numbers as single draws`(example: Example) {
        var stream = VariateStream(example.distribution, key: key)
        let single = RandomStream(key)
        let sampler = Sampler(example.distribution)
        let singles = (Int64(0)..<700).map { sampler.draw(single.handle, at: $0) }
        #expect((0..<700).map { _ in stream.next() } == singles)
    }

    @Test(arguments: [1, 2, 7, 255, 256, 300])
    func `block length changes nothing`(length: Int) {
        let sampler = Sampler(.logNormal(logMean: 0, logSigma: 1))
        var stream = VariateStream(.logNormal(logMean: 0, logSigma: 1), key: key)
        let source = RandomStream(key)
        let block = UnsafeMutableBufferPointer<Double>.allocate(capacity: length)
        defer { block.deallocate() }
        block.initialize(repeating: 0)
        for start in stride(from: 0, to: 700, by: length) {
            sampler.fill(block, source.handle, from: Int64(start))
            for value in block { #expect(stream.next() == value) }
        }
    }

    @Test(arguments: try Example.all())
    func `draws by sample leave the stream undisturbed`(example: Example) {
        var plain = VariateStream(example.distribution, key: key)
        var mixed = VariateStream(example.distribution, key: key)
        var agree = true
        for id in Int64(0)..<600 {
            let first = mixed.value(forSample: id)
            agree = agree && plain.next() == mixed.next() && mixed.value(forSample: id) == first
        }
        #expect(agree)
    }

    @Test(arguments: try Example.all())
    func `a sample has the same value in every order`(example: Example) {
        var forward = VariateStream(example.distribution, key: key)
        var backward = VariateStream(example.distribution, key: key)
        let ascending = (Int64(0)..<300).map { forward.value(forSample: $0) }
        let descending = (Int64(0)..<300).reversed().map { backward.value(forSample: $0) }
        #expect(ascending == descending.reversed())
    }

    @Test func `equal keys give equal variates and different ones do not`() {
        let distribution = Distribution.gamma(shape: 2, scale: 1)
        var left = VariateStream(distribution, key: key)
        var same = VariateStream(distribution, key: key)
        var other = VariateStream(distribution, key: StreamKey(seed: 11, replication: 2, stage: "decode", rank: 1))
        for _ in 0..<600 {
            let value = left.next()
            #expect(value == same.next())
            #expect(value != other.next())
        }
    }

    // Guards stored results: a change here changes every simulation. (Computed by this program.)
    @Test func `draws what it drew before`() {
        var stream = VariateStream(
            .uniform(lower: 0, upper: 1), key: StreamKey(seed: 42, replication: 3, stage: "decode é", rank: 7))
        #expect(stream.next() == unitInterval(6_753_172_525_591_508_515))
        #expect(stream.next() == unitInterval(662_769_178_275_893_481))
        #expect(stream.value(forSample: 1000) == unitInterval(2_827_975_556_839_589_004))
        #expect(stream.next() == unitInterval(5_721_452_438_456_722_470))
    }

    @Test func `a constant stays constant`() {
        var stream = VariateStream(.constant(0.25), key: key)
        for id in Int64(0)..<1000 {
            #expect(stream.next() == 0.25)
            #expect(stream.value(forSample: id) == 0.25)
        }
    }

    static let extremes: [Distribution] = [
        .weibull(shape: 0.02, scale: 1e-150), .logNormal(logMean: -25, logSigma: 10),
        .logNormal(logMean: 27, logSigma: 1),
        .pareto(shape: 1.0001, minimum: 1e7), .gamma(shape: 0.001, scale: 1e12), .gamma(shape: 1e12, scale: 1),
        .beta(alpha: 0.001, beta: 0.001, lower: 0, upper: 1e12), .beta(alpha: 1e12, beta: 1e12, lower: 0, upper: 1),
        .exponential(mean: 1e12), .exponential(mean: 1e-300), .truncatedNormal(location: -30, sigma: 1),
        .truncatedNormal(location: 1e12, sigma: 1e-3), .uniform(lower: 1e12, upper: 1e12),
        .shifted(.uniform(lower: 0.1, upper: 0.1), by: -0.1), .shifted(.uniform(lower: 0.7, upper: 0.9), by: -0.7),
    ]

    @Test(arguments: extremes)
    func `draws are finite and not negative at the edge of what is accepted`(distribution: Distribution) throws {
        try distribution.validate()
        var stream = VariateStream(distribution, key: key)
        let values = (Int64(0)..<5000).flatMap { [stream.next(), stream.value(forSample: $0)] }
        #expect(values.filter { !$0.isFinite || $0 < 0 } == [])
    }
}
