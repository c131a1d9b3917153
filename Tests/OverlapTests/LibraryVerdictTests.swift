import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

/// Of every variant of every scenario that comes with the package: no verdict and no advice contradicts the figures
/// beside it.
@Suite struct LibraryVerdictTests {
    @Test(arguments: ScenarioLibrary.names)
    func `the verdict agrees with its row`(name: String) async throws {
        let file = try ScenarioFile(path: ScenarioLibrary.path(name))
        for variant in file.variantNames {
            let runs = try await replicate(try Self.short(file, variant), threads: 2)
            let row = VerdictRow(VariantSummary(runs, baseline: nil))
            #expect(row?.contradictions ?? [] == [], "\(name), \(variant)")
        }
    }

    /// So few steps that many variants take no time; the words are those of any run.
    private static func short(_ file: ScenarioFile, _ variant: String) throws -> Scenario {
        let written = try file.scenario(variant: variant)
        let training = written.pipeline.training
        var changes = ["train.epochs=\(min(2, training.epochs))"]
        changes.append("train.steps=\(min(30, written.pipeline.stepsPerEpoch ?? 30))")
        var scenario = try file.scenario(
            variant: variant, overrides: try changes.map { try Override(argument: $0) })
        scenario.run.replications = 2
        return scenario
    }
}

/// A variant's verdict beside its figures.
struct VerdictRow {
    private let summary: VariantSummary
    private let bottleneck: Bottleneck

    /// Nil for a variant without figures.
    init?(_ summary: VariantSummary) {
        guard let bottleneck = summary.bottleneck else { return nil }
        self.summary = summary
        self.bottleneck = bottleneck
    }

    /// What does not agree.
    var contradictions: [String] {
        (words + limit + loss).filter { !$0.holds }.map { "\($0.claim): \(bottleneck), stall \(stall), GPU \(trainer)" }
    }

    private typealias Claim = (claim: String, holds: Bool)

    private func figure(_ metric: Metric) -> Double { summary.estimate(metric)?.value ?? 0 }
    private var stall: Double { figure(.stallFraction) }
    private var trainer: Double { figure(.trainerUtilisation) }
    private func stage(_ name: String) -> StageReport? { summary.stages.first { $0.name == name } }

    /// What sentences say.
    private var words: [Claim] {
        let text = bottleneck.explanation
        return [
            ("only a faster step helps", !text.contains("only a faster") || trainer >= 0.99 && stall < 0.02),
            ("the pipeline keeps up", !text.contains("keeps up") || trainer >= 0.95 && stall <= 0.05),
            ("data are ready", !text.contains("data are ready") || stall <= 0.05 && trainer < 0.95),
            ("no single bottleneck", !text.contains("no single bottleneck") || trainer < 0.95 && busiest < 0.9),
            ("a sentence ends once", !text.hasSuffix(".") && !text.contains("..")),
        ]
    }

    private var resources: [Double] {
        let metrics = [
            Metric.diskUtilisation, .readCacheUtilisation, .lockUtilisation, .coreUtilisation, .workerUtilisation,
            .copyUtilisation,
        ]
        return metrics.map(figure)
    }

    private var busiest: Double { (resources + summary.stages.map(\.utilisation)).max() ?? 0 }

    /// What is named is as busy as the rule says.
    private var limit: [Claim] {
        let share: Double? =
            switch bottleneck.kind {
            case .trainer: trainer
            case .trainingLoop: 1 - stall
            case .disk: figure(.diskUtilisation)
            case .readCache: figure(.readCacheUtilisation)
            case .lock: figure(.lockUtilisation)
            case .cores: figure(.coreUtilisation)
            case .copyEngine: figure(.copyUtilisation)
            case .workers: figure(.workerUtilisation)
            case .source, .stage: stage(bottleneck.name)?.utilisation ?? 0
            case .thread: named.reduce(0) { $0 + $1.utilisation }
            case .none: nil
            }
        guard let share else { return [] }
        // The disk may be named for a stage that it holds up; of a thread's stages those that hardly work are left out.
        let least = bottleneck.kind == .disk ? 0.5 : bottleneck.kind == .thread ? 0.85 : 0.9
        let isSame = bottleneck.kind == .thread || abs(share - bottleneck.utilisation) < 1e-9
        return [("as busy as is said", isSame), ("busy enough", share >= least || bottleneck.kind == .trainingLoop)]
    }

    /// Stages that the explanation names in backquotes.
    private var named: [StageReport] { summary.stages.filter { bottleneck.explanation.contains("`\($0.name)`") } }

    /// No more can be won back than is lost.
    private var loss: [Claim] {
        guard let loss = bottleneck.loss else { return [] }
        let most: Double =
            switch loss.cause {
            case .turns, .order, .variability, .boundaries, .unevenShares: stall
            case .barrier: figure(.barrierFraction) + stall
            case .copies, .launches, .host, .interruptions: 1 - trainer - stall - figure(.barrierFraction)
            }
        let heldBack = loss.stage.flatMap(stage)?.shares.heldBack ?? 0
        return [
            ("worth a word", loss.share >= 0.02),
            ("no more than is lost", loss.share <= most + 1e-6),
            ("not beside steps that compute", loss.share <= 1 - trainer + 1e-6),
            ("its stage is there", loss.stage == nil || loss.stage.flatMap(stage) != nil),
            ("results wait", loss.cause != .order || heldBack >= loss.share - 1e-9),
        ]
    }
}
