import Measurements
import PipelineSimulation
import Pipelines
import ScenarioFiles

/// Simulates what fixes bring in one variant.
struct VariantCheck {
    private let file: ScenarioFile
    private let variant: String
    private let overrides: [Override]
    private let scenario: Scenario
    private let threads: Int
    private let stages: [WrittenStage]
    private var baseline: SimulatedRuns?
    /// Whether the task was cancelled; what was found last is then worth nothing.
    private(set) var isCancelled = false

    /// - Parameter scenario: the variant, with the number of replications to run.
    init(
        _ file: ScenarioFile, _ variant: String, _ overrides: [Override], _ scenario: Scenario, threads: Int
    ) throws(ScenarioFileError) {
        self.file = file
        self.variant = variant
        self.overrides = overrides
        self.scenario = scenario
        self.threads = threads
        stages = try file.writtenStages(variant: variant, overrides: overrides)
    }

    /// What is to be said of a suspicion; nil when the simulation clears it.
    mutating func finding(_ rule: LintRule, _ suspicion: Suspicion) async throws(ScenarioFileError) -> Finding? {
        let before: SimulatedRuns
        if let baseline { before = baseline } else { before = await runs(scenario) }
        baseline = before
        var chosen: (fix: LintFix, occurrence: Finding.Occurrence)?
        var isWithoutLoss = false
        for fix in suspicion.fixes {
            guard let occurrence = try await occurrence(of: fix, rule, before) else { continue }
            if isCancelled { return nil }
            isWithoutLoss = occurrence.effect.losesNothing
            if suspicion.choice == .firstWithoutLoss
                || chosen.map({ isFaster(occurrence, than: $0.occurrence) }) ?? true
            {
                chosen = (fix, occurrence)
            }
            if suspicion.choice == .firstWithoutLoss && isWithoutLoss { break }
        }
        let isUseful = suspicion.choice == .firstWithoutLoss && !isWithoutLoss && !suspicion.isCertain
        guard let chosen, !isUseful, stages.indices.contains(suspicion.stage) else { return nil }
        return Finding(
            rule: rule, stage: stages[suspicion.stage], problem: suspicion.problem, fix: chosen.fix.words,
            occurrences: [chosen.occurrence])
    }

    /// Nil for a fix that gives no pipeline that could run.
    private mutating func occurrence(
        of fix: LintFix, _ rule: LintRule, _ before: SimulatedRuns
    ) async throws(ScenarioFileError) -> Finding.Occurrence? {
        let changes = try file.overrides(making: fix.edits, variant: variant, overrides: overrides)
        guard var fixed = try? file.scenario(variant: variant, overrides: overrides + changes) else { return nil }
        fixed.run = scenario.run
        let effect = FixEffect(before, await runs(fixed))
        return Finding.Occurrence(
            variant: variant, changes: changes, effect: effect, level: Self.level(of: rule, effect))
    }

    private static func level(of rule: LintRule, _ effect: FixEffect) -> Finding.Level {
        switch rule.concern {
        case .performance: effect.isFaster || effect.savesRun ? .finding : .note
        case .memory, .correctness: .finding
        }
    }

    private func isFaster(_ one: Finding.Occurrence, than other: Finding.Occurrence) -> Bool {
        func rate(_ occurrence: Finding.Occurrence) -> Double { occurrence.effect.after.samplesPerSecond?.mean ?? -1 }
        return rate(one) > rate(other)
    }

    private mutating func runs(_ scenario: Scenario) async -> SimulatedRuns {
        let confidence = scenario.run.confidence
        do {
            let replications = try await replicate(scenario, threads: threads)
            return SimulatedRuns(
                confidence: confidence, reports: replications.outOfMemory == nil ? replications.reports : [],
                outOfMemory: replications.outOfMemory, failure: nil)
        } catch {
            isCancelled = error.error == .cancelled
            return SimulatedRuns(confidence: confidence, reports: [], outOfMemory: nil, failure: error.error)
        }
    }
}
