import Foundation
import Importers
import ScenarioFiles

extension CaseFile {
    /// Reads a file for a command; `-` is standard input.
    init(forCommand path: String) throws(CommandFailure) {
        let data = try Data(forCommand: path)
        do { try self.init(json: data) } catch {
            throw .badScenario("\(path) is not a file of measured \(Program.title) cases: \(error.message)")
        }
    }

    /// The case that the user names, or the only one.
    func entry(forCommand id: String?) throws(CommandFailure) -> Entry {
        let listed = entries.prefix(8).map(\.id).joined(separator: ", ")
        guard let id else {
            if entries.count == 1 { return entries[0] }
            throw .usage("the file has \(entries.count) cases; name one with --case, such as \(listed)")
        }
        if let entry = self[id] { return entry }
        throw .usage("no case is called `\(id)`: the file has \(entries.count), beginning with \(listed)")
    }

    /// Writes the scenario of a case for `overlap import`, and says what may be done with it.
    func writeScenario(
        ofCase id: String?, from file: String, by command: String, to written: NewFileOption
    ) throws(CommandFailure) {
        try written.check(reading: [file])
        let entry = try entry(forCommand: id)
        let text: String
        do throws(CaseError) {
            var document = try Program.scenario(of: try entry.content.get(), overheads: overheads)
            document.comments = entry.comments(file: file, command: command)
            text = document.text
        } catch {
            throw CommandFailure.badScenario("\(file): case `\(entry.id)`: \(error)")
        }
        try written.write(text, from: file)
    }
}
