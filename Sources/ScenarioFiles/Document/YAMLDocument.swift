package import Foundation

/// A YAML file of another program, read with the bounds of scenarios: every value knows its place.
package struct YAMLDocument: Sendable {
    /// What the file holds.
    package let root: DocumentNode

    /// Reads the bytes of a file.
    ///
    /// - Parameters:
    ///   - name: what messages call it.
    ///   - accepted: what it should be.
    /// - Throws: when there are more than 1 MiB, or they are not UTF-8, empty or not YAML.
    package init(_ data: Data, name: String, accepted: String) throws(ScenarioFileError) {
        let text: String
        do { text = try InputLimits.scenarioText(data) } catch {
            throw ScenarioFileError(Diagnostic(error.reason, file: name, accepted: accepted))
        }
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        guard lines.contains(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else {
            throw ScenarioFileError(Diagnostic("the file is empty", file: name, accepted: accepted))
        }
        root = try DocumentReader.read(text, source: SourceText(name: name, text: text))
    }
}
