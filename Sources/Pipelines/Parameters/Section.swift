/// A part of a scenario that is described by parameters: an operator, a resource of the platform, the training loop.
public protocol Section: Sendable {
    /// The key in scenario files.
    static var name: String { get }
    /// One line for help texts and the schema.
    static var summary: String { get }
    /// What may be said about it.
    static var parameters: [Parameter] { get }
    /// The parameter that is meant when a file gives a bare value (`prefetch: 8`), if any.
    static var primaryParameter: String? { get }

    /// Makes the section from decoded values.
    ///
    /// - Throws: `PipelineError` when values that are valid one by one do not fit together.
    init(_ values: ParameterValues) throws(PipelineError)
}

extension Section {
    /// Most sections have no shorthand.
    public static var primaryParameter: String? { nil }
}
