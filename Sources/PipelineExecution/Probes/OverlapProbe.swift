import Foundation

/// Whether a copy to a device runs beside a kernel on it: measured, for no query tells.
public struct OverlapProbe: Hashable, Sendable {
    /// One for each run: the share of the copy during which the kernel ran, from 0 to 1.
    public let shares: [Double]
    /// What the kernel took in the last run, in seconds.
    public let kernelSeconds: Double
    /// What the copy took in the last run, in seconds.
    public let copySeconds: Double

    /// The middle one of the shares.
    public var share: Double { shares.median }

    /// Runs a kernel in one queue and, while it runs, a shorter copy in another.
    ///
    /// - Parameters:
    ///   - context: of the device; nothing else should run on it.
    ///   - copyBytes: how much is copied.
    ///   - runs: how often, at least once.
    public init(
        in context: borrowing OpenCLContext, copyBytes: Int, runs: Int = 7
    ) throws(OpenCLError) {
        let compute = try OpenCLQueue(context)
        let copies = try OpenCLQueue(context)
        let batch = try OpenCLBuffer(byteCount: copyBytes, in: context)
        let next = try OpenCLBuffer(byteCount: copyBytes, in: context)
        let host = try OpenCLHostBuffer(byteCount: copyBytes, in: context, on: copies)
        var step = try StepKernel(in: context)

        // The first copy may set the memory up; the second is like those to come.
        try Self.copy(host, to: next, on: copies).wait()
        let alone = try Self.copy(host, to: next, on: copies)
        try alone.wait()
        let kernelSeconds = max(0.01, 4 * (try alone.times().seconds))
        let calibration = try StepCalibration(
            of: &step, over: batch, byteCount: copyBytes, on: compute, runs: 3, seconds: kernelSeconds)
        let iterations = calibration.iterations(lasting: kernelSeconds)

        var shares: [Double] = []
        var lengths = (kernel: 0.0, copy: 0.0)
        for _ in 0..<max(1, runs) {
            let kernel = try step.enqueue(iterations: iterations, over: batch, byteCount: copyBytes, on: compute)
            try compute.flush()
            try Self.waitUntilRunning(kernel, atMost: kernelSeconds / 8)
            let copy = try Self.copy(host, to: next, on: copies)
            try copy.wait()
            try kernel.wait()
            let times = (kernel: try kernel.times(), copy: try copy.times())
            shares.append(times.copy.shareOverlapped(by: times.kernel))
            lengths = (times.kernel.seconds, times.copy.seconds)
        }
        self.shares = shares
        self.kernelSeconds = lengths.kernel
        copySeconds = lengths.copy
    }

    private static func copy(
        _ host: borrowing OpenCLHostBuffer, to buffer: borrowing OpenCLBuffer, on queue: borrowing OpenCLQueue
    ) throws(OpenCLError) -> OpenCLEvent {
        let event = try queue.enqueueWrite(host.byteCount, of: host, to: buffer)
        try queue.flush()
        return event
    }

    /// Some drivers never say that a command runs.
    private static func waitUntilRunning(
        _ event: borrowing OpenCLEvent, atMost seconds: Double
    ) throws(OpenCLError) {
        let start = HostClock.nanoseconds
        while HostClock.seconds(since: start) < seconds {
            let progress = try event.progress()
            if progress == .running || progress == .complete { return }
            usleep(20)
        }
    }
}
