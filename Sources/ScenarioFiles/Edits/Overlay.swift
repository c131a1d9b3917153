import Pipelines

extension Override {
    /// The changes in a file: paths and values as in a variant, in the order of the file.
    ///
    /// - Parameter path: of a YAML file; `-` is standard input.
    /// - Throws: when it cannot be read or is not a mapping. Where a path leads is known only with a scenario.
    public static func overlay(path: String) throws(ScenarioFileError) -> [Override] {
        let name = path == "-" ? "standard input" : path
        let text: String
        do { text = try InputLimits.text(try InputLimits.read(path: path, limit: InputLimits.scenarioBytes)) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: name))
        }
        return try overlay(text: text, name: name)
    }

    /// The changes in a text.
    package static func overlay(text: String, name: String) throws(ScenarioFileError) -> [Override] {
        let accepted = "paths and values as in a variant, such as `platform: {disk: …}` or `decode.cost: 6 ms`"
        let root = try DocumentReader.read(text, source: SourceText(name: name, text: text), accepted: accepted)
        guard let entries = root.entries, !entries.isEmpty else {
            let found = root.entries == nil ? root.summary : "a mapping without entries"
            throw ScenarioFileError(Diagnostic("\(found) is not an overlay", at: root.location, accepted: accepted))
        }
        if let version = entries.first(where: { $0.key == "overlap" }) {
            throw ScenarioFileError(
                Diagnostic("this is a scenario, not an overlay", at: version.keyLocation, accepted: accepted))
        }
        return entries.map { Override($0.key, $0) }
    }

    /// The changes in a text whose disk is another one: nothing stays of the limits of the scenario's own.
    package static func overlay(textWithDisk text: String, name: String) throws(ScenarioFileError) -> [Override] {
        try overlay(text: text, name: name).flatMap { change in
            guard change.path == "platform", let sections = change.edit.value.entries else { return [change] }
            return sections.map { Override("platform.\($0.key)", $0, replaces: $0.key == Disk.name) }
        }
    }

    private init(_ path: String, _ entry: DocumentNode.Entry, replaces: Bool = false) {
        self.init(
            path: path, value: entry.value.summary,
            edit: TreeEdit(path: path, location: entry.keyLocation, value: entry.value, replaces: replaces))
    }
}
