package import PipelineRuns
package import PipelineSimulation
package import Pipelines
import Synchronization

/// Replications that other machines simulate: scenarios go out as a variant with changes, summaries come back.
///
/// What they answer is what this machine would: they have the same version, and make the same scenario of the same file.
package final class RemoteReplications: ReplicationSource {
    /// A line of the driver.
    private struct Line: Decodable {
        /// The answer to a request.
        let answer: PointAnswer?
        /// Where it is from.
        let host: String?
        /// What people should know, as that a machine is not used.
        let notice: String?
        /// Why nothing will come any more.
        let end: String?
    }

    private let driver: RemoteDriver
    private let recipes: [String: PointRecipe]
    private let tell: @Sendable (String) -> Void
    private let reason = Mutex<String?>(nil)

    /// - Parameters:
    ///   - driver: has been told what all requests have in common.
    ///   - points: what may be asked for, with what makes it of the file.
    ///   - tell: takes what people should know.
    package init(
        _ driver: RemoteDriver, points: [(scenario: Scenario, recipe: PointRecipe)],
        tell: @escaping @Sendable (String) -> Void
    ) {
        self.driver = driver
        self.tell = tell
        recipes = Dictionary(points.map { (StoredValues($0.scenario).key, $0.recipe) }) { first, _ in first }
    }

    /// Why other machines could not go on; nil when they could.
    package var failure: String? { reason.withLock { $0 } }

    /// Has the scenarios simulated, in whatever order machines are free.
    package func summarise(
        _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void,
        arrived: (Int, VariantSummary) -> Bool
    ) async throws(ReplicationError) {
        var (open, replications) = (Set(scenarios.indices), 0)
        do throws(RemoteDriver.Failure) { try ask(for: scenarios) } catch {
            throw stopped(because: error.reason, scenarios, open)
        }
        while !open.isEmpty {
            let answer = try nextAnswer(to: scenarios, open)
            guard open.remove(answer.id) != nil else { continue }
            guard let stored = answer.summary else {
                try await repeatFailure(answer, scenarios)
                continue
            }
            let summary = stored.summary(of: scenarios[answer.id])
            replications += summary.replications
            progress(
                ReplicationProgress(
                    finished: scenarios.count - open.count, of: scenarios.count, replications: replications))
            guard arrived(answer.id, summary) else { return }
        }
    }

    /// Simulates here: each look waits for the one before it.
    package func extend(
        _ series: inout [ReplicationSeries], to count: Int, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void
    ) async throws(ReplicationError) {
        try await ThisMachine().extend(&series, to: count, threads: threads, progress: progress)
    }

    private func ask(for scenarios: [Scenario]) throws(RemoteDriver.Failure) {
        for (position, scenario) in scenarios.enumerated() {
            let key = StoredValues(scenario).key
            guard let recipe = recipes[key] else { preconditionFailure("Only what was announced is asked for") }
            try driver.send(ExactJSON.bytes(of: PointRequest(id: position, recipe, key: key)))
        }
    }

    /// The next answer of a machine that can be asked; what people should know is told.
    private func nextAnswer(to scenarios: [Scenario], _ open: Set<Int>) throws(ReplicationError) -> PointAnswer {
        while true {
            let bytes: [UInt8]?
            do throws(RemoteDriver.Failure) { bytes = try driver.next() } catch {
                throw stopped(because: error.reason, scenarios, open)
            }
            // Cancelled: what came back is there.
            guard let bytes else { throw stopped(because: nil, scenarios, open) }
            guard let line: Line = try? ExactJSON.value(bytes) else {
                throw stopped(because: "the driver said something else than answers", scenarios, open)
            }
            if let notice = line.notice { tell(notice) }
            if let end = line.end { throw stopped(because: end, scenarios, open) }
            guard let answer = line.answer, scenarios.indices.contains(answer.id) else { continue }
            if let problem = answer.problem {
                throw stopped(because: "\(line.host ?? "a worker"): \(problem)", scenarios, open)
            }
            return answer
        }
    }

    /// Finds the failure of a replication here: it is a function of the scenario.
    private func repeatFailure(_ answer: PointAnswer, _ scenarios: [Scenario]) async throws(ReplicationError) {
        do throws(ReplicationError) {
            try await ThisMachine().summarise(
                [scenarios[answer.id]], threads: 1, progress: { _ in }, arrived: { _, _ in true })
        } catch {
            var error = error
            error.scenario = answer.id
            throw error
        }
        throw stopped(
            because: "a worker failed where this machine does not: \(answer.failure ?? "")", scenarios, [answer.id])
    }

    /// The end of the work at the first scenario that is open.
    private func stopped(because reason: String?, _ scenarios: [Scenario], _ open: Set<Int>) -> ReplicationError {
        self.reason.withLock { $0 = reason }
        let first = open.min() ?? 0
        return ReplicationError(endedBefore: first, scenarios[first])
    }
}
