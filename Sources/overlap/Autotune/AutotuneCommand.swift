import ArgumentParser
import Experiments
import PipelineRuns
import Pipelines
import Reports
import ScenarioFiles

/// `overlap autotune`.
struct AutotuneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "autotune",
        abstract: "Tells what TensorFlow's automatic tuning chooses, and how far it is from the best.",
        discussion: """
            For `parallelism: auto`, `prefetch: auto`, and what `options: {rewrites: tensorflow}` makes automatic: the \
            values that the tuner chooses over time and the rate that it reaches, beside the rate of the best fixed \
            values on the same cores, in the same memory. Fixed values are searched one parameter at a time; where \
            they make more calls than the worker pool has threads, the pool grows with them.
            Without --variants it looks at the first variant in which something is tuned.
            Exit code: 2 when the comparison is not resolved with the most replications.
            """)

    @Argument(help: .scenarioFile, completion: .yaml)
    var file: String

    @Option(
        help: ArgumentHelp(
            "Draw the chosen values and the rate over the first epoch of the first variant.",
            valueName: "tuning.svg|png"), completion: .file())
    var plot: String?

    @OptionGroup var scenario: ScenarioOptions
    @OptionGroup var objective: TuningObjectiveOption
    @OptionGroup var indifference: IndifferenceOption
    @OptionGroup var form: AnswerForm

    func validate() throws {
        if form.csv || form.explain { throw ValidationError("`autotune` prints text or --json.") }
    }

    func run() async throws {
        let (objective, indifference) = (try objective.chosen(), try indifference.share())
        let picture = try plot.map { path throws(CommandFailure) in try Picture(path: path) }
        let opened = try scenario.open(file, form.overrides())
        _ = try opened.scenarios(writing: .result(form.output.path) + .option("--plot", plot))
        var tunings: [Tuning] = []
        var failure: CommandFailure?
        for variant in opened.variants where failure == nil && (isAsked || tunings.isEmpty) {
            do throws(TuningError) {
                let subject = TuningSubject(opened.file, variant: variant, overrides: opened.overrides)
                tunings.append(try await tuning(of: subject, objective, indifference))
            } catch {
                if case .nothingTuned = error, !isAsked { continue }
                failure = CommandFailure(error, variant: variant)
            }
        }
        if failure == nil, tunings.isEmpty {
            failure = CommandFailure(.nothingTuned, variant: opened.variants[0])
        }
        // What is known is printed before it is said why the rest is not.
        if !tunings.isEmpty { try OutputFile.write(text(opened.file, tunings), to: form.output.path) }
        var undrawn: CommandFailure?
        if let picture, let first = tunings.first {
            undrawn = await picture.drawn(TuningPlot(title: opened.file.name, first).script(in: picture.format))
        }
        if let failure {
            undrawn?.report()
            throw failure
        }
        if let undrawn { throw undrawn }
        if tunings.contains(where: { !$0.isResolved }) { throw CommandFailure.precisionNotReached }
    }

    private var isAsked: Bool { !scenario.variants.isEmpty }

    private func tuning(
        of subject: TuningSubject, _ objective: Objective, _ indifference: Double
    ) async throws(TuningError) -> Tuning {
        var line = ProgressLine(unit: "parts", isQuiet: scenario.quiet)
        defer { line.end() }
        return try await Tuning(
            of: subject, objective: objective, indifference: indifference, threads: form.threads.count
        ) { what, share in
            line.update(fraction: share, "\(subject.variant): \(what)")
        }
    }

    private func text(_ file: ScenarioFile, _ tunings: [Tuning]) -> String {
        if form.json { return JSONValue(scenario: file.name, tunings: tunings).text() + "\n" }
        return tunings.map { TuningText($0).text(form.output.terminal.style) }.joined(separator: "\n")
    }
}

extension CommandFailure {
    /// Tuning that cannot be judged.
    fileprivate init(_ error: TuningError, variant: String) {
        switch error {
        case .file(let error): self.init(error)
        case .pipeline(let error): self = .badScenario("variant `\(visible(variant))`: \(error)")
        case .simulation(let error): self.init(error, description: "variant `\(visible(variant))`: \(error)")
        case .replication(let error): self.init(error)
        case .timeline(let error):
            self = .badScenario("variant `\(visible(variant))`: its first steps cannot be recorded: \(error)")
        case .outOfMemory(let need):
            self = .badScenario(
                "variant `\(visible(variant))` runs out of memory while it is tuned: \(need.neededBytes) bytes are "
                    + "needed, most of them in `\(need.stage)`")
        case .nothingTuned:
            self = .badScenario(
                "nothing in variant `\(visible(variant))` is tuned: write `parallelism: auto` or `prefetch: auto`, or "
                    + "`options: {rewrites: tensorflow}` for what TensorFlow tunes by itself")
        }
    }
}
