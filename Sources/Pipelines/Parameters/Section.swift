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

    /// Makes the section from values written in Swift, held to the same limits as those of a scenario file.
    ///
    /// Typed initialisers are made from this one, so that Swift and files cannot come to accept different values.
    ///
    /// - Parameter given: a value for each name of `parameters`, in base units; nil for one that is absent.
    /// - Throws: `PipelineError` when a value is missing or out of range, or values do not fit together.
    public init(checking given: KeyValuePairs<String, ParameterValue?>) throws(PipelineError) {
        var values: [String: ParameterValue] = [:]
        for case (let name, let value?) in given {
            guard let parameter = Self.parameters.first(where: { $0.name == name }) else {
                preconditionFailure("`\(Self.name)` declares no parameter `\(name)`")
            }
            try parameter.check(value, of: Self.name)
            values[name] = value
        }
        for parameter in Self.parameters where !parameter.isOptional && parameter.defaultValue == nil {
            guard values[parameter.name] == nil else { continue }
            throw PipelineError(
                parameter: parameter.name, "`\(Self.name)` needs `\(parameter.name)`: \(parameter.summary)")
        }
        try self.init(ParameterValues(values, defaultsFrom: Self.parameters))
    }

    /// The section as a scenario file has it that does not mention it.
    static var byDefault: Self {
        do { return try Self(checking: [:]) } catch {
            preconditionFailure("the defaults of `\(name)` do not fit together: \(error)")
        }
    }
}
