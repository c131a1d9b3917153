public import PipelineRuns
public import Pipelines

/// Why a simulation could not be carried to its end.
public enum SimulationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// No event is left, and the training loop still waits; the text says which stage waits for which.
    case deadlock(String)
    /// A duration, or the run itself, is longer than the clock can count: 146 years, or 13 days for one job on a shared
    /// resource.
    case durationOutOfRange(DurationOutOfRange)
    /// The training loop got another number of steps than the data hold: a mistake in an operator.
    case stepsLost(expected: Int64, finished: Int64)
    /// A resource served more than it can: a mistake in the engine.
    case capacityExceeded(CapacityExcess)
    /// The pipeline cannot run on one of the accelerators.
    case badPipeline(PipelineError)
    /// No element reached a training loop: what the data hold was filtered or dropped.
    case noSteps
    /// All durations are zero, so that there is no throughput to speak of.
    case takesNoTime
    /// More work is in flight than events can name.
    case tooMuchInFlight
    /// The pipeline cannot be what its framework's rewrites make of it.
    case notRewritable(PipelineError)
    /// The pipeline was to be simulated by recurrences, and has none; the text says why.
    case noRecurrence(String)
    /// The task that ran the simulation was cancelled.
    case cancelled

    /// One sentence for the user.
    public var description: String {
        switch self {
        case .deadlock(let chain): "deadlock: nothing can happen any more; \(chain)"
        case .durationOutOfRange(let duration): "\(duration)"
        case .stepsLost(let expected, let finished): "the training loop finished \(finished) steps of \(expected)"
        case .capacityExceeded(let excess): "a capacity law is broken: \(excess)"
        case .badPipeline(let error): error.reason
        case .noSteps:
            "no element reaches the training loop: filters, or a batch that drops its remainder, leave nothing"
        case .takesNoTime:
            "no work takes as long as 1 ns, the resolution of time: give the training step or a stage a longer time"
        case .tooMuchInFlight: "more than a million pieces of work are in flight: lower the parallelism"
        case .notRewritable(let error): "after the rewrites: \(error)"
        case .noRecurrence(let reason): "the recurrence engine cannot run it: \(reason); `auto` and `events` can"
        case .cancelled: "cancelled"
        }
    }
}
