import Measurements
import Pipelines

/// What it takes to bring a batch to the accelerator: the host lays its samples side by side in pinned memory, then the
/// device copies them.
package struct CopyCalibration: Sendable {
    /// Seconds that grow with the bytes.
    package struct Cost: Hashable, Sendable {
        /// Seconds of no bytes.
        package var latencySeconds: Double
        /// Bytes per second beyond that; nil where bytes take no time.
        package var bytesPerSecond: Double?

        /// Seconds of some bytes.
        func seconds(_ bytes: Double) -> Double { latencySeconds + (bytesPerSecond.map { bytes / $0 } ?? 0) }
    }

    /// Until the thread that brings the batch goes on.
    package var whole: Cost
    /// What the device does of it.
    package var transfer: Cost

    /// The thread of `prefetchToDevice` brings a batch; without it the launch of a step does, of which the host's part
    /// runs beside the step before when steps are launched ahead.
    func apply(to scenario: inout Scenario) {
        let stages = scenario.pipeline.stages
        let isAhead = stages.last?.operator is PrefetchToDevice
        let cost = isAhead ? whole : transfer
        scenario.platform.gpu.copyLatencySeconds = cost.latencySeconds
        scenario.platform.gpu.copyBytesPerSecond = cost.bytesPerSecond
        if isAhead { return }
        let bytes = scenario.pipeline.meanFlows.last?.bytes ?? 0
        scenario.platform.gpu.launchOverheadSeconds += max(0, whole.seconds(bytes) - transfer.seconds(bytes))
    }
}

extension CopyCalibration {
    /// Measures copies of one batch's bytes and of a small one; nil where the pipeline copies nothing.
    ///
    /// - Throws: what the device throws.
    init?(_ scenario: Scenario, _ settings: ExecutionSettings) throws(ExecutionError) {
        guard scenario.pipeline.training.device == .gpu else { return nil }
        let gpu = scenario.platform.gpu
        guard let device = settings.devices.first else {
            // Timed waits as long as the scenario says.
            let said = Cost(latencySeconds: gpu.copyLatencySeconds, bytesPerSecond: gpu.copyBytesPerSecond)
            self.init(whole: said, transfer: said)
            return
        }
        let shape = BatchShape(scenario.pipeline)
        let accelerator = try ExecutionError.ofDevice { () throws(OpenCLError) in
            try OpenCLAccelerator(device, for: shape)
        }
        let small = try Copies(of: [4 << 10], accelerator)
        let sizes = Array(repeating: shape.bytes / shape.samples, count: shape.samples)
        let large = try Copies(of: sizes, accelerator)
        self.init(
            whole: Cost(small.bytes, small.wholeSeconds, large.bytes, large.wholeSeconds),
            transfer: Cost(small.bytes, small.transferSeconds, large.bytes, large.transferSeconds))
    }
}

extension CopyCalibration.Cost {
    /// The line through two sizes.
    fileprivate init(_ small: Double, _ smallSeconds: Double, _ large: Double, _ largeSeconds: Double) {
        let secondsPerByte = max(0, largeSeconds - smallSeconds) / (large - small)
        bytesPerSecond = secondsPerByte > 0 ? 1 / secondsPerByte : nil
        latencySeconds = max(0, smallSeconds - secondsPerByte * small)
    }
}

/// Copies of batches of one shape, one after another: trimmed means.
private struct Copies {
    let bytes: Double
    let wholeSeconds: Double
    let transferSeconds: Double
    /// The first touch memory for the first time.
    private static let (runs, warmUp) = (30, 3)

    /// - Parameter sizes: the bytes of each sample of a batch.
    init(of sizes: [Int], _ accelerator: OpenCLAccelerator) throws(ExecutionError) {
        var (whole, transfer): ([Double], [Double]) = ([], [])
        for _ in 0..<Self.runs {
            let batch = try Self.freshBatch(of: sizes)
            let start = HostClock.nanoseconds
            let copy = try accelerator.copy(batch)
            whole.append(HostClock.seconds(since: start))
            transfer.append(1e-9 * Double(copy.nanoseconds))
        }
        bytes = Double(sizes.reduce(0, +))
        wholeSeconds = Array(whole.dropFirst(Self.warmUp)).trimmedMean ?? 0
        transferSeconds = Array(transfer.dropFirst(Self.warmUp)).trimmedMean ?? 0
    }

    /// A batch that another thread has just made, as in a pipeline: what it wrote is not in this core's caches.
    private static func freshBatch(of sizes: [Int]) throws(ExecutionError) -> [SampleBytes] {
        let made = Monitor<Result<[SampleBytes], ExecutionError>>(.success([]))
        try WorkerThread {
            let batch = Result { () throws(ExecutionError) in
                try sizes.map { size throws(ExecutionError) in
                    try SampleBytes(byteCount: size) { memory in
                        memory.initializeMemory(as: UInt8.self, repeating: 7)
                        return ContentChecksum.of(UnsafeRawBufferPointer(memory))
                    }
                }
            }
            made.withLock { $0 = batch }
        }.join()
        return try made.withLock { $0 }.get()
    }
}
