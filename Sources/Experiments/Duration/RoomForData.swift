import Pipelines

/// What may have room for a part of the data only.
///
/// Fewer elements take less of it, but it stays as large: a run that reads fewer then tells nothing of the limit.
package enum RoomForData: CaseIterable, Sendable {
    /// A read cache that keeps a part of what was read.
    case readCache
    /// Host memory, for what caches and buffers hold.
    case memory

    /// Whether it has less room than a scenario's data would take.
    func isTooSmall(for scenario: Scenario) -> Bool {
        switch self {
        case .readCache:
            let cache = scenario.platform.readCache
            return cache.isUsed && cache.missRate == nil
                && Double(cache.capacityBytes) < scenario.pipeline.storedFiles.bytes
        case .memory:
            guard let capacity = scenario.platform.memory.capacityBytes,
                let share = try? scenario.onAccelerator(0).pipeline
            else { return false }
            return Double(capacity) < share.bytesHeld * Double(scenario.platform.gpu.count)
        }
    }
}

extension Pipeline {
    /// Bytes of host memory that caches and buffers hold at most, by the mean size of elements.
    fileprivate var bytesHeld: Double {
        zip(stages, meanFlows).reduce(0) { sum, stage in
            let (holder, flow) = (stage.0.operator, stage.1)
            // What is on the accelerator takes none of the host's memory.
            if holder.keepsOnDisk || holder.callPlace == .copyEngine { return sum }
            let places = holder.keepsData ? .infinity : Double(holder.bufferCapacity ?? 0)
            return sum + min(places, flow.elements) * flow.bytes
        }
    }
}
