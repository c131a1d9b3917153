import ScenarioFiles

/// The scenarios that the page can choose from by name.
package struct ScenarioLibrary: Sendable {
    /// One of them.
    package struct Entry: Sendable {
        /// What commands call it.
        package let name: String
        /// Under which heading the page lists it.
        package let group: String
        /// YAML.
        package let text: String

        /// - Parameters:
        ///   - name: what commands call it.
        ///   - group: under which heading the page lists it.
        ///   - text: YAML.
        package init(name: String, group: String, text: String) {
            (self.name, self.group, self.text) = (name, group, text)
        }
    }

    /// In the order in which they are listed.
    let entries: [Entry]
    /// The one that the server was started with, if any.
    let started: String?
    /// Real runs of that one.
    let recorded: RecordedTimelines
    /// Where files of measured values lie that scenarios name; nil where none may be read.
    private let folder: String?

    /// - Parameters:
    ///   - entries: in the order in which they are listed.
    ///   - started: the name of the one that the server was started with, if any.
    ///   - recorded: real runs of that one.
    ///   - folder: where files of measured values lie that scenarios name; nil where none may be read.
    package init(
        _ entries: [Entry], started: String? = nil, recorded: RecordedTimelines? = nil, folder: String? = nil
    ) {
        (self.entries, self.started, self.folder) = (entries, started, folder)
        self.recorded = recorded ?? .none
    }

    /// What a name stands for.
    func text(of name: String) throws(RequestFailure) -> String {
        if let entry = entries.first(where: { $0.name == name }) { return entry.text }
        let nearest = didYouMean(name, among: entries.map(\.name), after: ": ")
        throw .notFound("there is no scenario `\(visible(name))`\(nearest)")
    }

    /// A scenario, read.
    ///
    /// A text that somebody pasted may name no file but those in the folder of the scenario that the server was started
    /// with: who can reach the server must not be able to read others.
    func file(_ text: String, name: String) throws(RequestFailure) -> ScenarioFile {
        do { return try ScenarioFile(text: text, name: name, directory: folder ?? Self.nowhere) } catch {
            throw RequestFailure(error)
        }
    }

    /// A path below which nothing is.
    private static let nowhere = "/dev/null"
}

extension ScenarioLibrary.Entry {
    /// What it is about: its first line, where that is a comment, else what it asks, or is called.
    var title: String {
        let line = text.prefix { !$0.isNewline }
        if line.hasPrefix("#") { return String(line.drop { $0 == "#" || $0 == " " }) }
        let file = try? ScenarioFile(text: text, name: name, directory: "/dev/null")
        return file.map { $0.question ?? $0.name } ?? name
    }
}
