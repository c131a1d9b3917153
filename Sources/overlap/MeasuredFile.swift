import Foundation
import MeasuredCases

extension Data {
    /// Reads a file for a command; `-` is standard input.
    init(forCommand path: String) throws(CommandFailure) {
        do {
            self =
                path == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data()
                : try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw .inputOutput("cannot read `\(path)`: \(error.localizedDescription)")
        }
    }
}

extension TFDataFile {
    /// Reads a file for a command; `-` is standard input.
    init(forCommand path: String) throws(CommandFailure) {
        let data = try Data(forCommand: path)
        do { try self.init(json: data) } catch {
            throw .badScenario("\(path) is not a file of measured tf.data cases: \(error.message)")
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
}
