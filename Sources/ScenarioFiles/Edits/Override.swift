/// A change of a scenario from the command line: `prefetch.buffer=8`.
public struct Override: Sendable {
    /// The path, as in a variant: `prefetch.buffer`, `platform.cpu.cores`, `decode`.
    public let path: String
    /// A YAML scalar or flow text; what is longer in an overlay is only named.
    public let value: String

    let edit: TreeEdit

    /// Reads `path=value`.
    ///
    /// - Throws: when there is no `=`, no value, or the value is not YAML.
    public init(argument: String) throws(ScenarioFileError) {
        let (path, value) = try splitArgument(argument, example: "prefetch.buffer=8")
        try self.init(path: path, value: value)
    }

    /// A change of what is at `path` to the YAML `value`.
    ///
    /// - Throws: when the value is not YAML.
    public init(path: String, value: String) throws(ScenarioFileError) {
        self.path = path
        self.value = value
        let source = SourceText(name: "command line", text: "\(path)=\(value)")
        let column = path.unicodeScalars.count + 1
        guard let first = value.first(where: { !$0.isWhitespace }), first != "#" else {
            throw ScenarioFileError(
                Diagnostic("the value is missing", at: Location(source: source, line: 1, column: column)))
        }
        // Spaces in the path's place let the parser count the columns of the whole argument.
        let text = String(repeating: " ", count: column) + value
        let node = try DocumentReader.read(text, source: source)
        edit = TreeEdit(path: path, location: Location(source: source, line: 1, column: 1), value: node)
    }

    init(path: String, value: String, edit: TreeEdit) {
        self.path = path
        self.value = value
        self.edit = edit
    }
}

/// Splits `path=value` at the first `=`.
func splitArgument(_ argument: String, example: String) throws(ScenarioFileError) -> (path: String, value: String) {
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else {
        let source = SourceText(name: "command line", text: argument)
        throw ScenarioFileError(
            Diagnostic(
                "\(quoted(argument)) is not a path and a value",
                at: Location(source: source, line: 1, column: 1), accepted: "`path=value`, such as `\(example)`"))
    }
    let path = argument[..<equals].drop { $0.isWhitespace }
    return (
        String(path.reversed().drop { $0.isWhitespace }.reversed()), String(argument[argument.index(after: equals)...])
    )
}
