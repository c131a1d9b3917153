import Files
import Foundation
import Lesson
import OverlapServer
import ScenarioFiles

extension ScenarioLibrary {
    /// The scenarios that are part of the program, and the user's own.
    ///
    /// - Parameters:
    ///   - path: of the user's own, if there is one.
    ///   - recorded: the file of its real runs, if there is one.
    init(startedWith path: String?, recordedIn recorded: String?) throws(CommandFailure) {
        let builtIn =
            BuiltInScenarios.names.map { name in
                Entry(
                    name: BuiltInScenarios.path(of: name), group: Self.group(of: name),
                    text: BuiltInScenarios.text(of: name) ?? "")
            } + Template.all.map { Entry(name: "\($0.name).yaml", group: "templates", text: $0.text) }
        guard let path else {
            self.init(builtIn)
            return
        }
        let folder = parentDirectory(of: path)
        let text = try Self.text(of: path)
        // Mistakes are told here, where the user looks.
        do { _ = try ScenarioFile(text: text, name: path, directory: folder) } catch { throw CommandFailure(error) }
        self.init(
            [Entry(name: path, group: "yours", text: text)] + builtIn.filter { $0.name != path }, started: path,
            recorded: try recorded.map { path throws(CommandFailure) in try Self.timelines(path) }, folder: folder)
    }

    /// The folder of a scenario that is part of the program.
    private static func group(of name: String) -> String {
        name.contains("/") ? String(name.prefix { $0 != "/" }) : "examples"
    }

    private static func text(of path: String) throws(CommandFailure) -> String {
        if InputSource(path).refusal != nil, let text = BuiltInScenarios.text(atPath: path) { return text }
        return String(decoding: try Data(forCommand: path, limit: mostScenarioBytes), as: UTF8.self)
    }

    private static func timelines(_ path: String) throws(CommandFailure) -> RecordedTimelines {
        let data = try Data(forCommand: path, limit: mostRecordedBytes)
        do { return try RecordedTimelines(data) } catch {
            throw .badScenario("`\(visible(path))`: \(error.message)")
        }
    }

    private static let mostScenarioBytes = 1 << 20
    /// Each answer of the page may hold all of them.
    private static let mostRecordedBytes = 8 << 20
}
