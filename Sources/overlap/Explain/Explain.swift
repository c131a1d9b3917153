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

    @Argument(help: "A scenario file, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    @OptionGroup var guesses: GuessOptions
    @OptionGroup var options: AnswerOptions

    func run() async throws {
        let scenarioFile = try ScenarioFile(forCommand: file, options.scenario.changes)
        let objective = try options.chosenObjective()
        let indifference = try options.indifferenceShare()
        let overrides = try options.overrides()
        let named = try options.scenario.variantNames(of: scenarioFile)
        let variants = options.scenario.variants.isEmpty ? Array(named.prefix(1)) : named
        try FileUses.check(
            options.output.path, reading: scenarioFile.inputs(path: file, options.scenario.changes))
        // What is wrong with any variant is told before anything is simulated.
        let guessed = try variants.map { variant throws(CommandFailure) in
            try guesses.checked { places throws(CommandFailure) in
                let changes = try scenarioFile.overrides(overrides, assuming: places, variant: variant)
                _ = try scenarioFile.scenarios([variant], changes)
            }
        }
        var diagnoses: [Explained] = []
        var failure: CommandFailure?
        for (variant, guesses) in zip(variants, guessed) where failure == nil && !Task.isCancelled {
            do throws(CommandFailure) {
                let written = try await diagnosis(of: variant, in: scenarioFile, overrides, objective, indifference)
                diagnoses.append((written, nil))
                guard written.isFinished else { continue }
                (diagnoses[diagnoses.count - 1].uncertain, failure) = await conclusions(
                    over: guesses, like: written, in: scenarioFile, overrides)
            } catch {
                failure = error
            }
        }
        scenarioFile.tellNotes(quiet: options.scenario.quiet)
        // What is known is printed before it is said why the rest is not.
        if !diagnoses.isEmpty { try OutputFile.write(text(scenarioFile, diagnoses), to: options.output.path) }
        if Task.isCancelled {
            throw CommandFailure.interrupted(
                diagnoses.isEmpty ? "interrupted" : "interrupted: what is known was printed")
        }
        if let failure { throw failure }
        if diagnoses.contains(where: { !$0.diagnosis.isResolved }) { throw CommandFailure.precisionNotReached }
    }

    private func diagnosis(
        of variant: String, in file: ScenarioFile, _ overrides: [Override], _ objective: Objective,
        _ indifference: Double
    ) async throws(CommandFailure) -> Diagnosis {
        var progress = ProgressLine(unit: "replications", isQuiet: options.scenario.quiet)
        defer { progress.end() }
        do throws(ExplainError) {
            return try await explain(
                file, variant: variant, overrides: overrides, objective: objective, indifference: indifference,
                threads: options.threadCount
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
        over guesses: [Guess], like diagnosis: Diagnosis, in file: ScenarioFile, _ overrides: [Override]
    ) async -> (Uncertain<Diagnosis.Conclusion>?, CommandFailure?) {
        await guesses.answers(
            like: diagnosis.conclusion, name: diagnosis.scenario.variant, isQuiet: options.scenario.quiet
        ) { uncertain, progress throws(CommandFailure) in
            do throws(ExplainError) {
                try await uncertain.find(
                    file, like: diagnosis, overrides: overrides, threads: options.threadCount, progress: progress)
            } catch {
                throw CommandFailure(error)
            }
        }
    }

    private func text(_ file: ScenarioFile, _ diagnoses: [Explained]) -> String {
        if options.json { return JSONValue(scenario: file.name, diagnoses).text() + "\n" }
        if options.csv { return DiagnosisCSV(diagnoses).text }
        let style = options.output.terminal.style
        return diagnoses.map { diagnosis, uncertain in
            DiagnosisText(diagnosis, uncertain: uncertain, showsFormulas: options.explain).text(style)
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
