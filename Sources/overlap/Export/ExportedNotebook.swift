import Reports

/// A notebook of `overlap export notebooks`, with all that it needs.
struct ExportedNotebook {
    /// Its file, without the ending.
    let name: String
    /// What it is made of.
    let kind: BuiltInNotebook
    /// What makes the data that it reads.
    var commands: [NotebookCommand] = []
    /// Names of the files that these make.
    var data: [String] = []
    /// Files that it needs beside those, with their texts.
    var files: [(name: String, text: String)] = []
    /// Values for its cell of parameters.
    var parameters: [String: PythonValue] = [:]
    /// Passages for its text.
    var passages: [String: MarkdownPassage] = [:]

    /// All files that it stands for, itself last.
    var fileNames: [String] { data + files.map(\.name) + ["\(name).ipynb"] }

    /// The notebook, not run.
    var text: String {
        let shown = MarkdownPassage.commands(commands.map(\.shown))
        return kind.text.notebook(
            name: name, parameters: parameters,
            passages: passages.merging(commands.isEmpty ? [:] : ["commands": shown]) { $1 }
        ).text
    }
}

extension ExportedNotebook {
    /// Simulation against exact results of a line of two stations.
    static var check: ExportedNotebook {
        var words: [NotebookCommand.Word] = [.file(line.name)]
        words += .option("--variants", "even,uneven,constant")
        words += .option("--vary", "prefetch.buffer=0..4,6,8,12,16")
        words += .option("--replications", "20") + .option("--metrics", "samplesPerSecond")
        words += [.plain("-o"), .file("05-check.csv")]
        return ExportedNotebook(
            name: "05-check", kind: .check, commands: [NotebookCommand(verb: .sweep, words: words)],
            data: ["05-check.csv"], files: [line])
    }

    /// Predictions beside measurements that were made with this version.
    static let validation = ExportedNotebook(
        name: "06-validation", kind: .validation,
        files: NotebookFile.validations.map { (name: "06-\($0.group).csv", text: $0.text) })

    /// The scenario of two stations.
    static let line = (name: "line.yaml", text: NotebookFile.line)
}
