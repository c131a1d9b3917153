import Pipelines
import ScenarioFiles
import Variates

extension LintRule {
    /// Parallel calls of very different length, delivered in order.
    static let orderedHeavyTail = LintRule(
        .orderedHeavyTail, .performance,
        summary: "in order, slow elements hold back those after them",
        reason:
            "When one call takes much longer than the others, those finish, wait for it and keep their places. "
            + "Unordered, they go on; the order of elements then differs between runs.",
        silence: "Silent where times do not vary or dropping the order gains less than 2 %, for one call at a time, "
            + "where rewrites fuse the map, and where a `shard`, `take` or `skip` after it relies on the order."
    ) { subject in
        subject.stages.indices.compactMap { index in
            let name = subject.stages[index].name
            let isCounted = subject.stages[(index + 1)...].contains(where: \.operator.choosesByPosition)
            guard !isCounted, let cv = cv(subject, index), cv > 0 else { return nil }
            let spread = cv < 100 ? "\((cv * 100).rounded() / 100)" : "more than 100"
            return Suspicion(
                stage: index, "times of `\(name)` vary: their standard deviation is \(spread) of their mean.",
                [LintFix("deliver unordered", .set(stage: name, parameter: "order", value: "unordered"))],
                leastGain: 1.02)
        }
    }

    /// Standard deviation ÷ mean of the times of a stage that works in parallel and in order; nil for others.
    static func cv(_ subject: LintSubject, _ index: Int) -> Double? {
        let stage = subject.stages[index]
        switch stage.operator {
        case let map as Map:
            let isFused = !subject.running.stages.contains { $0.name == stage.name && $0.operator is Map }
            guard isParallel(map.parallelism), map.order == .ordered, !isFused else { return nil }
            let isRead = subject.flow.bytes[index - 1] == subject.scenario.pipeline.storedFiles.size.mean
            let sizes = isRead ? subject.scenario.pipeline.storedFiles.size : .constant(subject.flow.bytes[index - 1])
            return cv(map.service, sizes)
        case let interleave as Interleave:
            guard isParallel(interleave.parallelism), interleave.order == .ordered else { return nil }
            return max(openingCV(subject), interleave.service.secondsPerElement.cv)
        default: return nil
        }
    }

    private static func isParallel(_ parallelism: Parallelism) -> Bool {
        switch parallelism {
        case .sequential: false
        case .fixed(let count): count > 1
        case .automatic: true
        }
    }

    /// Of c + b·s with independent parts: Var = Var c + E b²·E s² − (E b·E s)².
    private static func cv(_ service: ServiceTime, _ sizes: Distribution) -> Double {
        var (mean, variance) = (service.secondsPerElement.mean, service.secondsPerElement.variance)
        if let perByte = service.secondsPerByte {
            let product = perByte.mean * sizes.mean
            mean += product
            variance +=
                (perByte.variance + perByte.mean * perByte.mean) * (sizes.variance + sizes.mean * sizes.mean)
                - product * product
        }
        return mean > 0 && variance > 0 ? variance.squareRoot() / mean : 0
    }

    /// Of the time to open and read a file, whose transfer is taken for constant.
    private static func openingCV(_ subject: LintSubject) -> Double {
        let samples = subject.scenario.pipeline.storedFiles.lengths.mean
        let file = subject.flow.readSeconds * samples
        return file > 0 ? subject.scenario.platform.disk.latency.variance.squareRoot() / file : 0
    }
}
