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
    func variant(among known: [(name: String, scenario: Scenario)]) throws(CommandFailure) -> String {
        if known.count == 1 { return known[0].name }
        guard let settings = loop.loaderSettings else { return known[0].name }
        let fitting = known.first { _, scenario in
            guard let loader = PlannedCosts(scenario).loader else { return false }
            return loader.workers == settings.workers && loader.batchSize == settings.batchSize
                && (settings.prefetchFactor ?? loader.prefetchFactor) == loader.prefetchFactor
                && (settings.workers == 0 || settings.persists == (loader.lifetime == .run))
        }
        if let fitting { return fitting.name }
        let factor = settings.prefetchFactor.map { ", prefetch factor \($0)" } ?? ""
        let persists = settings.persists ? ", persistent" : ""
        throw .usage(
            "no variant has the recorded settings (workers \(settings.workers), batches of \(settings.batchSize)\(factor)\(persists)): "
                + "name one, `file:variant`, of \(known.map { "`\(visible($0.name))`" }.joined(separator: ", "))")
    }

    /// The figures as those of a variant.
    func measured(as name: String) -> MeasuredVariant {
        let figures = loop.figures
        return MeasuredVariant(
            name,
            figures: figures.values.compactMap { figure in
                Metric.named(figure.name).map { MeasuredFigure($0, ofRuns: figure.ofEpochs) }
            }, isPartial: figures.isCut)
    }

    /// What samples and steps cost, beside what the scenario says.
    func costs(plannedIn scenario: Scenario) -> [CostDrift] {
        let planned = PlannedCosts(scenario)
        var costs: [CostDrift] = []
        func add(_ name: String, _ planned: Double, _ recorded: (seconds: [Double], mean: Double)) {
            costs.append(CostDrift(name, planned: planned, seconds: recorded.seconds, mean: recorded.mean))
        }
        if let mean = planned.sampleComputation, let own = loop.sampleComputation {
            add("computation of a sample", mean, own)
        }
        if let own = loop.sampleWaiting, own.mean > Self.shortestWait || planned.sampleWaiting > 0 {
            add("waiting of a sample", planned.sampleWaiting, own)
        }
        costs.append(CostDrift("step", planned: planned.step, seconds: loop.stepSeconds))
        return costs
    }
}
