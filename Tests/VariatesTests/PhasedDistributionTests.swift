import Testing
import Variates

struct PhasedDistributionTests {
    private typealias Phase = PhasedDistribution.Phase

    private static func stream(_ distribution: Distribution) -> VariateStream {
        VariateStream(distribution, key: StreamKey(seed: 1, replication: 0, stage: "phases", rank: 0))
    }

    @Test func `draws go to the phase that their number is in`() throws {
        let phases = try PhasedDistribution(
            [Phase(.constant(3), for: 2), Phase(.constant(5), for: 300)], then: .constant(7), by: .draws)
        var stream = Self.stream(.phased(phases))
        let drawn = (0..<700).map { _ in stream.next() }
        #expect(drawn.prefix(2).allSatisfy { $0 == 3 })
        #expect(drawn[2..<302].allSatisfy { $0 == 5 })
        #expect(drawn[302...].allSatisfy { $0 == 7 })
        #expect([0, 1, 2, 301, 302, 1_000_000].map { stream.value(forSample: $0) } == [3, 3, 5, 5, 7, 7])
    }

    @Test func `draws go to the phase in whose time they are made`() throws {
        let phases = try PhasedDistribution(
            [Phase(.constant(3), for: 1.5), Phase(.constant(5), for: 0.5)], then: .constant(7), by: .seconds)
        var stream = Self.stream(.phased(phases))
        let instants: [Int64] = [0, 1_499_999_999, 1_500_000_000, 1_999_999_999, 2_000_000_000, .max]
        #expect(instants.map { stream.next(at: $0) } == [3, 3, 5, 5, 7, 7])
    }

    @Test(arguments: [PhasedDistribution.Basis.draws, .seconds])
    func `a phase that goes by sample ends when it is over`(_ basis: PhasedDistribution.Basis) throws {
        let table = Distribution.recorded(try RecordedTable(values: [1, 2, 3], replay: .bySample))
        let phases = try PhasedDistribution([Phase(table, for: 4)], then: .constant(7), by: basis)
        var stream = Self.stream(.phased(phases))
        let samples: [Int64] = [2, 0, 1, 3, 0, 1]
        let drawn = samples.enumerated().map { stream.next(at: Int64($0) * 1_000_000_000, forSample: $1) }
        #expect(drawn == [3, 1, 2, 1, 7, 7])
    }

    /// What a phase draws has the distribution of that phase, whatever came before.
    @Test func `phases keep their own distributions`() throws {
        let phases = try PhasedDistribution(
            [Phase(.exponential(mean: 4), for: 20_000)], then: .uniform(lower: 0, upper: 1), by: .draws)
        var stream = Self.stream(.phased(phases))
        let first = (0..<20_000).map { _ in stream.next() }.reduce(0, +) / 20_000
        let second = (0..<20_000).map { _ in stream.next() }
        #expect((first - 4).magnitude < 4 * 4 / 20_000.0.squareRoot())
        #expect(second.allSatisfy { $0 <= 1 })
    }

    @Test func `moments are those of the last phase`() throws {
        let last = try Distribution.gamma(mean: 2, cv: 0.5)
        let phased = Distribution.phased(
            try PhasedDistribution([Phase(.constant(9), for: 10)], then: last, by: .draws))
        #expect(phased.mean == last.mean)
        #expect(phased.variance == last.variance)
        #expect(phased.leastMean == 2)
        #expect(phased.support == 0 ... .infinity)
        #expect(phased.isReplayed)
        #expect(!phased.changesWithTime)
    }

    @Test func `a factor multiplies every phase`() throws {
        let phased = Distribution.phased(
            try PhasedDistribution([Phase(.constant(9), for: 10)], then: .exponential(mean: 2), by: .seconds))
        let halved = try phased.multiplied(by: 0.5)
        #expect(halved.phases?.distributions == [.constant(4.5), .scaled(.exponential(mean: 2), by: 0.5)])
        #expect(halved.changesWithTime)
        #expect(throws: DistributionError.self) { try phased.multiplied(by: 0) }
    }

    @Test(arguments: [0, -1, 1.5, .nan, .infinity])
    func `a number of draws is a positive whole number`(length: Double) {
        #expect(throws: DistributionError.self) {
            try PhasedDistribution([Phase(.constant(1), for: length)], then: .constant(2), by: .draws)
        }
    }

    @Test func `what changes stands alone`() throws {
        let phased = Distribution.phased(
            try PhasedDistribution([Phase(.constant(1), for: 1)], then: .constant(2), by: .draws))
        for nested in [
            Distribution.scaled(phased, by: 2), .shifted(phased, by: 1),
            .mixture([Distribution.Component(weight: 1, distribution: phased)]),
        ] {
            #expect(throws: DistributionError.self) { try nested.validate() }
        }
        #expect(throws: DistributionError.self) {
            try PhasedDistribution([Phase(phased, for: 1)], then: .constant(2), by: .draws)
        }
        #expect(throws: DistributionError.self) { try PhasedDistribution([], then: .constant(2), by: .draws) }
    }
}
