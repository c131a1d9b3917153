package import PipelineRuns
package import PipelineSimulation
package import Pipelines
import Synchronization

/// Replications that other machines simulate: scenarios go out as a variant with changes, summaries come back.
///
/// What they answer is what this machine would: they have the same version, and make the same scenario of the same file.
package final class RemoteReplications: ReplicationSource {
    private let workers: RemoteWorkers
    private let recipes: [String: PointRecipe]
    private let reason = Mutex<String?>(nil)
    /// Requests for first replications that somebody may need, by the scenario's digest.
    private let expected = Mutex<[String: (id: Int, end: Int)]>([:])

    /// - Parameters:
    ///   - driver: has been told what all requests have in common.
    ///   - points: what other machines may be asked for, with what makes it of the file; anything else is simulated here.
    ///   - tell: takes what people should know.
    package init(
        _ driver: RemoteDriver, points: [(scenario: Scenario, recipe: PointRecipe)],
        tell: @escaping @Sendable (String) -> Void
    ) {
        workers = RemoteWorkers(driver, tell: tell)
        let keys = StoredValues.keys(points.map(\.scenario))
        recipes = Dictionary(zip(keys, points.map(\.recipe))) { first, _ in first }
    }

    /// Why other machines could not go on; nil when they could.
    package var failure: String? { reason.withLock { $0 } }

    /// Has the scenarios simulated, in whatever order machines are free.
    package func summarise(
        _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void,
        arrived: (Int, VariantSummary) -> Bool
    ) async throws(ReplicationError) {
        var (open, replications) = ([Int: Int](), 0)
        for (position, key) in StoredValues.keys(scenarios).enumerated() {
            guard let recipe = recipes[key] else { preconditionFailure("All points of a sweep are known before it") }
            do throws(RemoteWorkers.Stop) { open[try workers.ask(recipe, key: key)] = position } catch {
                throw stopped(error, at: position, scenarios)
            }
        }
        var failed: (answer: PointAnswer, position: Int)?
        // The first failure in order is told, when all before it are there.
        while open.values.contains(where: { position in failed.map { position < $0.position } ?? true }) {
            let answer: PointAnswer
            do throws(RemoteWorkers.Stop) { answer = try workers.answer { open[$0] != nil } } catch {
                throw stopped(error, at: open.values.min() ?? 0, scenarios)
            }
            guard let position = open.removeValue(forKey: answer.id) else { continue }
            guard let figures = answer.summary else {
                if failed.map({ position < $0.position }) ?? true { failed = (answer, position) }
                continue
            }
            let summary = VariantSummary(scenarios[position], figures)
            replications += summary.replications
            progress(
                ReplicationProgress(
                    finished: scenarios.count - open.count, of: scenarios.count, replications: replications))
            guard arrived(position, summary) else { return }
        }
        if let (answer, position) = failed { throw await failure(answer, at: position, scenarios) }
    }

    /// Has parts of the series simulated; what other machines cannot make is simulated here.
    package func extend(
        _ series: inout [ReplicationSeries], to count: Int, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void
    ) async throws(ReplicationError) {
        let keys = StoredValues.keys(series.map(\.scenario))
        guard keys.allSatisfy({ recipes[$0] != nil }) else {
            return try await ThisMachine().extend(&series, to: count, threads: threads, progress: progress)
        }
        let all = series.reduce(0) { $0 + ($1.outOfMemory == nil ? max(0, count - $1.reports.count) : 0) }
        var finished = 0
        // The first replications of a series come before the others, which need the end of the warm-up.
        while true {
            let parts = series.indices.flatMap { position in
                ReplicationPart.all(of: series[position], to: count).map { (position: position, part: $0) }
            }
            guard !parts.isEmpty else { return }
            let stored = try await run(parts, of: series.map(\.scenario), keys) { part in
                finished += part.end - part.first
                progress(finished, all)
            }
            for (place, stored) in zip(parts, stored) where series[place.position].outOfMemory == nil {
                series[place.position].append(stored)
            }
        }
    }

    /// Asks for the first replications of as many as can be worked on at a time.
    package func expect(_ scenarios: () -> [Scenario], replications: Int) {
        let room = 2 * workers.threads - workers.open
        guard room > 0 else { return }
        let part = ReplicationPart.first(of: replications)
        for scenario in scenarios().prefix(2 * workers.threads) {
            let key = StoredValues.key(scenario)
            guard let recipe = recipes[key], expected.withLock({ $0[key] == nil }) else { continue }
            // What goes wrong will be told to whoever needs an answer.
            guard let id = try? workers.ask(recipe, key: key, part: part) else { return }
            expected.withLock { $0[key] = (id, part.end) }
        }
    }

    // MARK: - Parts

    /// Has parts of scenarios simulated.
    ///
    /// - Returns: theirs, in the order of the parts.
    private func run(
        _ parts: [(position: Int, part: ReplicationPart)], of scenarios: [Scenario], _ keys: [String],
        finished: (ReplicationPart) -> Void
    ) async throws(ReplicationError) -> [StoredReplications] {
        var (open, stored) = ([Int: Int](), [Int: StoredReplications]())
        for (index, (position, part)) in parts.enumerated() {
            do throws(RemoteWorkers.Stop) { open[try ask(part, keys[position])] = index } catch {
                throw stopped(error, at: position, scenarios)
            }
        }
        while !open.isEmpty {
            let answer: PointAnswer
            do throws(RemoteWorkers.Stop) { answer = try workers.answer { open[$0] != nil } } catch {
                throw stopped(error, at: parts[open.values.min() ?? 0].position, scenarios)
            }
            guard let index = open.removeValue(forKey: answer.id) else { continue }
            guard let replications = answer.replications else {
                throw await failure(answer, at: parts[index].position, scenarios)
            }
            stored[index] = replications
            finished(parts[index].part)
        }
        return parts.indices.compactMap { stored[$0] }
    }

    /// Asks for a part, unless that was done because somebody might need it.
    private func ask(_ part: ReplicationPart, _ key: String) throws(RemoteWorkers.Stop) -> Int {
        let asked = expected.withLock { expected in part.first == 0 ? expected.removeValue(forKey: key) : nil }
        if let asked, asked.end == part.end { return asked.id }
        guard let recipe = recipes[key] else { preconditionFailure("What is not known is simulated here") }
        return try workers.ask(recipe, key: key, part: part)
    }

    // MARK: - Failures

    /// Finds the failure of a replication here: it is a function of the scenario.
    private func failure(_ answer: PointAnswer, at position: Int, _ scenarios: [Scenario]) async -> ReplicationError {
        do throws(ReplicationError) {
            try await ThisMachine().summarise(
                [scenarios[position]], threads: 1, progress: { _ in }, arrived: { _, _ in true })
        } catch {
            var error = error
            error.scenario = position
            return error
        }
        let reason = "a worker failed where this machine does not: \(answer.failure ?? "it answered nothing")"
        return stopped(RemoteWorkers.Stop(reason: reason), at: position, scenarios)
    }

    /// The end of the work at a scenario.
    private func stopped(_ stop: RemoteWorkers.Stop, at position: Int, _ scenarios: [Scenario]) -> ReplicationError {
        reason.withLock { $0 = stop.reason }
        return ReplicationError(endedBefore: position, scenarios[position])
    }
}
