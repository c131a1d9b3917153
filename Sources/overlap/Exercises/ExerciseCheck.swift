import ArgumentParser
import Foundation
import Lesson
import Reports
import ScenarioFiles

/// `overlap exercises check`.
struct ExerciseCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Marks a class's answers to a sheet, and names the misconceptions behind wrong ones.",
        discussion: """
            The table has a row for each pupil, `pupil,1a,1b,…`, or for each answer, `pupil,question,answer`. Cells are \
            separated by commas, semicolons or tabs. Choices are letters; numbers may have a unit, and a decimal comma \
            if the cell is quoted or cells are not separated by commas. Empty, `-` and `?` are blank.
            """)

    @Argument(help: "A table of answers, or - for standard input.", completion: .file(extensions: ["csv"]))
    var file: String

    @OptionGroup var options: SheetOptions

    @Flag(help: "Print everything as JSON.")
    var json = false

    @Flag(help: "Print comma-separated values, one row per pupil and question.")
    var csv = false

    @OptionGroup var output: OutputOption

    func validate() throws { try checkOneForm(json: json, csv: csv) }

    func run() async throws {
        try FileUses.check(.result(output.path), reading: [file])
        let bytes = try Data(forCommand: file, limit: AnswerTable.mostBytes)
        let sheet = try await options.sheet()
        let marks: ClassMarks
        do throws(AnswerTableError) {
            marks = ClassMarks(try AnswerTable(bytes, file: file == "-" ? "standard input" : file, sheet: sheet), sheet)
        } catch {
            throw CommandFailure.badScenario(error)
        }
        try OutputFile.write(text(marks), to: output.path)
    }

    private func text(_ marks: ClassMarks) -> String {
        if json { return JSONValue(marks, version: Overlap.version).text() + "\n" }
        if csv { return ClassCSV(marks).text }
        return ClassText(marks, columns: output.terminal.columns).text
    }
}

extension CommandFailure {
    /// Mistakes in a table of answers.
    fileprivate static func badScenario(_ error: AnswerTableError) -> CommandFailure {
        CommandFailure(message: error.description, code: 65)
    }
}
