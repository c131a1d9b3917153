import ArgumentParser
import MeasuredCases

/// `overlap import`.
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes scenarios, or parts of them, from files of other programs.",
        subcommands: [ImportTFData.self, ImportFio.self, ImportTrace.self])
}

/// `overlap import tfdata`.
struct ImportTFData: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfdata", abstract: "Writes a measured tf.data pipeline as a scenario.",
        discussion: "The durations of all calls are written out, to be replayed sample by sample.")

    @Argument(help: "A file of measured cases, or - for standard input.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(name: .customLong("case"), help: ArgumentHelp("The case; needed when there are several.", valueName: "id"))
    var id: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"),
        completion: .file())
    var output: String?

    func run() throws {
        let cases = try TFDataFile(forCommand: file)
        let entry = try cases.entry(forCommand: id)
        let text: String
        do throws(TFDataCaseError) {
            text = try TFDataTranslation(try entry.content.get(), overheads: cases.overheads)
                .scenario(comments: TFDataTranslation.comments(for: entry, file: file))
        } catch {
            throw CommandFailure.badScenario("\(file): case `\(entry.id)`: \(error)")
        }
        try OutputFile(path: output).write(text)
        if let output, output != "-" {
            StandardError.write("wrote \(output); next: overlap simulate \(output)\n")
        }
    }
}
