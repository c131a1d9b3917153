/// A device, or a part of one, with queues for computations, for copies and for memory.
///
/// A step's kernels reduce the batch to its checksum, then compute for the rest of the step's time.
final class OpenCLAccelerator: Accelerator {
    let context: OpenCLContext
    let computeQueue: OpenCLQueue
    private let copyQueue: OpenCLQueue
    /// Maps memory for batches, which must wait neither for copies nor for computations.
    private let memoryQueue: OpenCLQueue
    private let calibration: StepCalibration
    /// Seconds of the checksum for each byte, and for any batch.
    private let checksumSecondsPerByte: Double
    private let checksumSeconds: Double
    private let checksumProgram: OpenCLProgram
    /// Used by one thread at a time, that which launches.
    private let step: Monitor<StepKernel>
    /// Memory for batches that is not in use.
    private let free = Monitor<[BatchMemory]>([])

    let isLaunchedByHost = true

    /// Measures the device, in less than a second.
    ///
    /// - Parameter shape: of the batches that it will get: larger ones leave its caches.
    init(_ device: OpenCLDevice, for shape: BatchShape = BatchShape()) throws(OpenCLError) {
        context = try OpenCLContext(device)
        computeQueue = try OpenCLQueue(context)
        copyQueue = try OpenCLQueue(context)
        memoryQueue = try OpenCLQueue(context)
        checksumProgram = try ChecksumKernel.program(in: context)
        var step = try StepKernel(in: context)
        let probe = try BatchMemory(
            byteCount: shape.bytes, maximumSamples: shape.samples, checksum: checksumProgram, context, computeQueue)
        calibration = try StepCalibration(of: &step, over: probe.device, byteCount: shape.bytes, on: computeQueue)
        var (shortest, long) = (Double.infinity, Double.infinity)
        for _ in 0..<10 {
            shortest = min(shortest, try probe.checksumSeconds([0, 64], on: computeQueue))
            long = min(long, try probe.checksumSeconds(shape.offsets, on: computeQueue))
        }
        checksumSeconds = shortest
        checksumSecondsPerByte = max(0, long - shortest) / Double(shape.bytes)
        self.step = Monitor(step)
    }

    func copy(_ samples: [SampleBytes]) throws(ExecutionError) -> DeviceCopy {
        do throws(OpenCLError) {
            let memory = try take(samples)
            let event = try memory.copy(on: copyQueue)
            try copyQueue.flush()
            try event.wait()
            let times = try event.times()
            return DeviceCopy(
                batch: OpenCLBatch(memory, free), nanoseconds: times.endedNanoseconds - times.startedNanoseconds)
        } catch {
            throw .device(error)
        }
    }

    func launch(
        _ batch: ContentTable.Content, nanoseconds: Int64, requestedAt time: Int64
    ) throws(ExecutionError) -> any LaunchedStep {
        do throws(OpenCLError) {
            if let copied = batch.onDevice as? OpenCLBatch { return try launch(copied, nanoseconds, after: nil) }
            let memory = try take(batch.samples)
            let copy = try memory.copy(on: computeQueue)
            return try launch(OpenCLBatch(memory, free), nanoseconds, after: copy)
        } catch {
            throw .device(error)
        }
    }

    /// - Parameter copy: of the batch, in the same queue, where that is the step's business.
    private func launch(
        _ batch: OpenCLBatch, _ nanoseconds: Int64, after copy: consuming OpenCLEvent?
    ) throws(OpenCLError) -> OpenCLStep {
        let memory = batch.memory
        let reduction = checksumSeconds + checksumSecondsPerByte * Double(memory.usedBytes)
        let checksum = try memory.reduce(on: computeQueue)
        let iterations = calibration.iterations(lasting: Double(nanoseconds) * 1e-9 - reduction)
        let event = try step.withLock { step throws(OpenCLError) in
            try step.enqueue(
                iterations: iterations, over: memory.device, byteCount: max(1, memory.usedBytes), on: computeQueue)
        }
        try computeQueue.flush()
        return OpenCLStep(batch: batch, copy: copy, first: checksum, last: event)
    }

    /// Memory that holds the samples on the host's side.
    private func take(_ samples: [SampleBytes]) throws(OpenCLError) -> BatchMemory {
        let bytes = samples.reduce(0) { $0 + $1.byteCount }
        let memory: BatchMemory
        if let unused = unused(bytes, samples.count) {
            memory = unused
        } else {
            memory = try newMemory(bytes, samples.count)
        }
        memory.fill(samples)
        return memory
    }

    private func unused(_ bytes: Int, _ samples: Int) -> BatchMemory? {
        free.withLock { free in
            let index = free.firstIndex { $0.device.byteCount >= bytes && $0.maximumSamples >= samples }
            return index.map { free.remove(at: $0) }
        }
    }

    private func newMemory(_ bytes: Int, _ samples: Int) throws(OpenCLError) -> BatchMemory {
        try BatchMemory(
            byteCount: max(64, bytes), maximumSamples: max(1, samples), checksum: checksumProgram, context,
            memoryQueue)
    }
}

/// A batch in the device's memory, which goes back to the others when it is dropped.
private final class OpenCLBatch: DeviceBatch {
    let memory: BatchMemory
    private let free: Monitor<[BatchMemory]>

    init(_ memory: BatchMemory, _ free: Monitor<[BatchMemory]>) {
        self.memory = memory
        self.free = free
    }

    deinit {
        let memory = memory
        free.withLock { $0.append(memory) }
    }
}

/// A step in the device's queue.
private final class OpenCLStep: LaunchedStep {
    /// Dropping a copy's event waits for the copy: here, so that the launch does not, and before the batch's memory
    /// goes to another one.
    private let copy: OpenCLEvent?
    private let batch: OpenCLBatch
    private let first: OpenCLEvent
    private let last: OpenCLEvent

    init(
        batch: OpenCLBatch, copy: consuming OpenCLEvent?, first: consuming OpenCLEvent, last: consuming OpenCLEvent
    ) {
        self.copy = copy
        self.batch = batch
        self.first = first
        self.last = last
    }

    /// A step that has failed is over, too.
    var isOver: Bool {
        do { return try last.progress() == .complete } catch { return true }
    }

    func finish(_ stop: StopSignal) throws(ExecutionError) -> StepResult {
        do throws(OpenCLError) {
            try last.wait()
            let (begin, end) = (try first.times().startedNanoseconds, try last.times().endedNanoseconds)
            return StepResult(computeNanoseconds: end - begin, checksum: try batch.memory.checksum())
        } catch {
            throw .device(error)
        }
    }
}
