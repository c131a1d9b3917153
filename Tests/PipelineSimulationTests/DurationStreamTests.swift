import PipelineRuns
import Pipelines
import Testing
import Variates

/// To whom the durations of a stage belong.
struct DurationStreamTests {
    private static let table: [Double] = [0.001, 0.002, 0.004, 0.008, 0.016, 0.032]

    private func recorded(_ replay: RecordedTable.Replay) throws -> Distribution {
        .recorded(try RecordedTable(values: Self.table, replay: replay))
    }

    @Test func `a table by sample follows the sample, in whatever order it comes`() throws {
        // Every other sample, twice: the sums tell order from sample.
        let test = try TestScenario.source(6).shuffle(6).map(recorded(.bySample)).train(milliseconds(0))
        #expect(try complete(test).nanoseconds == 63_000_000)
        #expect(try complete(test.train(milliseconds(0), epochs: 2)).nanoseconds == 126_000_000)
        // Only the first two samples that the shuffle delivers: two entries of the table that belong to them.
        let first = try complete(test.train(milliseconds(0), epochs: 1, steps: 2), seed: 1).nanoseconds
        let other = try complete(test.train(milliseconds(0), epochs: 1, steps: 2), seed: 3).nanoseconds
        #expect(first != other)
    }

    @Test func `a table in order follows the input, scaled and shifted too`() throws {
        let base = try recorded(.inOrder)
        let steps = { (cost: Distribution) in
            try complete(.source(3).shuffle(3).map(cost).train(milliseconds(0))).nanoseconds
        }
        #expect(try steps(base) == 7_000_000)
        #expect(try steps(.scaled(base, by: 2)) == 14_000_000)
        #expect(try steps(.shifted(base, by: 0.001)) == 10_000_000)
    }

    @Test func `a table by sample may be scaled`() throws {
        let scaled = Distribution.scaled(.shifted(try recorded(.bySample), by: 0.001), by: 3)
        #expect(try complete(.source(6).shuffle(6).map(scaled).train(milliseconds(0))).nanoseconds == 3 * 69_000_000)
    }

    @Test func `a table by sample in a phase is used in that phase only`() throws {
        let phases = try PhasedDistribution(
            [.init(try recorded(.bySample), for: 6)], then: milliseconds(1), by: .draws)
        let test = try TestScenario.source(6).map(.phased(phases)).train(milliseconds(0), epochs: 3)
        #expect(try complete(test).nanoseconds == 63_000_000 + 2 * 6_000_000)
    }

    /// The samples that pass are those with the numbers 1, 3 and 5.
    @Test func `a time per byte goes by sample, too`() throws {
        func run(_ replay: RecordedTable.Replay) throws -> Int64 {
            let perByte: TestScenario.Values = ["costPerByte": .distribution(.scaled(try recorded(replay), by: 1e-3))]
            let shares = try TestScenario.source(6, bytes: 1000).stage(
                Shard.self, ["count": .count(2), "index": .count(1)])
            return try complete(shares.map(.constant(0), parallelism: nil, perByte).train(milliseconds(0))).nanoseconds
        }
        #expect(try run(.bySample) == 42_000_000)
        #expect(try run(.inOrder) == 7_000_000)
    }

    @Test func `time per byte is drawn apart from time per element`() throws {
        let perByte: TestScenario.Values = ["costPerByte": .distribution(.uniform(lower: 0, upper: 2e-6))]
        let base = try TestScenario.source(4000, bytes: 1000)
        let element = Distribution.uniform(lower: 0, upper: 0.002)
        let both = try complete(base.map(element, parallelism: nil, perByte)).simulatedSeconds
        let elementOnly = try complete(base.map(element)).simulatedSeconds
        let byteOnly = try complete(base.map(.constant(0), parallelism: nil, perByte)).simulatedSeconds
        #expect(both.isClose(to: elementOnly + byteOnly, within: 1e-6))
        #expect(elementOnly != byteOnly)
        #expect(both.isClose(to: 8, within: 0.05))
    }

    @Test func `ranks and replications draw apart`() throws {
        let test = try TestScenario.source(200).train(.uniform(lower: 0, upper: 0.002))
        let runs = try (0..<4).map { try complete(test, replication: $0).nanoseconds }
        #expect(Set(runs).count == 4)
        // Two ranks with the same times would take as long as one.
        #expect(try complete(test.gpu(["count": .count(2)])).nanoseconds > runs[0])
    }
}
