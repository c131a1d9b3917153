import Foundation
import Pipelines
package import ScenarioFiles

/// A scenario of a loop of which the turns are known: how long it took to get a batch, and how long the rest.
package struct TurnsScenario {
    /// What the user knows and the file does not tell.
    package struct Known: Sendable {
        /// Worker processes; nil when nobody says.
        package var workers: Int?
        /// Samples of a batch; nil when nobody says.
        package var batch: Int?

        /// What is known.
        package init(workers: Int? = nil, batch: Int? = nil) {
            self.workers = workers
            self.batch = batch
        }
    }

    private let turns: LoopTurns
    private let known: Known
    /// A loop that waits for a smaller share of its time is not held back by its loader.
    private static let unseenShare = 0.02

    /// A scenario of some turns.
    package init(_ turns: LoopTurns, known: Known) {
        self.turns = turns
        self.known = known
    }

    private var workers: Int { turns.loader == .loop ? 0 : (known.workers ?? (turns.loader == .workers ? 1 : 0)) }
    private var batch: Int { known.batch ?? 1 }

    /// What a reader must know first, as sentences without their points.
    package var warnings: [String] {
        var warnings: [String] = []
        if turns.loader == .unknown, known.workers == nil {
            warnings.append("whether worker processes made the batches is not known: none assumed; give `--workers`")
        }
        if turns.loader == .workers, known.workers == nil {
            warnings.append("how many workers made the batches is not known: one stands for all; give `--workers`")
        }
        if turns.areMixed {
            warnings.append(
                "passes over the data have different numbers of batches, as those of a training loader and one for "
                    + "validation: the figures mix them; record a trace of the training loop alone")
        }
        if turns.rest.count > 1, turns.rest.count < 20 {
            warnings.append("only \(turns.rest.count) turns of the loop: record 100 or more")
        }
        return warnings
    }

    /// The most that a faster loader can bring, and why workers bring less; nil when nothing is known.
    package var boundSentence: String? {
        guard let bound = turns.bound, let perSecond = turns.perSecond else { return nil }
        let factor = String(format: "%.2f", bound)
        let rest = CommentText.short(turns.meanRest + turns.meanCopying)
        let limit =
            "A faster loader speeds up the loop by ×\(factor) at most: a turn took "
            + "\(CommentText.short(1 / perSecond)), \(rest) of it for the rest."
        guard workers == 0 else { return limit }
        return limit
            + " This is a bound: with worker processes the loop's own part grows, because it receives batches and shares "
            + "the cores, which a recording without them cannot show."
    }

    /// The scenario.
    ///
    /// - Parameters:
    ///   - file: where the turns come from.
    ///   - command: what writes the scenario.
    package func document(file: String, command: String) -> ScenarioDocument {
        var document = ScenarioDocument(name: "recorded loop")
        document.units = .measured
        document.isSpaced = true
        document.comments = comments(file: file, command: command)
        document.platform = platform
        document.pipeline = [StageDocument(Source.self, "elements", .count(1_000_000_000)), loader]
        document.training = training
        document.variants = variants
        return document
    }

    private func comments(file: String, command: String) -> [String] {
        let shown = turns.rest.count == 1 ? "means of its turns" : "\(turns.rest.count) turns of its loop"
        var sentences = [
            "Made by `\(command)` from \(file): \(shown)."
        ]
        if let boundSentence { sentences.append(boundSentence) }
        if known.batch == nil { sentences.append("The size of a batch is not known: a sample here is a whole batch.") }
        if workers > 0 {
            sentences.append(
                isHeldBack
                    ? "The loop waited for its workers: what a batch costs them follows from the rate."
                    : "The loop hardly waited for its workers: a batch costs them this much at most.")
        } else {
            sentences.append(
                "What worker processes cost is not in the file: see `--overlay torch-fork`, or measure them.")
        }
        if let share = turns.kernelShare {
            sentences.append("The accelerator computed for \(Int((share * 100).rounded())) % of the time.")
        }
        sentences.append("Whether loading computes or waits is not known: `use: wait` where it waits.")
        return sentences.flatMap { CommentText.lines($0) }
    }

    private var isHeldBack: Bool {
        turns.meanLoading > Self.unseenShare * (turns.meanLoading + turns.meanRest + turns.meanCopying)
    }

    private var platform: [SectionDocument] {
        var disk = SectionDocument(Disk.self, .line)
        // What reading takes is in the cost of a sample: no request waits for another.
        disk.set("queueDepth", .count(65536))
        var gpu = SectionDocument(GPU.self, .block)
        if turns.meanCopying > 0 { gpu.set("copyLatency", .time(turns.meanCopying)) }
        return [disk, gpu].filter { !$0.isEmpty }
    }

    private var loader: StageDocument {
        var stage = StageDocument(DataLoader.self, .block)
        stage.parameters.set("workers", .count(workers))
        if let batch = known.batch { stage.parameters.set("batchSize", .count(batch)) }
        stage.parameters.set("cost", .measured(seconds: batchSeconds.map { $0 / Double(batch) }))
        return stage
    }

    /// Seconds of one process for a batch: what the loop took, or what workers that it waits for must have taken.
    private var batchSeconds: [Double] {
        guard workers > 0 else { return turns.loading }
        return turns.rest.indices.map { index in
            Double(workers) * (turns.loading[index] + turns.rest[index] + turns.copying[index])
        }
    }

    private var training: SectionDocument {
        var section = SectionDocument(TrainingLoop.self)
        section.comment("The rest of a turn: the step, and whatever else the loop does.")
        section.set("step", .measured(seconds: turns.rest))
        section.set("steps", .count(max(20, min(1000, 2_000_000 / batch))))
        return section
    }

    private var variants: [ScenarioDocument.Variant] {
        var variants = [ScenarioDocument.Variant("as recorded", [])]
        guard workers > 0 else {
            for count in [1, 2, 4] {
                variants.append(
                    .init(count == 1 ? "1 worker" : "\(count) workers", [("dataLoader.workers", .count(count))]))
            }
            return variants
        }
        guard known.workers != nil, workers <= 128 else { return variants }
        variants.append(.init("\(2 * workers) workers", [("dataLoader.workers", .count(2 * workers))]))
        variants.append(.init("prefetch 4", [("dataLoader.prefetchFactor", .count(4))]))
        return variants
    }
}
