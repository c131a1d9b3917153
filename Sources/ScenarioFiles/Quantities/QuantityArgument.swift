import Pipelines

/// Quantities on the command line.
public enum QuantityArgument {
    /// A bandwidth such as `2 GB/s`, in bytes per second.
    ///
    /// - Throws: when it is none.
    public static func bandwidth(_ text: String) throws(ScenarioFileError) -> Double {
        do { return try Quantity.parse(text, as: .bandwidth, in: Dimension.bandwidth.plausible) } catch {
            let source = SourceText(name: "command line", text: text)
            throw ScenarioFileError(
                Diagnostic(
                    error.message, at: Location(source: source, line: 1, column: 1), accepted: error.accepted,
                    suggestion: error.suggestion))
        }
    }
}
