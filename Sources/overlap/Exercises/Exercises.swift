import ArgumentParser
import Lesson
import Reports
import ScenarioFiles

/// `overlap exercises`.
struct Exercises: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes exercise sheets for the lesson, each seed with other numbers, and marks answers.",
        discussion: """
            The answers come from simulations; the key says why they are right, and which misconceptions lead to wrong \
            ones. A plan for teachers is in docs/teaching.md.
              overlap exercises --seed 7 -o sheet.md --answers key.md
              overlap exercises --seed 7 --steps 3,4 -o sheet.pdf      with pandoc
              overlap exercises --seed 7 --form answers.csv            a table for the class's answers
              overlap exercises check answers.csv --seed 7             who is right, and why others are not
            """,
        subcommands: [ExerciseSheetCommand.self, ExerciseCheck.self],
        defaultSubcommand: ExerciseSheetCommand.self)
}

/// Which sheet.
struct SheetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Any number from 0; each gives a sheet with different numbers.", valueName: "N"))
    var seed: UInt64

    @Option(help: ArgumentHelp("Steps of the lesson, as in 3,4,5. Default: all six.", valueName: "list"))
    var steps: String?

    /// The exercises of the sheet, with their answers.
    func sheet() async throws(CommandFailure) -> ExerciseSheet {
        let chosen = try chosen()
        do { return try await ExerciseSheet(seed: seed, steps: chosen) } catch { throw CommandFailure(error) }
    }

    private func chosen() throws(CommandFailure) -> [Int] {
        let all = ExerciseSheet.allSteps
        guard let steps else { return Array(all) }
        var chosen: [Int] = []
        for word in steps.split(separator: ",", omittingEmptySubsequences: false) {
            guard let step = Int(word.filter { $0 != " " }), all.contains(step) else {
                throw .usage(
                    "`--steps \(visible(steps))`: `\(visible(String(word)))` is no step; accepted: numbers from "
                        + "\(all.lowerBound) to \(all.upperBound), separated by commas")
            }
            chosen.append(step)
        }
        return chosen
    }
}

/// `overlap exercises sheet`, or without a word.
struct ExerciseSheetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "Writes a sheet of exercises, and its key.",
        discussion: "A file whose name ends in .pdf is made by pandoc; any other is Markdown.")

    @OptionGroup var options: SheetOptions

    @OptionGroup var written: NewFileOption

    @Option(
        help: ArgumentHelp("Also write the key: answers, reasons, and misconceptions.", valueName: "file"),
        completion: .file())
    var answers: String?

    @Option(
        help: ArgumentHelp("Also write the first line of a table for a class's answers.", valueName: "file.csv"),
        completion: .file(extensions: ["csv"]))
    var form: String?

    @Flag(help: "Draw pictures with ASCII characters only.")
    var ascii = false

    func run() async throws {
        try checkFiles()
        let sheet = try await options.sheet()
        let (text, key): (String, String)
        do throws(LessonError) {
            text = try SheetMarkdown(sheet, try Lesson.builtIn(), version: Overlap.version, isASCII: ascii).text()
            key = KeyMarkdown(sheet, version: Overlap.version).text
        } catch {
            throw CommandFailure(error)
        }
        if writesSheet {
            try DocumentFile.write(text, to: written.path, title: "Exercises, seed \(options.seed)")
        }
        if let answers { try DocumentFile.write(key, to: answers, title: "Key, seed \(options.seed)") }
        if let form { try OutputFile.write(AnswerTable.head(of: sheet), to: form) }
    }

    /// Where only the table is asked for, it is all that is written.
    private var writesSheet: Bool { written.path != nil || form == nil }

    private func checkFiles() throws(CommandFailure) {
        let isNew = !written.force
        try FileUses.check(
            (writesSheet ? written.files : []) + .option("--answers", answers, isNew: isNew)
                + .option("--form", form, isNew: isNew))
    }
}
