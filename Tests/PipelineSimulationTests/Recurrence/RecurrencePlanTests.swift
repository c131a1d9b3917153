import Pipelines
import Testing
import Variates

@testable import PipelineSimulation

/// What has a recurrence, and why the rest has none.
@Suite struct RecurrencePlanTests {
    @Test func `a line has one`() throws {
        let plan = try RecurrencePlan(try Self.line().scenario(), replication: 0)
        #expect(plan.rules.count == 4)
        #expect(!plan.computesAlone)
    }

    @Test func `a map alone computes alone`() throws {
        let test = try TestScenario.source(10).map(milliseconds(1)).train(milliseconds(1))
        #expect(try RecurrencePlan(try test.scenario(), replication: 0).computesAlone)
    }

    @Test(arguments: Obstacle.allCases)
    fileprivate func `others have none, and the reason is told`(_ obstacle: Obstacle) throws {
        let scenario = try obstacle.put(into: try Self.line()).scenario()
        let refusal = #expect(throws: NoRecurrence.self) { try RecurrencePlan(scenario, replication: 0) }
        #expect(refusal?.reason.contains(obstacle.rawValue) == true, "\(refusal?.reason ?? "accepted")")
    }

    @Test(
        arguments: [
            ("training steps compute on the host", ["device": .word("cpu")]),
            ("the host works before each step", ["hostOverhead": .distribution(.constant(1e-3))]),
            ("`steps` cuts epochs short", ["steps": .count(3)]),
        ] as [(String, TestScenario.Values)])
    func `some training loops have none`(_ reason: String, _ values: TestScenario.Values) throws {
        let test = try TestScenario.source(10).map(.constant(1e-3), parallelism: 2)
            .train(milliseconds(1), values)
        let scenario = try test.scenario()
        let refusal = #expect(throws: NoRecurrence.self) { try RecurrencePlan(scenario, replication: 0) }
        #expect(refusal?.reason.contains(reason) == true, "\(refusal?.reason ?? "accepted")")
    }

    @Test func `row groups have none`() throws {
        let scenario = try Scenario(
            platform: Platform(disk: Disk(latency: 1e-3)),
            pipeline: [Source(files: 2, samplesPerFile: 10, rowGroup: 5, size: 1e5), Prefetch(2)],
            training: TrainingLoop(step: 1e-3))
        let refusal = #expect(throws: NoRecurrence.self) { try RecurrencePlan(scenario, replication: 0) }
        #expect(refusal?.reason == "a request brings a whole row group")
    }

    @Test func `asked for alone, the engine says why not`() throws {
        var scenario = try Self.line().cache().scenario()
        scenario.run.engine = .recurrence
        let error = #expect(throws: SimulationError.self) { try simulate(scenario, replication: 0) }
        #expect("\(try #require(error))".hasSuffix("`cache` has no recurrence as it is set; `auto` and `events` can"))
    }

    /// source → map(4) → batch → prefetch.
    private static func line() throws -> TestScenario {
        try TestScenario.source(40, latency: .exponential(mean: 1e-3))
            .map(.exponential(mean: 1e-3), parallelism: 4).batch(2).prefetch(2).train(milliseconds(1))
    }
}

/// What a pipeline is given so that it has no recurrence, by the reason that is told.
private enum Obstacle: String, CaseIterable {
    case accelerators = "several accelerators"
    case requests = "storage accepts"
    case failures = "requests to storage fail"
    case calls = "the training loop's calls"
    case handOver = "handing elements over"
    case copies = "copies are slower"
    case runQueues = "each core has a queue"
    case cores = "pieces of work may compute at once"
    case tuning = "`prefetch2` has no recurrence"
    case cache = "`cache` has no recurrence"
    case cut = "`take` has no recurrence"
    case buffer = "a buffer may hold 20000 elements"
    case batch = "pieces of work or more"

    func put(into test: TestScenario) throws -> TestScenario {
        switch self {
        case .accelerators: test.gpu(["count": .count(2)])
        case .requests: test.disk(["requestsPerSecond": .count(10)])
        case .failures: test.disk(["failures": .quantity(0.5)])
        case .calls: test.overhead("next", PiecewiseLinear(constant: 1e-3))
        case .handOver: test.overhead("handOver", PiecewiseLinear(constant: 1e-3))
        case .copies: test.gpu(["busyCopyShare": .quantity(0.5)])
        case .runQueues: test.cpu(["discipline": .word("runQueues")])
        case .cores: test.cpu(["cores": .count(3)])
        case .tuning: try test.automaticPrefetch()
        case .cache: try test.cache()
        case .cut: try test.take(3)
        case .buffer: try test.prefetch(20_000)
        case .batch: try test.batch(1 << 20)
        }
    }
}
