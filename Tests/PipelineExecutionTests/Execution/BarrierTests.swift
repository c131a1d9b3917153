import PipelineRuns
import Pipelines
import Testing

@testable import PipelineExecution

/// Where accelerators meet after every step, none is ahead of the others, however far its host runs ahead.
struct BarrierTests {
    @Test(arguments: [0, 1, 4], ["step", "epoch"])
    func `a step begins when all have done the one before`(runAhead: Int, barrier: String) throws {
        let scenario = try Scenario.text(
            """
            platform: {gpu: {count: 3, barrier: \(barrier)}}
            pipeline: [{source: {elements: 40}}]
            train: {step: {exponential: 200 us}, runAhead: \(runAhead), epochs: 2}
            """)
        let steps = StepLog(accelerators: 3)
        var settings = ExecutionSettings()
        settings.makeAccelerator = { rank, stop in
            LoggingAccelerator(
                emulated: EmulatedAccelerator(scenario.platform.gpu, stop), rank: rank, log: steps)
        }
        let execution = try execute(scenario, settings)
        #expect(execution.error == nil)
        #expect(execution.report?.steps == 240)
        let ahead = steps.largestLead
        #expect(barrier == "step" ? ahead == 0 : ahead > 0)
    }
}

/// How far accelerators are.
private final class StepLog: Sendable {
    private struct State {
        var launched: [Int]
        var finished: [Int]
        var largestLead = 0
    }

    private let state: Monitor<State>

    init(accelerators: Int) {
        let none = Array(repeating: 0, count: accelerators)
        state = Monitor(State(launched: none, finished: none))
    }

    /// Steps that an accelerator had launched before all had finished the one before, at most.
    var largestLead: Int { state.withLock { $0.largestLead } }

    func launch(_ rank: Int) {
        state.withLock { state in
            state.largestLead = max(state.largestLead, state.launched[rank] - (state.finished.min() ?? 0))
            state.launched[rank] += 1
        }
    }

    func finish(_ rank: Int) { state.withLock { $0.finished[rank] += 1 } }
}

private struct LoggingAccelerator: Accelerator {
    let emulated: EmulatedAccelerator
    let rank: Int
    let log: StepLog
    var isLaunchedByHost: Bool { rank == 0 }

    func copy(_ samples: [SampleBytes]) throws(ExecutionError) -> DeviceCopy { try emulated.copy(samples) }

    func launch(
        _ batch: ContentTable.Content, nanoseconds: Int64, requestedAt time: Int64
    ) throws(ExecutionError) -> any LaunchedStep {
        log.launch(rank)
        return LoggedStep(
            step: try emulated.launch(batch, nanoseconds: nanoseconds, requestedAt: time), accelerator: self)
    }

    private struct LoggedStep: LaunchedStep {
        let step: any LaunchedStep
        var isOver: Bool { step.isOver }
        let accelerator: LoggingAccelerator

        func finish(_ stop: StopSignal) throws(ExecutionError) -> StepResult {
            let result = try step.finish(stop)
            accelerator.log.finish(accelerator.rank)
            return result
        }
    }
}
