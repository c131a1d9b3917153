public import PipelineSimulation
public import Pipelines
public import ScenarioFiles

/// Why there is no plan.
public enum PlanError: Error, Sendable {
    /// A scenario, a change or a price is not accepted.
    case notAccepted(ScenarioFileError)
    /// What is asked does not fit together; why.
    case badQuestion(String)
    /// A configuration cannot run; which.
    case cannotRun(PipelineError, at: String)
    /// A replication failed, or the task was cancelled; at which configuration.
    case failed(ReplicationError, at: String)
    /// The task was cancelled before anything was simulated.
    case cancelled
}

extension PlanError: CustomStringConvertible {
    /// What is wrong.
    public var description: String {
        switch self {
        case .notAccepted(let error): "\(error)"
        case .badQuestion(let reason): reason
        case .cannotRun(let error, let place): "\(error)\(place.isEmpty ? "" : " (at \(place))")"
        case .failed(let error, let place): "\(error)\(place.isEmpty ? "" : " (at \(place))")"
        case .cancelled: "interrupted"
        }
    }
}
