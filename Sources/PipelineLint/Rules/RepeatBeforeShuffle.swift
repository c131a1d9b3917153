import Pipelines
import ScenarioFiles

extension LintRule {
    /// A repeat whose passes a shuffle behind it mixes.
    static let repeatBeforeShuffle = LintRule(
        .repeatBeforeShuffle, .correctness,
        summary: "a shuffle after a repeat mixes passes over the data",
        reason: "Elements of the next pass come before some of this one: an epoch no longer has each sample once.",
        silence:
            "Silent for one pass and for a buffer of 1. This order keeps the buffer full between passes: "
            + "silence the rule if that is intended."
    ) { subject in
        guard let `repeat` = subject.all(Repeat.self).first(where: { $0.operator.count != 1 }),
            let shuffle = subject.all(Shuffle.self).first(where: {
                $0.index > `repeat`.index && $0.operator.buffer > 1
            })
        else { return [] }
        let between = subject.stages[(`repeat`.index + 1)..<shuffle.index].map(\.operator)
        let counts = between.contains(where: \.choosesByPosition)
        // Names of files are not to be shuffled in place of samples.
        let opens = between.contains { $0.takes != .sample }
        let fix =
            counts && !opens
            ? LintFix(
                "move `\(shuffle.name)` before `\(`repeat`.name)`", .move(stage: shuffle.name, to: `repeat`.index))
            : LintFix(
                "move `\(`repeat`.name)` after `\(shuffle.name)`", .move(stage: `repeat`.name, to: shuffle.index))
        return [
            Suspicion(
                stage: shuffle.index, "`\(shuffle.name)` picks from elements of two passes of `\(`repeat`.name)`.",
                [fix])
        ]
    }
}
