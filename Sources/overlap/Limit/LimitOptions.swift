import ArgumentParser
import Experiments
import Pipelines
import Reports
import ScenarioFiles

/// What `max` and `min` have in common, but for the conditions.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A parameter and its whole numbers: gpu.count=1..512. Several that move together: cpu.cores,decode.parallelism=1..64.",
            valueName: "path=values"))
    var vary: String

    @Flag(help: "When accelerators are varied, keep the amount of data: more of them then have smaller shares.")
    var fixedData = false

    @OptionGroup var guesses: GuessOptions

    @OptionGroup var scenario: ScenarioOptions

    @OptionGroup var form: AnswerForm

    @OptionGroup var journal: JournalOptions

    /// What the help texts of the two commands say.
    static func configuration(
        _ name: String, finds superlative: String, example: String, doubledUntil end: String, note: String = ""
    ) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name,
            abstract: "Finds the \(superlative) value of a parameter with which conditions hold.",
            discussion: """
                As `overlap \(name) pipeline.yaml --vary \(example)`: the value is doubled until \(end), then \
                bisection finds the limit; the values next to it are tried too. A value is simulated until each \
                figure's interval lies on one side of its threshold.\(note)
                \(GuessOptions.discussion)
                Exit code: 0 when there is an answer, 1 when no value meets the conditions, 2 when replications leave it open.
                """)
    }

    /// Finds the limit of every variant, prints what is known, and ends with the exit code that says it.
    ///
    /// - Parameter option: that of the conditions, for messages.
    func answer(
        _ goal: EdgeGoal, of path: String, _ conditions: [String], option: String
    ) async throws(CommandFailure) {
        let conditions = try conditions.map { text throws(CommandFailure) in
            do throws(ConditionError) { return try Condition(argument: text, option: option) } catch {
                throw CommandFailure(error, in: option)
            }
        }
        let vary = try varied()
        let guesses = try guesses.guesses()
        let opened = try scenario.open(path, form.overrides())
        let subjects = opened.variants.map { variant in
            LimitSubject(
                goal: goal, vary: vary, conditions: conditions, growsData: !fixedData, scenario: opened,
                variant: variant)
        }
        // What is wrong with any variant is told before anything is simulated.
        try opened.decoded(writing: .result(form.output.path) + journal.files) { () throws(CommandFailure) in
            for subject in subjects { try subject.check(guesses) }
            try opened.checkGivenOnce(varied: vary.paths, set: opened.settings, guessed: guesses)
        }
        var journal = try journal.open(
            command: goal == .last ? "max" : "min", opened.unvaried, isQuiet: scenario.quiet)
        var answers: [LimitAnswer] = []
        var failure: CommandFailure?
        for subject in subjects where failure == nil {
            var answer = try LimitAnswer(subject, source: journal.source)
            failure = await answer.find(over: guesses, threads: form.threads.count, isQuiet: scenario.quiet)
            if answer.hasFigures { answers.append(answer) }
        }
        if !answers.isEmpty { try OutputFile.write(text(answers, title: opened.file.name), to: form.output.path) }
        if let failure {
            journal.tell(quiet: scenario.quiet)
            throw answers.isEmpty ? failure : failure.afterPrinting(to: form.output.path)
        }
        journal.finish()
        if answers.contains(where: { $0.limit.verdict == .unmet }) { throw .findings }
        if answers.contains(where: { $0.limit.verdict != .answered }) { throw .precisionNotReached }
    }

    private func varied() throws(CommandFailure) -> Vary {
        do throws(ScenarioFileError) { return try Vary(argument: vary) } catch { throw CommandFailure(error) }
    }

    private func text(_ answers: [LimitAnswer], title: String) -> String {
        let limits = answers.map { (limit: $0.limit, uncertain: $0.uncertain) }
        if form.json { return JSONValue(scenario: title, limits).text() + "\n" }
        if form.csv { return LimitCSV(limits).text }
        return limits.map { limit, uncertain in
            LimitText(limit, uncertain: uncertain, growsData: !fixedData, showsFormulas: form.explain)
                .text(form.output.terminal.style)
        }.joined(separator: "\n")
    }
}
