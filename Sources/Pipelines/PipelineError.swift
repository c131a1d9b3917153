/// A pipeline or platform that cannot exist, and why.
public struct PipelineError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The position of the stage in the pipeline (0 is the source), when one stage is at fault.
    public var stage: Int?
    /// The parameter at fault, when there is one.
    public var parameter: String?
    /// What is wrong, and what would be accepted.
    public var reason: String

    /// An error about a stage, a parameter, or the pipeline as a whole.
    public init(stage: Int? = nil, parameter: String? = nil, _ reason: String) {
        self.stage = stage
        self.parameter = parameter
        self.reason = reason
    }

    /// The reason; positions are added by whoever knows the file.
    public var description: String { reason }
}
