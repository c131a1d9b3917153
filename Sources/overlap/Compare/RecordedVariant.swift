import Experiments
import Importers
import PipelineRuns
import Pipelines
import ScenarioFiles

/// A recorded loop as measured figures of a scenario's variant: `overlap compare planned.yaml loop.json`.
struct RecordedVariant {
    private let loop: LoopScenario

    /// Shorter waits are those for a clock and a lock that was free (s).
    private static let shortestWait = 20e-6

    /// Reads a recording.
    init(forCommand path: String) throws(CommandFailure) { loop = try LoopScenario(forCommand: path) }

    /// The variant whose loader has the recorded settings.
    ///
    /// - Parameter known: variants to choose from, with their scenarios.
    /// - Throws: when none has them: which one is meant must be said.
    func variant(
        among known: [(name: String, scenario: Scenario)]
    ) throws(CommandFailure) -> (name: String, scenario: Scenario) {
        guard known.count > 1, let settings = loop.loaderSettings else { return known[0] }
        let fitting = known.first { _, scenario in
            guard let loader = PlannedCosts(scenario).loader else { return false }
            return loader.workers == settings.workers
                && (settings.batchSize ?? loader.batchSize) == loader.batchSize
                && (settings.prefetchFactor ?? loader.prefetchFactor) == loader.prefetchFactor
                && (settings.workers == 0 || settings.persists == (loader.lifetime == .run))
        }
        if let fitting { return fitting }
        let batches = settings.batchSize.map { "batches of \($0)" } ?? "batches that vary"
        let factor = settings.prefetchFactor.map { ", prefetch factor \($0)" } ?? ""
        let persists = settings.persists ? ", persistent" : ""
        throw .usage(
            "no variant has the recorded settings (workers \(settings.workers), \(batches)\(factor)\(persists)): "
                + "name one, `file:variant`, of \(known.map { "`\(visible($0.name))`" }.joined(separator: ", "))")
    }

    /// A change of a scenario to as many epochs as the figures are of: only then are like parts of runs compared.
    func epochs() throws(CommandFailure) -> [Override] {
        try Override.options([("train.epochs", String(loop.figures.epochs))])
    }

    /// The figures as those of a variant.
    func measured(as variant: (name: String, scenario: Scenario)) -> MeasuredVariant {
        let figures = loop(plannedAs: PlannedCosts(variant.scenario)).figures
        return MeasuredVariant(
            variant.name,
            figures: figures.values.compactMap { figure in
                Metric.named(figure.name).map { MeasuredFigure($0, ofRuns: figure.ofEpochs) }
            }, isPartial: figures.isCut)
    }

    /// The loop in the plan's batches.
    private func loop(plannedAs costs: PlannedCosts) -> LoopScenario {
        costs.loader.map { loop.inBatches(of: $0.batchSize) } ?? loop
    }

    /// What samples and steps cost, beside what the scenario says.
    func costs(plannedIn scenario: Scenario) -> [CostDrift] {
        let planned = PlannedCosts(scenario)
        let recorded = loop(plannedAs: planned)
        var costs: [CostDrift] = []
        func add(_ name: String, _ planned: Double, _ recorded: (seconds: [Double], mean: Double)) {
            costs.append(CostDrift(name, planned: planned, seconds: recorded.seconds, mean: recorded.mean))
        }
        if let mean = planned.sampleComputation, let own = recorded.sampleComputation {
            add("computation of a sample", mean, own)
        }
        if let own = recorded.sampleWaiting, own.mean > Self.shortestWait || planned.sampleWaiting > 0 {
            add("waiting of a sample", planned.sampleWaiting, own)
        }
        costs.append(CostDrift("step", planned: planned.step, seconds: recorded.stepSeconds))
        return costs
    }
}
