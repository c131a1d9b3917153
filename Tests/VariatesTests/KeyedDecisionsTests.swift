import Testing

@testable import Variates

@Suite struct KeyedDecisionsTests {
    // Computed by an independent program (Python integers) from the documented mixing.
    @Test func `mixes the coordinates as documented`() {
        #expect(keyedBits(key: 99, epoch: 2, sample: 12_345, counter: 1) == 1_629_806_416_803_373_563)
        #expect(keyedUniformIndex(key: 99, epoch: 2, sample: 12_345, counter: 1, below: 1000) == 88)
    }

    @Test func `depends on each coordinate`() {
        let bits: Set<UInt64> = [
            keyedBits(key: 1, epoch: 1, sample: 1, counter: 1), keyedBits(key: 2, epoch: 1, sample: 1, counter: 1),
            keyedBits(key: 1, epoch: 2, sample: 1, counter: 1), keyedBits(key: 1, epoch: 1, sample: 2, counter: 1),
            keyedBits(key: 1, epoch: 1, sample: 1, counter: 2), keyedBits(key: 1, epoch: 1, sample: -1, counter: 1),
        ]
        #expect(bits.count == 6)
    }

    @Test func `gives uniform numbers over samples, epochs and counters`() {
        let bySample = (Int64(0)..<20_000).map { keyedUniform(key: 3, epoch: 0, sample: $0, counter: 0) }
        let byEpoch = (0..<20_000).map { keyedUniform(key: 3, epoch: $0, sample: 7, counter: 0) }
        let byCounter = (0..<20_000).map { keyedUniform(key: 3, epoch: 0, sample: 7, counter: $0) }
        for values in [bySample, byEpoch, byCounter] {
            #expect(failures(of: values, against: .uniform(lower: 0, upper: 1)).isEmpty)
        }
        #expect(abs(correlation(bySample, byEpoch)) < 3.29 / 20_000.0.squareRoot())
    }

    @Test(arguments: [1, 2, 3, 10, 100] as [UInt64])
    func `spreads indices evenly below n`(n: UInt64) {
        let draws = 20_000
        var counts = [Int](repeating: 0, count: Int(n))
        for sample in 0..<draws {
            counts[Int(keyedUniformIndex(key: 4, epoch: 1, sample: Int64(sample), counter: 2, below: n))] += 1
        }
        #expect(isEven(counts))
    }
}
