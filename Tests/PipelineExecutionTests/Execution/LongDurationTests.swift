import DiscreteEvent
import PipelineRuns
import Pipelines
import Testing
import Variates

@testable import PipelineExecution

/// Durations that no clock counts are refused by name, and those that it counts are waited for until somebody stops it.
struct LongDurationTests {
    @Test(
        arguments: [
            "{map: {name: long, use: wait}}", "{map: {name: long, use: core}}",
            "{map: {name: long, use: wait, parallelism: 2}}",
            "{map: {name: long, use: core, parallelism: 2, pool: own}}",
        ], [5e9, 1e10, 1e12])
    func `a function's duration`(stage: String, seconds: Double) throws {
        var scenario = try Scenario.text("pipeline: [{source: 3}, \(stage)]\ntrain: 1 ms")
        try scenario.pipeline.setCost(ofStage: 1, to: .constant(seconds))
        Self.expectRefusal(of: try execute(scenario, ExecutionSettings()), stage: "long", seconds)
    }

    @Test(arguments: ["gpu", "cpu"], [5e9, 1e12])
    func `a step's`(device: String, seconds: Double) throws {
        var scenario = try Scenario.text("pipeline: [{source: 3}]\ntrain: {step: 1 ms, device: \(device)}")
        try scenario.pipeline.change { $0.step = .constant(seconds) }
        Self.expectRefusal(of: try execute(scenario, ExecutionSettings()), stage: "train", seconds)
    }

    @Test func `the host's, a checkpoint's, an evaluation's`() throws {
        let base = try Scenario.text(
            "pipeline: [{source: 3}]\ntrain: {step: 1 ms, checkpointTime: 1 ms, evaluation: 1 ms}")
        for change: (inout TrainingLoop) -> Void in [
            { $0.hostOverhead = .constant(5e9) }, { $0.checkpoint?.seconds = .constant(5e9) },
            { $0.evaluation?.seconds = .constant(5e9) },
        ] {
            var scenario = base
            try scenario.pipeline.change(change)
            Self.expectRefusal(of: try execute(scenario, ExecutionSettings()), stage: "train", 5e9)
        }
    }

    /// Both calls begin in one go, when the shuffle has both samples: the first takes no time, the second cannot even
    /// begin.
    @Test(arguments: ["ordered", "unordered"])
    func `what was done before is delivered before the refusal`(order: String) throws {
        var scenario = try Scenario.text(
            "pipeline: [{source: 2}, {shuffle: 2}, {map: {name: long, parallelism: 2, pool: own, order: \(order)}}]\n"
                + "train: 1 ms")
        try scenario.pipeline.setCost(
            ofStage: 2, to: .recorded(try RecordedTable(values: [0, 5e9], replay: .inOrder)))
        var settings = ExecutionSettings()
        settings.recordsDeliveries = true
        let execution = try execute(scenario, settings)
        #expect(execution.deliveries[0].count == 1)
        Self.expectRefusal(of: execution, stage: "long", 5e9)
    }

    private static func expectRefusal(
        of execution: Execution, stage: String, _ seconds: Double, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard case .failed(stage, _, .durationOutOfRange(let refused?)) = execution.error else {
            Issue.record("ended with \(String(describing: execution.error))", sourceLocation: sourceLocation)
            return
        }
        #expect(refused == seconds || refused.isNaN && seconds.isNaN, sourceLocation: sourceLocation)
    }

    /// 140 years each: the sums are longer than 64 bits hold.
    @Test(
        arguments: ["use: wait", "use: core", "use: wait, parallelism: 2"],
        ["device: cpu", "runAhead: 0", "runAhead: 3"])
    func `what lasts for centuries ends when it is told to`(use: String, training: String) throws {
        var scenario = try Scenario.text(
            """
            pipeline: [{source: 8}, {map: {name: long, \(use)}}, {prefetch: 2}]
            train: {step: 1 ms, \(training)}
            """)
        let century = SimulationTime.latest.seconds * 0.96
        if training != "runAhead: 3" { try scenario.pipeline.setCost(ofStage: 1, to: .constant(century)) }
        try scenario.pipeline.change { $0.step = .constant(century) }
        scenario.platform.gpu.launchOverheadSeconds = century
        scenario.platform.gpu.copyLatencySeconds = century
        let execution = try execute(scenario, ExecutionSettings()) { _ in false }
        guard case .stopped = execution.error else {
            Issue.record("ended with \(String(describing: execution.error))")
            return
        }
    }

    @Test func `a tenth of a nanosecond is no time`() throws {
        var scenario = try Scenario.text("pipeline: [{source: 3}, {map: {name: short, use: wait}}]\ntrain: 1 ms")
        try scenario.pipeline.setCost(ofStage: 1, to: .constant(1e-10))
        #expect(try execute(scenario, ExecutionSettings()).error == nil)
    }

    @Test func `an emulated accelerator refuses a copy and a launch by their lengths`() throws {
        var gpu = try GPU(ParameterValues([:], defaultsFrom: GPU.parameters))
        gpu.copyLatencySeconds = 5e9
        let slow = EmulatedAccelerator(gpu, StopSignal())
        #expect(throws: ExecutionError.self) { try slow.copy([]) }
        gpu.copyLatencySeconds = 0
        gpu.launchOverheadSeconds = .infinity
        let late = EmulatedAccelerator(gpu, StopSignal())
        #expect {
            try late.launch(ContentTable.Content(), nanoseconds: 1, requestedAt: HostClock.nanoseconds)
        } throws: {
            guard case .durationOutOfRange(.infinity) = $0 as? ExecutionError else { return false }
            return true
        }
    }
}

extension Pipeline {
    /// Changes the training loop, also to what no file can say.
    fileprivate mutating func change(_ change: (inout TrainingLoop) -> Void) throws {
        var training = training
        change(&training)
        self = try Pipeline(stages: stages, training: training)
    }

    /// Gives a map another cost, also one that no file can say.
    fileprivate mutating func setCost(ofStage index: Int, to cost: Distribution) throws {
        guard var map = stages[index].operator as? Map else { throw PipelineError("stage \(index) is no map") }
        map.service = ServiceTime(secondsPerElement: cost)
        var stages = stages
        stages[index] = NamedStage(name: stages[index].name, operator: map)
        self = try Pipeline(stages: stages, training: training)
    }
}
