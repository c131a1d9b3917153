import DiscreteEvent
import Pipelines

/// An accelerator without a device: copies and steps are timed waits, and the host computes the checksums.
final class EmulatedAccelerator: Accelerator {
    private let gpu: GPU
    private let isPinned: Bool
    private let stop: StopSignal
    /// When it will have computed all steps started so far (ns).
    private let busyUntil = Monitor(Int64(0))

    /// - Parameter isPinned: whether batches lie in pinned memory.
    init(_ gpu: GPU, isPinned: Bool = false, _ stop: StopSignal) {
        self.gpu = gpu
        self.isPinned = isPinned
        self.stop = stop
    }

    let isLaunchedByHost = false

    func copy(_ samples: [SampleBytes]) throws(ExecutionError) -> DeviceCopy {
        let nanoseconds = try copyNanoseconds(samples)
        let end = SimulationTime.sum(HostClock.nanoseconds, nanoseconds)
        let batch = EmulatedBatch(samples)
        stop.sleep(until: end)
        return DeviceCopy(batch: batch, nanoseconds: nanoseconds)
    }

    func launch(
        _ batch: ContentTable.Content, nanoseconds: Int64, requestedAt time: Int64
    ) throws(ExecutionError) -> any LaunchedStep {
        let onDevice = batch.onDevice as? EmulatedBatch
        let copy = onDevice == nil ? try copyNanoseconds(batch.samples) : 0
        let launch = try Self.nanoseconds(gpu.launchOverheadSeconds)
        let end = busyUntil.withLock { busyUntil in
            let begin = max(busyUntil, SimulationTime.sum(time, launch))
            busyUntil = SimulationTime.sum(begin, SimulationTime.sum(copy, nanoseconds))
            return busyUntil
        }
        return EmulatedStep(
            batch: onDevice ?? EmulatedBatch(batch.samples), nanoseconds: nanoseconds, endsAt: end)
    }

    private func copyNanoseconds(_ samples: [SampleBytes]) throws(ExecutionError) -> Int64 {
        let bytes = samples.reduce(0) { $0 + $1.byteCount }
        return try Self.nanoseconds(gpu.copySeconds(ofBytes: Double(bytes), isPinned: isPinned))
    }

    private static func nanoseconds(_ seconds: Double) throws(ExecutionError) -> Int64 {
        guard let nanoseconds = SimulationTime.nanoseconds(inSeconds: seconds) else {
            throw .durationOutOfRange(seconds: seconds)
        }
        return nanoseconds
    }
}

/// The samples of a batch, as they were when it was copied.
private final class EmulatedBatch: DeviceBatch {
    let samples: [SampleBytes]
    init(_ samples: [SampleBytes]) { self.samples = samples }
}

private struct EmulatedStep: LaunchedStep {
    let batch: EmulatedBatch
    let nanoseconds: Int64
    let endsAt: Int64

    /// Nothing computes.
    let isOver = true

    func finish(_ stop: StopSignal) -> StepResult {
        let checksum = batch.samples.contentChecksum
        stop.sleep(until: endsAt)
        return StepResult(computeNanoseconds: nanoseconds, checksum: checksum)
    }
}

extension [SampleBytes] {
    /// The checksum of a batch, computed from its bytes.
    var contentChecksum: UInt64 { reduce(0) { $0 &+ $1.withUnsafeBytes(ContentChecksum.of) } }

    /// The checksum that a batch must have.
    var expectedChecksum: UInt64 { reduce(0) { $0 &+ $1.checksum } }
}
