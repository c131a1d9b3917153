import Foundation
import Measurements

/// What a device's commands cost, measured in about a second; other load disturbs it.
package struct DeviceProbe: Hashable, Sendable {
    /// What it costs the host to enqueue a kernel, in seconds: the median.
    package let enqueueSeconds: Double
    /// From the queue to the kernel's begin, on an idle device, in seconds: the median.
    package let launchSeconds: Double
    /// From the kernel's end until a waiting thread goes on, in seconds: the median, as far as the clocks are known.
    package let completionSeconds: Double
    /// What copies reach.
    package let copies: CopyProbe
    /// How well the device's clock is known.
    package let clock: DeviceClock
    /// Whether copies run beside kernels.
    package let overlap: OverlapProbe

    /// Measures a device, or part of one.
    ///
    /// - Throws: as `CopyProbe`.
    package init(_ device: OpenCLDevice) throws(ExecutionError) {
        let context = try ExecutionError.ofDevice { () throws(OpenCLError) in try OpenCLContext(device) }
        let launches = try ExecutionError.ofDevice { () throws(OpenCLError) in try Launches(in: context) }
        enqueueSeconds = launches.enqueueSeconds
        launchSeconds = launches.launchSeconds
        completionSeconds = launches.completionSeconds
        clock = launches.clock
        copies = try CopyProbe(in: context, byteCount: max(1, min(32 << 20, device.maximumBufferBytes / 8)))
        overlap = try ExecutionError.ofDevice { [byteCount = copies.byteCount] () throws(OpenCLError) in
            try OverlapProbe(in: context, copyBytes: byteCount)
        }
    }
}

/// Kernels that do next to nothing, one at a time.
private struct Launches {
    let enqueueSeconds: Double
    let launchSeconds: Double
    let completionSeconds: Double
    let clock: DeviceClock

    init(in context: borrowing OpenCLContext, runs: Int = 200) throws(OpenCLError) {
        let queue = try OpenCLQueue(context)
        let batch = try OpenCLBuffer(byteCount: 64, in: context)
        var step = try StepKernel(in: context)
        try step.enqueue(iterations: 1, over: batch, byteCount: 64, on: queue).wait()
        clock = try DeviceClock(of: queue, in: context)
        var (enqueues, launches, completions): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<runs {
            // Steps come one by one: the device's threads have gone to sleep before the next.
            usleep(1000)
            let before = HostClock.nanoseconds
            let event = try step.enqueue(iterations: 1, over: batch, byteCount: 64, on: queue)
            enqueues.append(HostClock.seconds(since: before))
            try event.wait()
            let after = HostClock.nanoseconds
            let times = try event.times()
            launches.append(times.launchSeconds)
            completions.append(1e-9 * Double(after - clock.hostNanoseconds(ofDevice: times.endedNanoseconds)))
        }
        enqueueSeconds = enqueues.median
        launchSeconds = launches.median
        completionSeconds = max(0, completions.median)
    }
}
