import Measurements
import PipelineRuns
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

    /// A fix as it was simulated.
    private struct Trial {
        let fix: LintFix
        let changes: [Override]
        let runs: SimulatedRuns

        /// Whether its throughput is higher, over like windows; one without figures is slower than any other.
        func isFaster(than other: Trial) -> Bool {
            let rates = [runs.reports, other.runs.reports].overLikeWindows.map {
                Metric.samplesPerSecond.interval(of: $0, confidence: runs.confidence)?.mean ?? -1
            }
            return rates[0] > rates[1]
        }
    }

    /// What is to be said of a suspicion; nil when the simulation clears it, or the task was cancelled.
    mutating func finding(_ rule: LintRule, _ suspicion: Suspicion) async throws(ScenarioFileError) -> Finding? {
        let before: SimulatedRuns
        if let baseline { before = baseline } else { before = await runs(scenario) }
        baseline = before
        let trial: Trial? =
            switch suspicion.choice {
            case .fastest: try await fastest(suspicion.fixes)
            case .firstWithoutLoss: try await firstWithoutLoss(suspicion, before)
            }
        guard let trial, !isCancelled, stages.indices.contains(suspicion.stage) else { return nil }
        let effect = FixEffect(before, trial.runs)
        if let least = suspicion.leastGain, !effect.isFaster(by: least), !effect.savesRun { return nil }
        if let least = suspicion.leastChange, !effect.changes(by: least) { return nil }
        // A fix for speed that costs speed saves nothing.
        if rule.concern == .performance, effect.loses { return nil }
        let occurrence = Finding.Occurrence(
            variant: variant, changes: trial.changes, effect: effect, level: Self.level(of: rule, effect))
        return Finding(
            rule: rule, stage: stages[suspicion.stage], problem: suspicion.problem, fix: trial.fix.words,
            occurrences: [occurrence])
    }

    private mutating func fastest(_ fixes: [LintFix]) async throws(ScenarioFileError) -> Trial? {
        var best: Trial?
        for fix in fixes {
            guard let next = try await trial(of: fix) else { continue }
            if best.map(next.isFaster) ?? true { best = next }
        }
        return best
    }

    /// Loss is against what is written, or where that exhausts the memory, against the last fix that does not.
    private mutating func firstWithoutLoss(
        _ suspicion: Suspicion, _ before: SimulatedRuns
    ) async throws(ScenarioFileError) -> Trial? {
        var last: Trial?
        if before.outOfMemory != nil {
            for fix in suspicion.fixes.reversed() {
                last = try await trial(of: fix)
                if last?.runs.reports.isEmpty == false || isCancelled { break }
            }
        }
        let reference = last?.runs ?? before
        for fix in suspicion.fixes.prefix(while: { $0 != last?.fix }) {
            guard let next = try await trial(of: fix), !isCancelled else { return nil }
            if FixEffect(reference, next.runs).losesNothing { return next }
            if suspicion.isCertain && before.outOfMemory == nil { last = next }
        }
        return suspicion.isCertain || last?.runs.reports.isEmpty == false ? last : nil
    }

    /// Nil for a fix that gives no pipeline that could run.
    private mutating func trial(of fix: LintFix) async throws(ScenarioFileError) -> Trial? {
        let changes = try fix.changes(of: file, variant: variant, overrides: overrides)
        guard var fixed = try? file.scenario(variant: variant, overrides: overrides + changes) else { return nil }
        fixed.run = scenario.run
        return Trial(fix: fix, changes: changes, runs: await runs(fixed))
    }

    private static func level(of rule: LintRule, _ effect: FixEffect) -> Finding.Level {
        switch rule.concern {
        case .performance: effect.brings ? .finding : .note
        case .memory, .correctness: .finding
        case .assumption: .note
        }
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
