import Pipelines
import ScenarioFiles

extension LintRule {
    /// A shard behind work that is done for all shares.
    static let shardAfterWork = LintRule(
        .shardAfterWork, .performance,
        summary: "a shard comes after work that it could divide",
        reason: "A shard drops the elements of the other shares after all work before it has been done for them.",
        silence:
            "Silent for one share, where the work before it takes less than 1 % of a step, and where only the source "
            + "or stages that count elements (`take`, `skip`, another `shard`) could be before it."
    ) { subject in
        subject.all(Shard.self).compactMap { shard in
            guard let share = shard.operator.share, share.count > 1 else { return nil }
            let places = Self.places(subject, shard.index, shares: share.count)
            guard let first = places.first else { return nil }
            let work = subject.workers(in: first..<shard.index)
            guard !work.isEmpty else { return nil }
            let names = work.map { "`\($0)`" }.joined(separator: ", ")
            return Suspicion(
                stage: shard.index,
                "all elements go through \(names), and `\(shard.name)` drops \(share.count - 1) of \(share.count).",
                places.map { LintFix.moving(shard: shard.name, to: $0, in: subject) })
        }
    }

    /// Where a shard could stand: as early as possible, and behind an `interleave`, for there may be too few files.
    static func places(_ subject: LintSubject, _ shard: Int, shares: Int64) -> [Int] {
        let counting = subject.stages[..<shard].lastIndex(where: \.operator.choosesByPosition) ?? 0
        guard let reader = subject.stages[..<shard].lastIndex(where: { $0.operator.takes == .file }), reader > counting
        else { return [counting + 1].filter { $0 < shard } }
        let hasFiles = subject.elementsOfData[reader - 1] >= Double(shares)
        return ((hasFiles ? [counting + 1] : []) + [reader + 1]).filter { $0 < shard }
    }
}

extension LintFix {
    /// A shard's move to a place further ahead.
    static func moving(shard name: String, to place: Int, in subject: LintSubject) -> LintFix {
        LintFix(
            "move `\(name)` directly after `\(subject.stages[place - 1].name)`", .move(stage: name, to: place))
    }
}

extension LintSubject {
    /// The stages of a part whose work for a step takes a share of the step that is worth a word, by name.
    func workers(in range: Range<Int>) -> [String] {
        range.filter { flow.seconds[$0] > 0 && flow.seconds[$0] >= Self.immaterialShare * stepSeconds }
            .map { stages[$0].name }
    }
}
