import ArgumentParser
import ScenarioFiles

/// A command that makes the data of a notebook: what its first cell shows is what is run.
struct NotebookCommand {
    /// A word of the command line.
    enum Word {
        /// As it is.
        case plain(String)
        /// A file in the folder of the notebooks, where the user is to run the command.
        case file(String)
    }

    /// Which command.
    enum Verb: String {
        case sweep, timeline
    }

    let verb: Verb
    let words: [Word]

    /// The command as it is to be copied, in lines that a page is wide enough for: each option stays with its value.
    var shown: String {
        var parts = ["overlap \(verb.rawValue)"]
        for word in words {
            let text = shellWord(Self.text(word) { $0 })
            if Self.text(word, file: { $0 }).hasPrefix("-") {
                parts.append(text)
            } else {
                parts[parts.count - 1] += " " + text
            }
        }
        var lines = [parts[0]]
        for part in parts.dropFirst() {
            if lines[lines.count - 1].count + part.count < Self.columns {
                lines[lines.count - 1] += " " + part
            } else {
                lines[lines.count - 1] += " \\"
                lines.append("    " + part)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static let columns = 96

    /// Runs it for a folder; a sweep that ends early leaves nothing there, because nobody could say `--resume`.
    ///
    /// - Parameter options: more of a sweep's, which do not change what it writes.
    func run(in folder: OutputDirectory, _ options: [String]) async throws {
        let arguments = words.map { Self.text($0) { folder.path(of: $0) } }
        switch verb {
        case .sweep:
            let command = try Sweep.parse(arguments + options)
            try await command.run(keepingPartial: false)
        case .timeline:
            let command = try TimelineCommand.parse(arguments)
            try await command.run()
        }
    }

    private static func text(_ word: Word, file: (String) -> String) -> String {
        switch word {
        case .plain(let text): text
        case .file(let name): file(name)
        }
    }
}

extension [NotebookCommand.Word] {
    /// An option with its value; a value that looks like an option is joined to its name.
    static func option(_ name: String, _ value: String) -> [NotebookCommand.Word] {
        value.hasPrefix("-") ? [.plain("\(name)=\(value)")] : [.plain(name), .plain(value)]
    }
}
