import Pipelines
import ScenarioFiles

extension LintRule {
    /// A shuffle ahead of the shard that gives each accelerator its share.
    static let shuffleBeforeShard = LintRule(
        .shuffleBeforeShard, .correctness,
        summary: "a shuffle comes before the shard that gives each accelerator its share",
        reason: "Each accelerator shuffles in an order of its own: shares overlap, and an epoch leaves samples out.",
        silence:
            "Silent for one accelerator, for a shard with a `count`, for a buffer of 1, and for `access: random`, whose "
            + "order all accelerators have in common."
    ) { subject in
        let accelerators = subject.scenario.platform.gpu.count
        guard accelerators > 1 else { return [] }
        return subject.all(Shard.self).compactMap { shard in
            let shuffles = subject.all(Shuffle.self).filter { $0.index < shard.index && $0.operator.buffer > 1 }
            guard let written = subject.scenario.pipeline.stages[shard.index].operator as? Shard, written.share == nil,
                let shuffle = shuffles.first
            else { return nil }
            let places = Self.places(subject, shard.index, shares: Int64(accelerators)).filter { $0 <= shuffle.index }
            // What counts elements, or opens too few files, is not to be passed by the shard.
            let fixes =
                places.isEmpty
                ? [LintFix.moving(shuffles: shuffles.map(\.name), behind: shard.name, at: shard.index)]
                : places.map { LintFix.moving(shard: shard.name, to: $0, in: subject) }
            return Suspicion(
                stage: shuffle.index,
                "`\(shard.name)` divides what `\(shuffle.name)` delivers, in another order on each accelerator.", fixes)
        }
    }
}

extension LintFix {
    /// The move of shuffles to behind a shard, in their order.
    fileprivate static func moving(shuffles: [String], behind shard: String, at index: Int) -> LintFix {
        LintFix(
            "move \(shuffles.map { "`\($0)`" }.joined(separator: " and ")) directly after `\(shard)`",
            edits: shuffles.reversed().enumerated().map { .move(stage: $1, to: index - $0) })
    }
}
