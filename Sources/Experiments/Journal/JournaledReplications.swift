package import PipelineRuns
package import PipelineSimulation
package import Pipelines

/// Replications that a journal has are taken from there; others come from another source, and are stored.
package struct JournaledReplications: ReplicationSource {
    private let journal: Journal
    private let source: any ReplicationSource

    /// - Parameters:
    ///   - journal: where results are looked up and stored.
    ///   - source: where those come from that it does not have.
    package init(_ journal: Journal, else source: any ReplicationSource = ThisMachine()) {
        self.journal = journal
        self.source = source
    }

    /// Tells what is stored at once, then the rest as it comes; that is stored before it is told.
    package func summarise(
        _ scenarios: [Scenario], threads: Int, progress: (ReplicationProgress) -> Void,
        arrived: (Int, VariantSummary) -> Bool
    ) async throws(ReplicationError) {
        let keys = StoredValues.keys(scenarios).map { "summary:\($0)" }
        var missing: [Int] = []
        for (position, scenario) in scenarios.enumerated() {
            guard let figures: SummaryFigures = journal.value(keys[position]) else {
                missing.append(position)
                continue
            }
            guard arrived(position, VariantSummary(scenario, figures)) else { return }
        }
        let found = scenarios.count - missing.count
        do throws(ReplicationError) {
            try await source.summarise(
                missing.map { scenarios[$0] }, threads: threads,
                progress: { progress($0.after(found)) },
                arrived: { index, summary in
                    journal.store(summary.figures, keys[missing[index]])
                    return arrived(missing[index], summary)
                })
        } catch {
            var error = error
            error.scenario = missing[error.scenario]
            throw error
        }
    }

    /// Passes on those that are not stored.
    package func expect(_ scenarios: () -> [Scenario], replications: Int) {
        source.expect(
            { scenarios().filter { !journal.has(Self.key($0, 0, replications)) } }, replications: replications)
    }

    private static func key(_ scenario: Scenario, _ before: Int, _ count: Int) -> String {
        "replications:\(StoredValues.key(scenario)):\(before)-\(count)"
    }

    /// Adds what is stored, then extends those series that it does not have.
    package func extend(
        _ series: inout [ReplicationSeries], to count: Int, threads: Int, progress: (_ finished: Int, _ of: Int) -> Void
    ) async throws(ReplicationError) {
        let before = series.map(\.reports.count)
        let keys = zip(series, before).map { Self.key($0.scenario, $1, count) }
        var missing: [Int] = []
        for position in series.indices where series[position].outOfMemory == nil && before[position] < count {
            if let stored: StoredReplications = journal.value(keys[position]) {
                series[position].append(stored)
            } else {
                missing.append(position)
            }
        }
        guard !missing.isEmpty else { return }
        var chosen = missing.map { series[$0] }
        defer {
            for (position, one) in zip(missing, chosen) {
                series[position] = one
                guard one.outOfMemory != nil || one.reports.count == count else { continue }
                journal.store(StoredReplications(of: one, after: before[position]), keys[position])
            }
        }
        do throws(ReplicationError) {
            try await source.extend(&chosen, to: count, threads: threads, progress: progress)
        } catch {
            var error = error
            error.scenario = missing[error.scenario]
            throw error
        }
    }
}

extension ReplicationProgress {
    /// The same when some scenarios were finished before.
    fileprivate func after(_ found: Int) -> ReplicationProgress {
        var all = self
        all.finishedScenarios += found
        all.scenarios += found
        let share = Double(found) + fraction * Double(scenarios)
        all.fraction = all.scenarios == 0 ? 1 : share / Double(all.scenarios)
        return all
    }
}
