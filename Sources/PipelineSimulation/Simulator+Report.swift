import BasicContainers
import DiscreteEvent
import PipelineRuns
import Pipelines

extension Simulator {
    mutating func report() -> RunReport {
        let end = snapshot(at: queue.now)
        return RunReport(
            RunResults(
                scenario, state.record, &state.ranks, state.durations, end: end, resources: resourceReports(),
                events: queue.processed, engine: .events))
    }

    /// What tells the run's steady part.
    var history: RunHistory { state.record.history }

    private var cacheReports: [ResourceReport] {
        guard state.hasReadCache else { return [] }
        return [
            ResourceReport("read cache queue", cacheSlots.statistics(at: queue.now)),
            ResourceReport("read cache bandwidth", cacheBandwidth.statistics(at: queue.now)),
        ]
    }

    private func resourceReports() -> [ResourceReport] {
        let now = queue.now
        return [
            ResourceReport("disk queue", diskSlots.statistics(at: now)),
            ResourceReport("disk bandwidth", bandwidth.statistics(at: now)),
            ResourceReport("cores", coreStatistics(at: now)),
            ResourceReport("workers", workers.statistics(at: now)),
        ] + cacheReports + lockReports
    }

    private var lockReports: [ResourceReport] {
        state.locks.groups.flatMap { group in
            (0..<state.ranks.count).flatMap { rank in
                group.numbers.enumerated().map { index, number in
                    let one = group.numbers.count * state.ranks.count == 1
                    let name = "lock \(group.name)" + (one ? "" : " \(rank * group.numbers.count + index + 1)")
                    return ResourceReport(
                        name, locks[rank * state.locks.countPerRank + number].statistics(at: queue.now))
                }
            }
        }
    }
}
