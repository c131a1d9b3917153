import Pipelines
import ScenarioFiles

extension LintRule {
    /// A cache behind a shuffle, or behind a function that may draw random numbers.
    static let cacheAfterRandom = LintRule(
        .cacheAfterRandom, .correctness,
        summary: "a cache comes after a shuffle or a random function",
        reason:
            "A cache replays the first epoch: all later epochs have its order and its random numbers.",
        silence:
            "Silent where the cache is never read, where another shuffle follows it (functions in between aside), and for "
            + "`access: random`, which is about reading the disk. `function: stateful` counts as random: silence the "
            + "rule if it is not."
    ) { subject in
        subject.all(Cache.self).compactMap { cache in
            guard cache.operator.store != .off, subject.isDeliveredAgain(after: cache.index) else { return nil }
            return suspicion(subject, cache.index, cache.name)
        }
    }

    private static func suspicion(_ subject: LintSubject, _ cache: Int, _ name: String) -> Suspicion? {
        let isShuffledLater = subject.all(Shuffle.self).contains { $0.index > cache && $0.operator.buffer > 1 }
        let random = subject.stages[..<cache].indices.filter { index in
            switch subject.stages[index].operator {
            case let map as Map: map.function == .stateful
            case let shuffle as Shuffle: shuffle.buffer > 1 && !isShuffledLater
            default: false
            }
        }
        if random.isEmpty { return nil }
        let reader = subject.stages[..<cache].lastIndex { $0.operator.takes != .sample } ?? 0
        let places = random.filter { $0 > reader }
        let problem = random.map { index in
            let stage = subject.stages[index]
            return stage.operator is Shuffle
                ? "`\(name)` keeps the order in which `\(stage.name)` delivers the first epoch."
                : "`\(name)` keeps what `\(stage.name)` (`function: stateful`) may have drawn in the first epoch."
        }.joined(separator: " ")
        guard let place = places.first else {
            return Suspicion(stage: cache, problem, [shuffleAfter(subject, cache, name)])
        }
        let other = subject.stages[place].name
        return Suspicion(
            stage: cache, problem,
            [LintFix("move `\(name)` before `\(other)`", .move(stage: name, to: place))])
    }

    /// A shuffle of names of files cannot follow the cache: samples are shuffled there.
    private static func shuffleAfter(_ subject: LintSubject, _ cache: Int, _ name: String) -> LintFix {
        let buffer = Int(max(2, min(1000, subject.elementsPerEpoch[cache])))
        return LintFix(
            "add `- shuffle: \(buffer)` after `\(name)`",
            .insert(operator: "shuffle", value: "\(buffer)", at: cache + 1))
    }
}
