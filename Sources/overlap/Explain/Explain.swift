import ArgumentParser
import Experiments
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// `overlap explain`.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says why a pipeline is as fast as it is, and what each possible improvement would gain.",
        discussion: """
            The training loop's time is divided into what it does and what it waits for. Then the pipeline is simulated again \
            with one more of each thing (a core, a call, a place in a buffer, a faster disk, a shorter step, unordered delivery, \
            a cache), with the same random numbers, until the gain of each is clear.
            Without --variants it explains the first variant.
            \(GuessOptions.discussion)
            Exit code: 2 when a gain is not resolved with the most replications, or the figure is not defined.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String?

    @OptionGroup var guesses: GuessOptions
    @OptionGroup var options: AnswerOptions

    func run() async throws {
        let objective = try options.objective.chosen()
        let indifference = try options.indifference.share()
        let guesses = try guesses.guesses()
        let opened = try options.scenario.open(file, options.form.overrides(), firstByDefault: true)
        // What is wrong with any variant is told before anything is simulated.
        try opened.decoded(writing: .result(options.form.output.path)) { () throws(CommandFailure) in
            _ = try opened.file.scenarios(opened.variants, opened.overrides)
            try opened.check(guesses)
        }
        var diagnoses: [Explained] = []
        var failure: CommandFailure?
        for variant in opened.variants where failure == nil && !Task.isCancelled {
            do throws(CommandFailure) {
                let written = try await diagnosis(of: variant, in: opened, objective, indifference)
                diagnoses.append((written, nil))
                guard written.isFinished else { continue }
                (diagnoses[diagnoses.count - 1].uncertain, failure) = await conclusions(
                    over: guesses, like: written, in: opened)
            } catch {
                failure = error
            }
        }
        // What is known is printed before it is said why the rest is not.
        if !diagnoses.isEmpty { try OutputFile.write(text(opened.file, diagnoses), to: options.form.output.path) }
        if Task.isCancelled { failure = .interrupted() }
        if let failure { throw diagnoses.isEmpty ? failure : failure.afterPrinting(to: options.form.output.path) }
        if diagnoses.contains(where: { !$0.diagnosis.isResolved }) { throw CommandFailure.precisionNotReached }
    }

    private func diagnosis(
        of variant: String, in opened: OpenedScenario, _ objective: Objective, _ indifference: Double
    ) async throws(CommandFailure) -> Diagnosis {
        var progress = ProgressLine(unit: "replications", isQuiet: options.scenario.quiet)
        defer { progress.end() }
        do throws(ExplainError) {
            return try await explain(
                opened.file, variant: variant, overrides: opened.overrides, objective: objective,
                indifference: indifference, threads: options.form.threads.count
            ) { finished, all in
                progress.update(
                    fraction: Double(finished) / Double(max(1, all)),
                    "\(variant): \(finished) of \(all) replications up to the next look")
            }
        } catch {
            throw CommandFailure(error)
        }
    }

    /// Whether what limits a variant, and what brings most, hinge on guesses.
    private func conclusions(
        over guesses: [Guess], like diagnosis: Diagnosis, in opened: OpenedScenario
    ) async -> (Uncertain<Diagnosis.Conclusion>?, CommandFailure?) {
        await guesses.answers(
            like: diagnosis.conclusion, name: diagnosis.scenario.variant, isQuiet: options.scenario.quiet
        ) { uncertain, progress throws(ExplainError) in
            try await uncertain.find(
                opened.file, like: diagnosis, overrides: opened.overrides, threads: options.form.threads.count,
                progress: progress)
        } failure: {
            CommandFailure($0)
        }
    }

    private func text(_ file: ScenarioFile, _ diagnoses: [Explained]) -> String {
        let form = options.form
        if form.json { return JSONValue(scenario: file.name, diagnoses).text() + "\n" }
        if form.csv { return DiagnosisCSV(diagnoses).text }
        return diagnoses.map { diagnosis, uncertain in
            DiagnosisText(diagnosis, uncertain: uncertain, showsFormulas: form.explain).text(form.output.terminal.style)
        }.joined(separator: "\n")
    }
}

/// A diagnosis, and how its conclusion depends on guesses.
private typealias Explained = (diagnosis: Diagnosis, uncertain: Uncertain<Diagnosis.Conclusion>?)

extension CommandFailure {
    /// A scenario that cannot be explained.
    init(_ error: ExplainError) {
        switch error {
        case .file(let error): self.init(error)
        case .pipeline(let error): self = .badScenario("\(error)")
        case .simulation(let error): self.init(error)
        }
    }
}
