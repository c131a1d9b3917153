public import PipelineRuns
public import Pipelines

/// Simulates one replication of a scenario: a pure function of its arguments.
///
/// - Parameters:
///   - scenario: what to simulate, rewritten first as its options say; its `run.seed` keys all random streams.
///   - replication: number of the replication, counted from 0.
/// - Returns: what was measured, or a modelled out-of-memory.
/// - Throws: `SimulationError`. Before it begins: `.notRewritable` when rewriting leaves no pipeline, `.badPipeline` when
///   an accelerator cannot run it, `.noRecurrence` when the recurrence engine was asked for and cannot run it. Then:
///   `.deadlock` when nothing can happen any more, `.noSteps` when no element reaches a training loop, `.takesNoTime`
///   when all durations are zero, `.durationOutOfRange` when a time does not fit the clock, `.tooMuchInFlight` when
///   events cannot name all work that is under way, `.cancelled` when the task was cancelled. By a mistake of an
///   operator or of the engine: `.stepsLost`, `.capacityExceeded`.
public func simulate(_ scenario: Scenario, replication: UInt32) throws(SimulationError) -> RunOutcome {
    try simulateReplication(scenario, replication).outcome
}

/// The same with what tells the steady part of several replications together.
func simulateReplication(
    _ scenario: Scenario, _ replication: UInt32
) throws(SimulationError) -> (outcome: RunOutcome, history: RunHistory) {
    let rewritten = try rewritten(scenario)
    if rewritten.run.engine != .events {
        do throws(NoRecurrence) { return try recurrence(rewritten, replication) } catch {
            if Task.isCancelled { throw .cancelled }
            if rewritten.run.engine == .recurrence { throw .noRecurrence(error.reason) }
        }
    }
    var simulator = try Simulator(rewritten, replication: replication)
    let outcome = try simulator.run()
    return (outcome, simulator.history)
}

/// One replication by recurrences.
private func recurrence(
    _ scenario: Scenario, _ replication: UInt32
) throws(NoRecurrence) -> (outcome: RunOutcome, history: RunHistory) {
    var run = RecurrenceRun(try RecurrencePlan(scenario, replication: replication), replication: replication)
    try run.run()
    let results = run.results()
    return (.completed(RunReport(results)), results.history)
}

/// The same with the times of every step, by accelerator; memory grows with the number of steps.
///
/// - Parameters:
///   - scenario: what to simulate; its events are simulated, whatever engine its run plan asks for.
///   - replication: number of the replication, counted from 0.
/// - Returns: what was measured, or a modelled out-of-memory; and the steps that were finished.
/// - Throws: `SimulationError` as `simulate(_:replication:)` does, but for `.noRecurrence`.
public func simulateSteps(
    _ scenario: Scenario, replication: UInt32 = 0
) throws(SimulationError) -> (outcome: RunOutcome, steps: [StepTimes]) {
    var simulator = try Simulator(rewritten(scenario), replication: replication, recordsSteps: true)
    let outcome = try simulator.run()
    return (outcome, simulator.steps)
}

func rewritten(_ scenario: Scenario) throws(SimulationError) -> Scenario {
    do { return try scenario.rewritten() } catch { throw .notRewritable(error) }
}
