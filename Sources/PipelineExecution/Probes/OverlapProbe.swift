import Foundation
import Measurements

/// Whether a copy to a device runs beside a kernel on it: measured, for no query tells.
package struct OverlapProbe: Hashable, Sendable {
    /// One for each run: the share of the copy during which the kernel ran, from 0 to 1.
    package let shares: [Double]
    /// What the copy took, in seconds: the median.
    package let copySeconds: Double
    /// What the kernel took beside the copy, in seconds: the median.
    package let kernelSeconds: Double
    /// What the kernel took alone, in seconds: the median.
    package let kernelAloneSeconds: Double

    /// The middle one of the shares.
    package var share: Double { shares.median }

    /// How many times as long a kernel takes beside a copy: where the same cores do both, overlap is not for nothing.
    package var slowdown: Double { kernelSeconds / kernelAloneSeconds }

    /// Runs a kernel in one queue and, while it runs, a shorter copy in another.
    ///
    /// - Parameters:
    ///   - context: of the device; nothing else should run on it.
    ///   - copyBytes: how much is copied.
    ///   - runs: how often, at least once.
    package init(
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
        let second = try Self.copy(host, to: next, on: copies)
        try second.wait()
        let wantedSeconds = min(0.1, max(0.01, 4 * (try second.times().seconds)))
        let calibration = try StepCalibration(
            of: &step, over: batch, byteCount: copyBytes, on: compute, runs: 5)
        let iterations = calibration.iterations(lasting: wantedSeconds)

        var alone: [Double] = []
        var (shares, kernels, copySeconds): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<max(1, runs) {
            let undisturbed = try step.enqueue(iterations: iterations, over: batch, byteCount: copyBytes, on: compute)
            try undisturbed.wait()
            alone.append(try undisturbed.times().seconds)

            let kernel = try step.enqueue(iterations: iterations, over: batch, byteCount: copyBytes, on: compute)
            try compute.flush()
            // Long after the kernel has begun, so that all of the device is at it, and long before it ends.
            usleep(UInt32(1e6 * wantedSeconds / 8))
            let copy = try Self.copy(host, to: next, on: copies)
            try copy.wait()
            try kernel.wait()
            let times = (kernel: try kernel.times(), copy: try copy.times())
            shares.append(times.copy.shareOverlapped(by: times.kernel))
            kernels.append(times.kernel.seconds)
            copySeconds.append(times.copy.seconds)
        }
        self.shares = shares
        self.copySeconds = copySeconds.median
        kernelSeconds = kernels.median
        kernelAloneSeconds = alone.median
    }

    private static func copy(
        _ host: borrowing OpenCLHostBuffer, to buffer: borrowing OpenCLBuffer, on queue: borrowing OpenCLQueue
    ) throws(OpenCLError) -> OpenCLEvent {
        let event = try queue.enqueueWrite(host.byteCount, of: host, to: buffer)
        try queue.flush()
        return event
    }
}
