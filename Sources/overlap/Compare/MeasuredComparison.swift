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
        let objective = try options.chosenObjective()
        let tolerance = try options.indifference.share(otherwise: Self.tolerance)
        let file = try ScenarioFile(forCommand: scenario.path, options.scenario.changes)
        let overrides = try options.overrides()
        let recorded: RecordedVariant? =
            measured.isRecording ? try RecordedVariant(forCommand: measured.path) : nil
        let variants =
            if let recorded { [try variant(of: file, as: recorded, overrides)] } else { try variants(of: file) }
        let scenarios = try file.scenarios(variants.map(\.name), overrides)
        file.tellNotes(quiet: options.scenario.quiet)
        let inputs = file.inputs(path: scenario.path, options.scenario.changes) + [measured.path]
        try FileUses.check(options.output.path, reading: inputs)
        let (predicted, failure) = await replications(of: scenarios)
        if let failure, predicted.isEmpty { throw failure }
        let drift = Drift(variants, predicted: predicted, objective: objective, tolerance: tolerance)
        let costs = recorded?.costs(plannedIn: scenarios[0]) ?? []
        try OutputFile.write(text(of: drift, CostDriftTable(costs)), to: options.output.path)
        if let failure { throw failure.afterPrinting }
        let verdicts = drift.variants.map { $0.verdict(tolerance: tolerance) }
        if verdicts.contains(where: \.isMiss) { throw .findings }
        if verdicts.contains(where: \.isOpen) { throw .precisionNotReached }
    }

    /// Those of the file of measured figures that were asked for.
    private func variants(of file: ScenarioFile) throws(CommandFailure) -> [MeasuredVariant] {
        let isNarrowed = scenario.variant != nil || !options.scenario.variants.isEmpty
        let asked = if let variant = scenario.variant { [variant] } else { try options.scenario.variantNames(of: file) }
        let all: [MeasuredVariant]
        do throws(ScenarioFileError) {
            all = try MeasuredResults(path: measured.path, variants: file.variantNames).variants
        } catch {
            let isUnread = InputSource(measured.path).refusal != nil
            let failure = CommandFailure(error)
            throw isUnread ? CommandFailure(message: failure.message, code: 74) : failure
        }
        guard isNarrowed else { return all }
        if let missing = asked.first(where: { name in !all.contains { $0.name == name } }) {
            throw .unknown("variant", missing, known: all.map(\.name))
        }
        return all.filter { asked.contains($0.name) }
    }

    /// The variant that a recorded loop is of, or that was named.
    private func variant(
        of file: ScenarioFile, as recorded: RecordedVariant, _ overrides: [Override]
    ) throws(CommandFailure) -> MeasuredVariant {
        let asked = if let name = scenario.variant { [name] } else { try options.scenario.variantNames(of: file) }
        let scenarios = try file.scenarios(asked, overrides)
        return recorded.measured(as: try recorded.variant(among: Array(zip(asked, scenarios))))
    }

    /// Those of the scenarios, in their order, until one fails.
    private func replications(of scenarios: [Scenario]) async -> ([Replications], CommandFailure?) {
        var line = ProgressLine(unit: "variants", isQuiet: options.scenario.quiet)
        defer { line.end() }
        var all: [Replications] = []
        do throws(ReplicationError) {
            try await replicate(scenarios, threads: options.threadCount, progress: { line.update($0) }) { _, one in
                all.append(one)
                return true
            }
            return (all, nil)
        } catch {
            return (all, CommandFailure(error))
        }
    }

    private func text(of drift: Drift, _ costs: CostDriftTable) -> String {
        if options.json { return JSONValue(drift, costs: costs).text() + "\n" }
        if options.csv { return DriftCSV(drift).text }
        return DriftText(drift, costs: costs, explains: options.explain).text(options.output.terminal.style)
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
