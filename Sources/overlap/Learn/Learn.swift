import ArgumentParser
import Foundation
import Lesson
import Reports
import ScenarioFiles

/// `overlap learn`.
struct Learn: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Teaches why a GPU waits for data: predict, then see a run that answers.",
        discussion: """
            Six steps, then myths, pitfalls and more. Each asks a question; what you commit to is kept, and the answer \
            is computed by a simulation that you can repeat. It continues where you stopped. If standard output is not \
            a terminal, it prints the lesson as text, with the answers at the end.
              overlap learn                        start, or go on
              overlap learn myths/2                one step
              overlap learn 3 --scenario           the scenario behind it, to edit
            """)

    @Argument(help: "A step: see --list. Default: the first that was not answered.")
    var step: String?

    @Flag(help: "List the steps.")
    var list = false

    @Flag(help: "Forget all answers, and start over.")
    var restart = false

    @Flag(help: "Also explain it with a kitchen: larder, cook, pass, waiter, table.")
    var kitchen = false

    @Flag(help: "Sentences in place of pictures, for screen readers.")
    var accessible = false

    @Flag(help: "Use ASCII characters only. Default: where the locale is not UTF-8.")
    var ascii = false

    @Option(
        help: ArgumentHelp(
            "Answer the step and show what is right: a number, a letter, or unsure.", valueName: "choice"))
    var answer: String?

    @Flag(help: "With --answer: print the answer as JSON.")
    var json = false

    @Flag(help: "Print the scenario behind the step.")
    var scenario = false

    func validate() throws {
        if answer != nil || scenario, step == nil { throw ValidationError("Name the step: 'overlap learn 3 …'.") }
        if json, answer == nil { throw ValidationError("'--json' needs '--answer'.") }
        if scenario, answer != nil { throw ValidationError("Give '--scenario' or '--answer', not both.") }
        if list, step != nil || answer != nil || restart { throw ValidationError("Give '--list' alone.") }
    }

    func run() async throws {
        let terminal = Terminal(.standardOutput)
        let style = LessonStyle(
            columns: terminal.knownColumns ?? LessonStyle.defaultColumns, hasColour: terminal.hasColour,
            isASCII: ascii || !terminal.hasUTF8, isAccessible: accessible, isKitchen: kitchen)
        let lesson: Lesson
        do { lesson = try Lesson.builtIn() } catch { throw CommandFailure(error) }
        try await run(LessonPages(lesson, style), isOnTerminal: terminal.isTerminal)
    }

    private func run(_ pages: LessonPages, isOnTerminal: Bool) async throws {
        var progress = LessonProgress()
        if restart { try progress.forget() }
        if list { return try OutputFile.write(pages.list(progress), to: nil) }
        let chosen = try step.map { try pages.step($0) }
        if let chosen, scenario { return try OutputFile.write(pages.scenario(of: chosen), to: nil) }
        if let chosen, let answer {
            let guess = try LessonInput.guess(answer, choices: chosen.choices.count)
            return try OutputFile.write(try await pages.answer(chosen, guess, isJSON: json), to: nil)
        }
        guard isOnTerminal, Terminal(.standardInput).isTerminal else {
            return try OutputFile.write(try await pages.text(of: chosen.map { [$0] }), to: nil)
        }
        var session = LessonSession(pages, progress)
        try await session.run(from: chosen)
    }
}
