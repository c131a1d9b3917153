import ScenarioFiles

/// The command that prints what the page shows.
struct CommandText {
    private var words: [String]

    /// - Parameters:
    ///   - command: of `overlap`.
    ///   - path: of the scenario, as a command finds it.
    init(_ command: String, _ path: String) { words = ["overlap", command, path] }

    /// The same with an option for each value.
    func option(_ name: String, _ values: [String]) -> CommandText {
        var text = self
        text.words += values.flatMap { [name, $0] }
        return text
    }

    /// The same with a list of variants; of none all are meant.
    func variants(_ names: [String]) -> CommandText {
        // A name with commas must stand alone.
        let isList = !names.contains { $0.contains(",") }
        return option("--variants", isList && !names.isEmpty ? [names.joined(separator: ",")] : names)
    }

    /// The same with changes.
    func changes(_ changes: [Override]) -> CommandText { option("--set", changes.map { "\($0.path)=\($0.value)" }) }

    /// The line as a shell reads it.
    var text: String { words.map(shellWord).joined(separator: " ") }
}
