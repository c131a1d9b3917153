import Pipelines
import Variates

/// How much of each resource that can have a price a scenario takes.
struct ResourceAmounts: Sendable, Equatable {
    /// GiB of host memory, whole ones where the scenario does not say how much there is; infinite where a buffer grows by
    /// itself.
    let memoryGiB: Double
    /// Accelerators; 0 where steps compute on the host.
    let accelerators: Double
    /// GB/s of the disk at its best; infinite where nothing limits it.
    let diskGBps: Double
    /// GB of the data and of what is kept on disks.
    let storageGB: Double

    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    init(_ scenario: Scenario) throws(PipelineError) {
        let platform = scenario.platform
        let share = try scenario.onAccelerator(0)
        accelerators = scenario.pipeline.training.device == .gpu ? Double(platform.gpu.count) : 0
        diskGBps = (platform.disk.bandwidthCurves.joined().max() ?? .infinity) / 1e9
        let stored = scenario.pipeline.storedFiles.bytes
        let kept = Self.keptBytes(share.pipeline, on: platform)
        let ranks = Double(platform.gpu.count)
        storageGB = (stored + ranks * kept.onDisk + kept.cacheOnDisk) / 1e9
        if let capacity = platform.memory.capacityBytes {
            memoryGiB = Double(capacity) / 0x1p30
        } else {
            let buffered = try Bounds(scenario).bufferedBytes
            memoryGiB = ((buffered + ranks * kept.inMemory + kept.cacheInMemory) / 0x1p30).rounded(.up)
        }
    }

    /// Bytes that caches of one accelerator's pipeline keep, and those of the read cache, which all share.
    private static func keptBytes(
        _ pipeline: Pipeline, on platform: Platform
    ) -> (inMemory: Double, onDisk: Double, cacheInMemory: Double, cacheOnDisk: Double) {
        var kept = (inMemory: 0.0, onDisk: 0.0, cacheInMemory: 0.0, cacheOnDisk: 0.0)
        for (stage, flow) in zip(pipeline.stages, pipeline.meanFlows) where stage.operator.keepsData {
            let bytes = flow.elements * flow.bytes
            if stage.operator.keepsOnDisk { kept.onDisk += bytes } else { kept.inMemory += bytes }
        }
        let cache = platform.readCache
        if cache.isUsed, cache.missRate == nil {
            let bytes = min(Double(cache.capacityBytes), pipeline.storedFiles.bytes)
            if cache.place == .disk { kept.cacheOnDisk = bytes } else { kept.cacheInMemory = bytes }
        }
        return kept
    }
}
