import BasicContainers
import PipelineRuns
import Pipelines
import Testing
import Variates

@testable import PipelineSimulation

/// Where the training loop's time goes, in pipelines whose cause is known.
struct WaitPartitionTests {
    /// Steps of 1 ms whose elements come every 2 ms, whatever is the reason.
    struct Case: Sendable, CustomTestStringConvertible {
        var cause: WaitCause
        var stage: String
        var test: TestScenario
        var testDescription: String { "\(cause)" }
    }

    private static let slow = milliseconds(8)
    private static func pipeline(_ map: (TestScenario) throws -> TestScenario) throws -> TestScenario {
        try map(TestScenario.source(400)).prefetch(2).train(milliseconds(1))
    }

    static let cases: [Case] = {
        do {
            return try [
                Case(
                    cause: .disk, stage: "source",
                    test: TestScenario.source(400, latency: milliseconds(2)).prefetch(2).train(milliseconds(1))),
                Case(cause: .computation, stage: "map", test: pipeline { try $0.map(slow, parallelism: 4) }),
                Case(
                    cause: .worker, stage: "map",
                    test: pipeline { try $0.map(slow, parallelism: 64, ["use": .word("wait")]) }
                        .cpu(["cores": .count(4), "workers": .count(4)])),
                Case(
                    cause: .core, stage: "map",
                    test: pipeline { try $0.map(slow, parallelism: 64) }
                        .cpu(["cores": .count(4), "workers": .count(64)])),
            ]
        } catch { preconditionFailure("\(error)") }
    }()

    @Test(arguments: cases)
    func `half of the time is waited for what is slow`(_ example: Case) throws {
        let report = try complete(example.test)
        let (loop, stages) = (report.steady.loop, report.steady.stages)
        #expect(abs(loop.waiting - 0.5) < 0.02, "\(loop)")
        let place = try #require(report.stages.firstIndex { $0.name == example.stage })
        #expect(stages[place].waits[example.cause] > 0.9 * loop.waiting, "\(stages.map(\.waits))")
    }

    /// Of every four calls the first takes 10 ms and the others 1 ms: for 9 ms none can follow it.
    @Test(arguments: [("ordered", true), ("unordered", false)] as [(String, Bool)])
    func `finished results behind an older one are told from computation`(_ order: String, _ waits: Bool) throws {
        let times = Distribution.recorded(
            try RecordedTable(
                values: (0..<400).map { $0 % 4 == 0 ? 10e-3 : 1e-3 }, replay: .inOrder))
        let test = try TestScenario.source(400).map(times, parallelism: 4, ["order": .word(order)])
            .train(.constant(0))
        let shares = try complete(test).wholeRun.stages[1].waits
        #expect(waits ? shares[.order] > 0.6 : shares[.order] == 0, "\(shares)")
    }

    /// Reading takes 1 ms, the map 2 ms and a step 1 ms, one after the other.
    @Test func `turns are charged to each stage's own work`() throws {
        let test = try TestScenario.source(100, latency: milliseconds(1)).map(milliseconds(2)).train(milliseconds(1))
        let report = try complete(test)
        let (loop, stages) = (report.wholeRun.loop, report.wholeRun.stages)
        #expect(abs(stages[0].waits[.disk] - 99.0 / 400) < 1e-9)
        #expect(abs(stages[1].waits[.computation] - 198.0 / 400) < 1e-9)
        // The first element is a matter of starting up.
        #expect(abs(loop.boundaries - 3.0 / 400) < 1e-9)
        #expect(abs(loop.computation - 0.25) < 1e-9)
    }

    /// Workers put batches together for 8 ms, and steps take 1 ms.
    @Test func `what worker processes take to put batches together is passing on`() throws {
        let loader =
            ["workers": .count(2), "batchSize": .count(4), "collate": .distribution(milliseconds(8))]
            as TestScenario.Values
        let test = try TestScenario.source(400).stage(DataLoader.self, loader).train(milliseconds(1))
        let report = try complete(test)
        #expect(report.steady.stages[1].waits[.passingOn] > 0.9 * report.steady.loop.waiting)
        #expect(report.steady.loop.waiting > 0.5)
    }

    /// Exact for every pipeline: what stages are charged with is what the loop has waited within epochs.
    @Test(arguments: PipelinePropertyTests.seeds)
    func `the causes add up to the waits to the nanosecond`(_ seed: UInt64) throws {
        var simulator = try Simulator(PipelineGenerator(seed: seed).scenario().scenario(), replication: 0)
        _ = try simulator.run()
        let stages = simulator.scenario.pipeline.stages.count
        var charged: Int64 = 0
        for stage in 0..<stages {
            let waits = simulator.state.ranks[0].run.waits(ofStage: stage)
            charged += WaitCause.allCases.reduce(0) { $0 + waits[$1] }
        }
        let (stalled, boundary) = (
            simulator.state.ranks[0].run.stallNanoseconds, simulator.state.ranks[0].run.boundaryNanoseconds
        )
        #expect(charged == stalled - boundary)
    }
}
