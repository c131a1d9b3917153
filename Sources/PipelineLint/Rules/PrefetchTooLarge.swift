import Pipelines
import ScenarioFiles

extension LintRule {
    /// A buffer that may exhaust the memory, or that holds much and brings nothing.
    static let prefetchTooLarge = LintRule(
        .prefetchTooLarge, .memory,
        summary: "a buffer is larger than the memory, or than is useful",
        reason:
            "A buffer evens out times that vary; one that is always full, or never fills, only costs memory.",
        silence: "Silent below 4 elements and for `auto`, where the buffer can hold less than 5 % of the memory (1 GiB "
            + "where memory is not modelled), and where every smaller buffer that was tried loses throughput."
    ) { subject in prefetches(subject) + loaders(subject) }

    private static func prefetches(_ subject: LintSubject) -> [Suspicion] {
        subject.all(Prefetch.self).compactMap { stage in
            guard let buffer = stage.operator.buffer, buffer >= 4 else { return nil }
            let held = subject.bytes(after: stage.index, ofAtMost: Double(buffer))
            let fixes = powersOfTwo(below: buffer).map {
                LintFix(
                    "let `\(stage.name)` keep \($0) ready", .set(stage: stage.name, parameter: "buffer", value: "\($0)")
                )
            }
            return suspicion(subject, stage.index, "`\(stage.name)` may hold \(buffer) elements", held, fixes)
        }
    }

    private static func loaders(_ subject: LintSubject) -> [Suspicion] {
        subject.all(DataLoader.self).compactMap { stage in
            let (loader, factor) = (stage.operator, stage.operator.prefetchFactor)
            guard loader.workers > 0, factor >= 4 else { return nil }
            let held = subject.bytes(after: stage.index, ofAtMost: Double(loader.workers * factor))
            let fixes = powersOfTwo(below: factor).map {
                LintFix(
                    "let `\(stage.name)` ask for \($0) of each worker",
                    .set(stage: stage.name, parameter: "prefetchFactor", value: "\($0)"))
            }
            return suspicion(
                subject, stage.index, "`\(stage.name)` may hold \(loader.workers * factor) batches",
                held, fixes)
        }
    }

    private static func suspicion(
        _ subject: LintSubject, _ index: Int, _ holder: String, _ bytes: Double, _ fixes: [LintFix]
    ) -> Suspicion? {
        guard subject.isConsiderable(bytes, of: subject.memoryBytes) else { return nil }
        let isTooLarge = subject.memoryBytes.map { bytes > $0 } ?? false
        let size = subject.memoryBytes.map { ByteText.text(bytes, of: $0) } ?? ByteText.text(bytes)
        return Suspicion(
            stage: index, "\(holder), \(size).", fixes, choice: .firstWithoutLoss,
            isCertain: isTooLarge)
    }

    /// 1, 2, 4, …, below a number, most of the way up.
    private static func powersOfTwo(below limit: Int) -> [Int] {
        Array(sequence(first: 1) { $0 < limit / 4 ? $0 * 2 : nil })
    }
}
