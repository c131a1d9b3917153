import BasicContainers
import DiscreteEvent
import Pipelines

extension Simulator {
    func report() -> RunReport {
        RunReport(
            scenario, record, ranks, end: snapshot(), resources: resourceReports(), events: queue.processed)
    }

    private func resourceReports() -> [ResourceReport] {
        let now = queue.now
        return [
            ResourceReport("disk queue", diskSlots.statistics(at: now)),
            ResourceReport("disk bandwidth", bandwidth.statistics(at: now)),
            ResourceReport(
                "cores", costs.coresAreShared ? sharedCores.statistics(at: now) : cores.statistics(at: now)),
            ResourceReport("workers", workers.statistics(at: now)),
        ]
    }

    func outOfMemory(_ exhaustion: MemoryUse.Exhaustion, rank: Int) -> OutOfMemory {
        let stages = scenario.pipeline.stages
        let held = stages.indices.map { ranks[rank].run.occupancy(ofStage: $0).bytes }
        let most = stages.indices.max { held[$0] < held[$1] } ?? 0
        let capacity = (scenario.platform.memory.capacityBytes ?? .max) / Int64(ranks.count)
        return OutOfMemory(
            seconds: Double(exhaustion.nanoseconds) / 1e9, neededBytes: Int64(clamping: exhaustion.bytes),
            capacityBytes: capacity,
            stage: stages[most].name, stageBytes: Int64(clamping: held[most]))
    }
}
