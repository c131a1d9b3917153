import PipelineRuns
public import Pipelines
public import Timelines

/// Why a simulation has no timeline.
public enum TimelineSimulationError: Error, Sendable, Equatable {
    /// The simulation failed.
    case simulation(SimulationError)
    /// Nothing, or too much, would be in the timeline.
    case timeline(TimelineError)
}

/// Simulates a window of one replication and records what each thread and device does in it.
///
/// What happens is what `simulate` makes of the same scenario and replication; the simulation ends with the window.
///
/// - Parameters:
///   - scenario: what to simulate, rewritten first as its options say; its `run.seed` keys all random streams.
///   - replication: number of the replication, counted from 0.
///   - from: the window's beginning (ns).
///   - end: the window's end; the run's where that comes first, or the moment at which memory runs out.
///   - limit: most spans and changes of state to record.
/// - Throws: `.simulation` as `simulate` does; `.timeline` when more than the limit would be recorded, or the run ends
///   before the window.
public func simulateTimeline(
    _ scenario: Scenario, replication: UInt32 = 0, from: Int64 = 0, end: TimelineRecorder.End, limit: Int = 400_000
) throws(TimelineSimulationError) -> Timeline {
    let simulator: Simulator
    do throws(SimulationError) {
        let scenario = try rewritten(scenario)
        let recorder = TimelineRecorder(scenario, from: from, end: end, limit: limit)
        simulator = try Simulator(scenario, replication: replication, recorder: recorder)
    } catch {
        throw .simulation(error)
    }
    return try simulator.timeline()
}
