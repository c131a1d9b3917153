import BasicContainers
import DiscreteEvent
import PipelineRuns
import Pipelines

/// What bounds a run, as its finished work says.
extension Simulator {
    /// - Throws: `SimulationError.capacityExceeded` with the first law that the run has broken up to now.
    func checkCapacity() throws(SimulationError) {
        guard let broken = capacityLaws.first(where: { !$0.holds }) else { return }
        throw .capacityExceeded(CapacityExcess(law: broken, seed: scenario.run.seed))
    }

    /// The laws that the run must keep: of the resources that all share, then of each accelerator and its threads.
    var capacityLaws: [CapacityLaw] {
        var laws = diskLaws + cacheLaws + processorLaws
        for rank in 0..<state.ranks.count { laws += lawsOfAccelerator(rank) }
        if !state.locks.isEmpty {
            let held = served.locked
            laws.append(
                CapacityLaw(
                    "the locks", served: held.nanoseconds, capacity: Int128(locks.count) * Int128(queue.now)))
        }
        return laws
    }

    private var diskLaws: [CapacityLaw] {
        let disk = scenario.platform.disk
        let curves = disk.bytesPerSecond == nil ? [[1]] : disk.bandwidthCurves.map(costs.relativeRates)
        // One transfer is fastest where the bandwidth, divided by the transfers that share it, is highest.
        let fastest = curves.lazy.flatMap { $0.enumerated().map { $1 / Double($0 + 1) } }.max() ?? 1
        let transfers = served.transfers
        let transferred = transfers.nanoseconds.scaled(by: 1 / fastest)
        let bandwidth =
            disk.laterBandwidths.isEmpty
            ? Int128(queue.now).scaled(by: costs.highestBandwidth)
            : Int128(bandwidth.attainableNanoseconds(at: queue.now).rounded(.up))
        return [
            CapacityLaw(
                "the disk's places", served: served.latencies.nanoseconds + transferred,
                capacity: Int128(disk.queueDepth) * Int128(queue.now) + transfers.sharingError),
            CapacityLaw(
                "the disk's bandwidth", served: transfers.nanoseconds, capacity: bandwidth + transfers.sharingError),
        ]
    }

    private var cacheLaws: [CapacityLaw] {
        let (now, transfers) = (Int128(queue.now), served.cacheTransfers)
        return [
            CapacityLaw(
                "the read cache's places", served: served.cacheLatencies.nanoseconds + transfers.nanoseconds,
                capacity: Int128(scenario.platform.readCache.queueDepth) * now + transfers.sharingError),
            CapacityLaw(
                "the read cache's bandwidth", served: transfers.nanoseconds, capacity: now + transfers.sharingError),
        ]
    }

    private var processorLaws: [CapacityLaw] {
        let cpu = scenario.platform.cpu
        let error = costs.discipline == .fifo ? 0 : served.cores.sharingError
        return [
            CapacityLaw(
                "the cores", served: served.cores.nanoseconds, capacity: Int128(cpu.cores) * Int128(queue.now) + error),
            CapacityLaw(
                "the worker pool", served: served.poolThreads.nanoseconds,
                capacity: Int128(cpu.workers) * Int128(queue.now) + error),
        ]
    }

    private func lawsOfAccelerator(_ rank: Int) -> [CapacityLaw] {
        let (time, threads) = (Int128(queue.now), served.threads)
        let owner = state.ranks.count == 1 ? "" : " of accelerator \(rank + 1)"
        var laws = [
            CapacityLaw("the accelerator\(owner)", served: served.accelerators[rank].nanoseconds, capacity: time),
            CapacityLaw("the copy engine\(owner)", served: served.copyEngines[rank].nanoseconds, capacity: time),
        ]
        for position in 0..<threads.count {
            laws.append(
                CapacityLaw(
                    threads.name(at: position) + owner, served: served.nanoseconds(ofThread: position, rank: rank),
                    capacity: Int128(threads.threads(at: position)) * time))
        }
        return laws
    }
}

extension ServedWork.Total {
    /// What jobs that share a resource may have got too much of it, by rounding (ns).
    ///
    /// Processor sharing rounds each job's attained service by at most 2⁻²¹ ns at each start and each departure, and
    /// there are fewer than 2²⁰ jobs: less than half a nanosecond for each, twice in a job's life.
    fileprivate var sharingError: Int128 { Int128(pieces) }
}

extension Int128 {
    /// Exact for a factor of 1; otherwise within the precision of `Double`, which is as good as measured bandwidths
    /// get.
    fileprivate func scaled(by factor: Double) -> Int128 {
        factor == 1 ? self : Int128((Double(wide: self) * factor).rounded())
    }
}
