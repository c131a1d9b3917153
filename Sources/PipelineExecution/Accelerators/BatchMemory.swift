/// Room for one batch, for one thread at a time: pinned on the host, on the device, and for its checksum.
final class BatchMemory: Sendable {
    let device: OpenCLBuffer
    let maximumSamples: Int
    // All four change, and none is guarded here: whoever has the memory is alone with it, because it passes from thread
    // to thread with the batch that it holds, under the lock of the executor or of the pool.
    nonisolated(unsafe) private var host: OpenCLHostBuffer
    nonisolated(unsafe) private var kernel: ChecksumKernel
    nonisolated(unsafe) private(set) var usedBytes = 0
    nonisolated(unsafe) private var offsets: [Int] = []

    init(
        byteCount: Int, maximumSamples: Int, checksum program: borrowing OpenCLProgram,
        _ context: borrowing OpenCLContext, _ queue: borrowing OpenCLQueue
    ) throws(OpenCLError) {
        self.maximumSamples = maximumSamples
        device = try OpenCLBuffer(byteCount: byteCount, in: context)
        host = try OpenCLHostBuffer(byteCount: byteCount, in: context, on: queue)
        kernel = try ChecksumKernel(maximumSamples: maximumSamples, of: program, in: context, on: queue)
    }

    /// Lays the samples side by side.
    func fill(_ samples: [SampleBytes]) {
        offsets.removeAll(keepingCapacity: true)
        offsets.append(0)
        var end = 0
        host.withUnsafeMutableBytes { memory in
            for sample in samples {
                sample.withUnsafeBytes {
                    UnsafeMutableRawBufferPointer(rebasing: memory[end...]).copyMemory(from: $0)
                }
                end += sample.byteCount
                offsets.append(end)
            }
        }
        usedBytes = end
    }

    /// Begins the copy to the device; a batch without bytes copies one, so that there is something to wait for.
    func copy(on queue: borrowing OpenCLQueue) throws(OpenCLError) -> OpenCLEvent {
        try queue.enqueueWrite(max(1, usedBytes), of: host, to: device)
    }

    /// Begins the checksum of what is on the device.
    func reduce(on queue: borrowing OpenCLQueue) throws(OpenCLError) -> OpenCLEvent {
        try kernel.enqueue(over: device, sampleOffsets: offsets, on: queue)
    }

    /// Waits for the checksum.
    func checksum() throws(OpenCLError) -> UInt64 { try kernel.value() }

    /// How long the checksum of samples that begin and end at some bytes takes on the device.
    func checksumSeconds(_ offsets: [Int], on queue: borrowing OpenCLQueue) throws(OpenCLError) -> Double {
        let event = try kernel.enqueue(over: device, sampleOffsets: offsets, on: queue)
        try event.wait()
        _ = try kernel.value()
        return try event.times().seconds
    }
}
