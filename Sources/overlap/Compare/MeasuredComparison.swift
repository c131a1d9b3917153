import Experiments
import PipelineRuns
import PipelineSimulation
import Pipelines
import Reports
import ScenarioFiles

/// Real runs beside the prediction of the same scenario: `overlap compare scenario.yaml measured.csv`.
struct MeasuredComparison {
    /// What a prediction may be off by default.
    private static let tolerance = 0.02

    private let scenario: ComparedOperand
    private let measured: ComparedOperand
    private let options: AnswerOptions

    init(_ operands: [ComparedOperand], _ options: AnswerOptions, against: [String]) throws(CommandFailure) {
        let scenarios = operands.filter { !$0.isMeasured }
        guard operands.count == 2, scenarios.count == 1, let measured = operands.first(where: \.isMeasured) else {
            throw .usage(
                "measured figures are compared with one scenario: `overlap compare scenario.yaml measured.csv`")
        }
        guard against.isEmpty else {
            throw .usage("`--against` adds a scenario, and measured figures are compared with only one: use `--set`")
        }
        scenario = scenarios[0]
        self.measured = measured
        self.options = options
    }

    func run() async throws(CommandFailure) {
        let objective = try options.objective.chosen()
        let tolerance = try options.indifference.share(otherwise: Self.tolerance)
        let recorded: RecordedVariant? =
            measured.isRecording ? try RecordedVariant(forCommand: measured.path) : nil
        let epochs = try recorded?.epochs() ?? []
        let opened = try options.scenario.open(scenario.path, options.form.overrides() + epochs)
        let (variants, scenarios) = try opened.decoded(
            writing: .result(options.form.output.path), reading: [measured.path]
        ) { () throws(CommandFailure) -> ([MeasuredVariant], [Scenario]) in
            let variants =
                if let recorded { [try variant(of: opened, as: recorded)] } else { try measuredVariants(of: opened) }
            return (variants, try opened.file.scenarios(variants.map(\.name), opened.overrides))
        }
        let (predicted, failure) = await replications(of: scenarios)
        if let failure, predicted.isEmpty { throw failure }
        let drift = Drift(variants, predicted: predicted, objective: objective, tolerance: tolerance)
        let costs = recorded?.costs(plannedIn: scenarios[0]) ?? []
        try OutputFile.write(text(of: drift, CostDriftTable(costs)), to: options.form.output.path)
        if let failure { throw failure.afterPrinting(to: options.form.output.path) }
        let verdicts = drift.variants.map { $0.verdict(tolerance: tolerance) }
        if verdicts.contains(where: \.isMiss) { throw .findings }
        if verdicts.contains(where: \.isOpen) { throw .precisionNotReached }
    }

    /// Those of the file of measured figures that were asked for.
    private func measuredVariants(of opened: OpenedScenario) throws(CommandFailure) -> [MeasuredVariant] {
        let all: [MeasuredVariant]
        do throws(ScenarioFileError) {
            all = try MeasuredResults(path: measured.path, variants: opened.file.variantNames).variants
        } catch {
            throw CommandFailure(error, reading: measured.path)
        }
        guard scenario.variant != nil || !options.scenario.variants.isEmpty else { return all }
        let asked = asked(of: opened)
        if let missing = asked.first(where: { name in !all.contains { $0.name == name } }) {
            throw .unknown("variant", missing, known: all.map(\.name))
        }
        return all.filter { asked.contains($0.name) }
    }

    /// The variant that a recorded loop is of, or that was named.
    private func variant(
        of opened: OpenedScenario, as recorded: RecordedVariant
    ) throws(CommandFailure) -> MeasuredVariant {
        let asked = asked(of: opened)
        let scenarios = try opened.file.scenarios(asked, opened.overrides)
        return recorded.measured(as: try recorded.variant(among: Array(zip(asked, scenarios))))
    }

    private func asked(of opened: OpenedScenario) -> [String] {
        scenario.variant.map { [$0] } ?? opened.variants
    }

    /// Those of the scenarios, in their order, until one fails.
    private func replications(of scenarios: [Scenario]) async -> ([Replications], CommandFailure?) {
        var all: [Replications] = []
        let threads = options.form.threads.count
        let failure = await ProgressLine.during("variants", isQuiet: options.scenario.quiet) {
            line throws(ReplicationError) in
            try await replicate(scenarios, threads: threads, progress: { line.update($0) }) { _, one in
                all.append(one)
                return true
            }
        } failure: {
            CommandFailure($0)
        }
        return (all, failure)
    }

    private func text(of drift: Drift, _ costs: CostDriftTable) -> String {
        if options.form.json { return JSONValue(drift, costs: costs).text() + "\n" }
        if options.form.csv { return DriftCSV(drift).text }
        return DriftText(drift, costs: costs, explains: options.form.explain).text(options.form.output.terminal.style)
    }
}

extension Drift.Variant.Verdict {
    fileprivate var isMiss: Bool {
        switch self {
        case .figure(.drifted), .outOfMemory(measured: true, predicted: false),
            .outOfMemory(measured: false, predicted: true):
            true
        default: false
        }
    }

    fileprivate var isOpen: Bool {
        switch self {
        case .figure(.notResolved), .noFigure: true
        default: false
        }
    }
}
