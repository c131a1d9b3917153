import Pipelines
import ScenarioFiles

extension LintRule {
    /// A cache in memory of more than the memory holds.
    static let cacheTooLarge = LintRule(
        .cacheTooLarge, .memory,
        summary: "a cache in memory needs more than is available",
        reason:
            "A cache keeps all elements of an epoch: without enough memory, the program is killed before the epoch ends.",
        silence:
            "Silent where memory is not modelled, and where the elements of an epoch, as many as its steps need, fit "
            + "by their mean size."
    ) { subject in
        guard let memory = subject.memoryBytes else { return [] }
        return subject.all(Cache.self).compactMap { cache in
            let bytes = subject.bytes(after: cache.index)
            guard cache.operator.store == .memory, bytes > memory else { return nil }
            let problem =
                "`\(cache.name)` would hold \(ByteText.text(bytes, of: memory))."
            return Suspicion(
                stage: cache.index, problem, fixes(subject, cache.index, cache.name, memory), isCertain: true)
        }
    }

    private static func fixes(
        _ subject: LintSubject, _ cache: Int, _ name: String, _ memory: Double
    ) -> [LintFix] {
        let off = LintFix("switch `\(name)` off", .set(stage: name, parameter: "store", value: "off"))
        guard subject.isDeliveredAgain(after: cache) else { return [off] }
        let file = LintFix("keep `\(name)` in a file", .set(stage: name, parameter: "store", value: "file"))
        // Some room is left for what else is held.
        let places = readers(subject, before: cache)..<cache
        guard let place = places.last(where: { subject.bytes(after: $0) <= 0.9 * memory }) else { return [file, off] }
        let earlier = LintFix(
            "move `\(name)` after `\(subject.stages[place].name)`, where elements are smaller",
            .move(stage: name, to: place + 1))
        return [earlier, file, off]
    }

    /// The stage behind which there are samples to keep.
    private static func readers(_ subject: LintSubject, before index: Int) -> Int {
        subject.stages[..<index].lastIndex { $0.operator.takes != .sample } ?? 0
    }
}
