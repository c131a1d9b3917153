/// A change of a pipeline, as a person would make it in the list of its stages.
public enum PipelineEdit: Sendable, Equatable {
    /// A parameter of a stage gets the value that a YAML text describes.
    case set(stage: String, parameter: String, value: String)
    /// A parameter of a stage is left out.
    case remove(stage: String, parameter: String)
    /// A new stage, with the value of its primary parameter, takes a position; those from there on move down.
    case insert(operator: String, value: String, at: Int)
    /// A stage takes a position among the others.
    case move(stage: String, to: Int)
}

/// A stage as a variant has it, and where it is written.
public struct WrittenStage: Sendable, Equatable {
    /// The stage's name.
    public let name: String
    /// The file's path, or `command line`.
    public let file: String
    /// The line of the operator, from 1.
    public let line: Int
    /// Its column in Unicode scalars, from 1.
    public let column: Int
}
