import Foundation
import Reports
import ScenarioFiles

/// The notebook that a sweep writes beside its table, and the table that the notebook reads.
struct SweepNotebookFile {
    /// Where the notebook goes.
    let path: String
    /// Where its table goes.
    let table: String

    /// - Parameters:
    ///   - path: of the notebook; it ends in `.ipynb`.
    ///   - output: where the user wants the table; beside the notebook, with its name, when nil.
    /// - Throws: when the notebook, or a table that the user has not named, is there: it may have been edited.
    init(path: String, output: String?) throws(CommandFailure) {
        let ending = ".ipynb"
        guard path.hasSuffix(ending), !path.hasSuffix("/" + ending), path != ending else {
            throw .usage("`--notebook \(visible(path))`: the name of the notebook must end in .ipynb")
        }
        self.path = path
        table = output ?? String(path.dropLast(ending.count)) + ".csv"
        if let output {
            switch try OutputPlace(output) {
            case .standardOutput, .device:
                throw .usage("the notebook reads the CSV: `-o \(visible(output))` must be a file")
            case .fixedFile, .file: break
            }
        }
        guard access(path, F_OK) != 0 else {
            throw .inputOutput(
                "`\(visible(path))` exists, and may have been edited: leave out `--notebook` to renew only its CSV, "
                    + "or give another name")
        }
        guard output != nil || access(table, F_OK) != 0 else {
            throw .inputOutput("`\(visible(table))` exists; `-o \(shellWord(table))` replaces it")
        }
    }

    /// Writes the notebook.
    ///
    /// - Parameter arguments: the command's own, without its name.
    func write(_ notebook: SweepNotebook, arguments: [String]) throws(CommandFailure) {
        try OutputFile.write(notebook.text(data: data, command: Self.shown(arguments, table)), to: path)
    }

    /// The table as a program finds it that runs in the notebook's folder.
    private var data: String {
        let (one, other) = (URL(fileURLWithPath: table), URL(fileURLWithPath: path))
        let isBeside = one.deletingLastPathComponent().standardized == other.deletingLastPathComponent().standardized
        return isBeside ? one.lastPathComponent : one.standardized.path
    }

    /// The command that makes the table: without the notebook, and with the table's name.
    static func shown(_ arguments: [String], _ table: String) -> String {
        var words: [String] = []
        var skips = false
        for argument in arguments {
            if skips {
                skips = false
            } else if argument == "--notebook" {
                skips = true
            } else if !argument.hasPrefix("--notebook=") {
                words.append(argument)
            }
        }
        let namesTable = words.contains {
            $0.hasPrefix("-o") || $0 == "--output" || $0.hasPrefix("--output=")
        }
        return (["overlap"] + words + (namesTable ? [] : ["-o", table])).map(shellWord).joined(separator: " ")
    }
}
