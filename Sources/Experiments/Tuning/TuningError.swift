public import PipelineRuns
public import PipelineSimulation
public import Pipelines
public import ScenarioFiles
public import Timelines

/// Why automatic tuning cannot be judged.
public enum TuningError: Error, Sendable {
    /// The file does not say such a scenario.
    case file(ScenarioFileError)
    /// The framework's rewrites leave no pipeline.
    case pipeline(PipelineError)
    /// A simulation failed, or was cancelled.
    case replication(ReplicationError)
    /// The simulation of what tuning chooses over time failed.
    case simulation(SimulationError)
    /// What tuning chooses could not be recorded.
    case timeline(TimelineError)
    /// As it is tuned, it needs more memory than there is.
    case outOfMemory(OutOfMemory)
    /// Nothing of the variant is tuned.
    case nothingTuned
}
