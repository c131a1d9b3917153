import Pipelines
import ScenarioFiles

extension LintRule {
    /// A shuffle, or a stage that delivers as results are finished, ahead of the shard that gives each accelerator its
    /// share.
    static let shuffleBeforeShard = LintRule(
        .shuffleBeforeShard, .correctness,
        summary: "a shuffle, or unordered delivery, comes before the shard that gives each accelerator its share",
        reason: "Each accelerator then has an order of its own: shares overlap, and an epoch leaves samples out.",
        silence:
            "Silent for one accelerator, for a shard with a `count`, for a buffer of 1, for one call or one open "
            + "file at a time, where rewrites fuse the map, and for `access: random`, whose order all accelerators have in common."
    ) { subject in
        let accelerators = subject.scenario.platform.gpu.count
        guard accelerators > 1 else { return [] }
        return subject.all(Shard.self).compactMap { shard in
            let shuffles = subject.all(Shuffle.self).filter { $0.index < shard.index && $0.operator.buffer > 1 }
                .map(\.index)
            let unordered = subject.stages[..<shard.index].indices.filter(subject.deliversUnordered)
            guard let written = subject.scenario.pipeline.stages[shard.index].operator as? Shard, written.share == nil,
                let first = (shuffles + unordered).min()
            else { return nil }
            let moves = Self.places(subject, shard.index, shares: Int64(accelerators)).filter { $0 <= first }
                .map { LintFix.moving(shard: shard.name, to: $0, in: subject) }
            // What counts elements, or opens too few files, is not to be passed by the shard.
            let others =
                moves.isEmpty || shuffles.isEmpty
                ? [LintFix.ordering(unordered, moving: shuffles, behind: shard.index, in: subject)] : []
            return Suspicion(
                stage: first,
                "`\(shard.name)` divides what `\(subject.stages[first].name)` delivers, in another order on each "
                    + "accelerator.", moves + others)
        }
    }
}

extension LintSubject {
    /// Whether a stage delivers results as they are finished, several at a time, as it runs.
    fileprivate func deliversUnordered(_ index: Int) -> Bool {
        let stage = stages[index]
        let isAsked =
            switch stage.operator {
            case let map as Map: map.order == .unordered
            // One open file, or one file in all, leaves no choice.
            case let interleave as Interleave:
                interleave.order == .unordered && interleave.cycle > 1 && elementsOfData[index - 1] > 1
            case let batch as Batch: batch.order == .unordered
            case let loader as DataLoader: loader.order == .unordered && loader.workers > 1
            default: false
            }
        let isParallel =
            stage.operator.concurrency > 1 || stage.operator.automaticParallelismLimit(poolThreads: 2) != nil
        return isAsked && isParallel && running.stages.contains { $0.name == stage.name && !$0.operator.keepsOrder }
    }
}

extension LintFix {
    /// Delivery in order, and the move of shuffles to behind a shard, in their order.
    fileprivate static func ordering(
        _ unordered: [Int], moving shuffles: [Int], behind shard: Int, in subject: LintSubject
    ) -> LintFix {
        func names(_ indices: [Int]) -> String {
            indices.map { "`\(subject.stages[$0].name)`" }.joined(separator: " and ")
        }
        let moved = shuffles.isEmpty ? [] : ["move \(names(shuffles)) directly after `\(subject.stages[shard].name)`"]
        let ordered = unordered.isEmpty ? [] : ["let \(names(unordered)) deliver in order"]
        let moves = shuffles.reversed().enumerated().map { number, index in
            PipelineEdit.move(stage: subject.stages[index].name, to: shard - number)
        }
        let orders = unordered.compactMap { index in
            subject.stages[index].operator.orderParameter.map {
                PipelineEdit.set(stage: subject.stages[index].name, parameter: $0, value: "ordered")
            }
        }
        return LintFix((moved + ordered).joined(separator: ", and "), edits: moves + orders)
    }
}
