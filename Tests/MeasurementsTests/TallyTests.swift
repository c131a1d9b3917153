import Measurements
import Testing

struct TallyTests {
    @Test(
        arguments: [
            ([3.0], 3.0, nil, 3.0, 3.0),
            ([1, 2, 3, 4], 2.5, 5.0 / 3, 1, 4),
            ([7, 7, 7], 7, 0, 7, 7),
            ([-2, 2], 0, 8, -2, 2),
        ] as [([Double], Double, Double?, Double, Double)])
    func `small cases are exact`(
        values: [Double], mean: Double, variance: Double?, minimum: Double, maximum: Double
    ) {
        let tally = Tally(values)
        #expect(tally.count == values.count)
        #expect(tally.mean == mean)
        #expect(tally.variance == variance)
        #expect(tally.minimum == minimum)
        #expect(tally.maximum == maximum)
        #expect(tally.standardDeviation == variance?.squareRoot())
    }

    @Test func `an empty tally knows nothing`() {
        let tally = Tally()
        #expect(tally.count == 0)
        #expect(tally.mean == nil)
        #expect(tally.variance == nil)
        #expect(tally.minimum == nil)
        #expect(tally.maximum == nil)
    }

    @Test(arguments: [0, 1e3, 1e6, 1e9])
    func `agrees with two passes however large the mean`(offset: Double) throws {
        var stream = TestStream(seed: 1)
        let values = (0..<10_000).map { _ in offset + stream.normal() }
        let mean = values.reduce(0, +) / Double(values.count)
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let variance = squares / Double(values.count - 1)
        let tally = Tally(values)
        #expect(abs(try #require(tally.mean) - mean) <= 1e-12 * max(offset, 1))
        // At an offset of 10⁹ a textbook sum of squares has no correct digit left.
        #expect(abs(try #require(tally.variance) / variance - 1) < 1e-11 + 1e-15 * offset)
    }

    @Test(arguments: [[0, 0, 5], [1, 4, 0], [10, 200, 3000], [1, 1, 1]])
    func `merging is associative and equals recording`(sizes: [Int]) throws {
        var stream = TestStream(seed: 2)
        let parts = sizes.map { size in (0..<size).map { _ in 100 + stream.exponential() } }
        let tallies = parts.map { Tally($0) }
        var left = tallies[0]
        left.merge(tallies[1])
        left.merge(tallies[2])
        var tail = tallies[1]
        tail.merge(tallies[2])
        var right = tallies[0]
        right.merge(tail)
        let whole = Tally(parts.flatMap(\.self))
        for merged in [left, right] {
            #expect(merged.count == whole.count)
            #expect(merged.minimum == whole.minimum)
            #expect(merged.maximum == whole.maximum)
            #expect(abs(try #require(merged.mean) - #require(whole.mean)) < 1e-11)
            #expect(abs(try #require(merged.variance) / #require(whole.variance) - 1) < 1e-11)
        }
    }

    @Test func `refuses an observation that is not finite`() async {
        await #expect(processExitsWith: .failure) {
            var tally = Tally()
            tally.record(.nan)
        }
    }
}
