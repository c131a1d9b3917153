import Foundation
import Measurements

/// What a device's commands cost, measured in about a second; other load disturbs it.
public struct DeviceProbe: Hashable, Sendable {
    /// What it costs the host to enqueue a kernel, in seconds: the median.
    public let enqueueSeconds: Double
    /// From the queue to the kernel's begin, on an idle device, in seconds: the median.
    public let launchSeconds: Double
    /// From the kernel's end until a waiting thread goes on, in seconds: the median, as far as the clocks are known.
    public let completionSeconds: Double
    /// From pinned host memory to the device: the median.
    public let uploadBytesPerSecond: Double
    /// From the device to pinned host memory: the median.
    public let downloadBytesPerSecond: Double
    /// The size of the copies, in bytes.
    public let copyBytes: Int
    /// How well the device's clock is known.
    public let clock: DeviceClock
    /// Whether copies run beside kernels.
    public let overlap: OverlapProbe

    /// Measures a device, or part of one.
    public init(_ device: OpenCLDevice) throws(OpenCLError) {
        let context = try OpenCLContext(device)
        copyBytes = max(1, min(32 << 20, device.maximumBufferBytes / 8))
        let launches = try Launches(in: context)
        enqueueSeconds = launches.enqueueSeconds
        launchSeconds = launches.launchSeconds
        completionSeconds = launches.completionSeconds
        clock = launches.clock
        let copies = try Copies(of: copyBytes, in: context)
        uploadBytesPerSecond = copies.uploadBytesPerSecond
        downloadBytesPerSecond = copies.downloadBytesPerSecond
        overlap = try OverlapProbe(in: context, copyBytes: copyBytes)
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

/// Copies between pinned host memory and the device, one at a time.
private struct Copies {
    let uploadBytesPerSecond: Double
    let downloadBytesPerSecond: Double

    init(of byteCount: Int, in context: borrowing OpenCLContext, runs: Int = 9) throws(OpenCLError) {
        let queue = try OpenCLQueue(context)
        let buffer = try OpenCLBuffer(byteCount: byteCount, in: context)
        let host = try OpenCLHostBuffer(byteCount: byteCount, in: context, on: queue)
        var (up, down): ([Double], [Double]) = ([], [])
        // The first run touches the memory for the first time.
        for run in 0...runs {
            let upload = try queue.enqueueWrite(byteCount, of: host, to: buffer)
            try upload.wait()
            let download = try queue.enqueueRead(byteCount, of: buffer, to: host)
            try download.wait()
            guard run > 0 else { continue }
            up.append(Double(byteCount) / max(1e-9, try upload.times().seconds))
            down.append(Double(byteCount) / max(1e-9, try download.times().seconds))
        }
        uploadBytesPerSecond = up.median
        downloadBytesPerSecond = down.median
    }
}
