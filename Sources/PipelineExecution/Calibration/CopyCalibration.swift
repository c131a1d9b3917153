import Pipelines

/// What copies to the accelerator take.
public struct CopyCalibration: Sendable {
    /// Seconds of a copy beyond its transfer.
    public var latencySeconds: Double
    /// Bytes per second of the transfer; nil where copies take no time for each byte.
    public var bytesPerSecond: Double?

    /// Seconds of a copy of `bytes`.
    func seconds(_ bytes: Double) -> Double { latencySeconds + (bytesPerSecond.map { bytes / $0 } ?? 0) }

    func apply(to gpu: inout GPU) {
        gpu.copyLatencySeconds = latencySeconds
        gpu.copyBytesPerSecond = bytesPerSecond
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
            self.init(latencySeconds: gpu.copyLatencySeconds, bytesPerSecond: gpu.copyBytesPerSecond)
            return
        }
        let accelerator: OpenCLAccelerator
        do { accelerator = try OpenCLAccelerator(device) } catch { throw .device(error) }
        let (small, large) = (4 << 10, 1 << 20)
        let smallSeconds = try Self.seconds(small, accelerator)
        let largeSeconds = try Self.seconds(large, accelerator)
        let secondsPerByte = max(0, largeSeconds - smallSeconds) / Double(large - small)
        self.init(
            latencySeconds: max(0, smallSeconds - secondsPerByte * Double(small)),
            bytesPerSecond: secondsPerByte > 0 ? 1 / secondsPerByte : nil)
    }

    private static func seconds(_ bytes: Int, _ accelerator: OpenCLAccelerator) throws(ExecutionError) -> Double {
        let sample = try SampleBytes(byteCount: bytes) { memory in
            memory.initializeMemory(as: UInt8.self, repeating: 7)
            return ContentChecksum.of(UnsafeRawBufferPointer(memory))
        }
        var seconds: [Double] = []
        for _ in 0..<30 {
            let start = HostClock.nanoseconds
            _ = try accelerator.copy([sample])
            seconds.append(HostClock.seconds(since: start))
        }
        return Array(seconds.dropFirst(3)).trimmedMean ?? 0
    }
}
