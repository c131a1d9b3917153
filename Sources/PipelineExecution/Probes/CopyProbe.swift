import Foundation
import Measurements

/// What copies of one size between the host and a device reach: from which memory, and beside busy cores.
package struct CopyProbe: Hashable, Sendable {
    /// Copies to the device, one at a time: medians, in bytes per second until the host knows of the end.
    package struct Uploads: Hashable, Sendable {
        /// From memory that the driver pinned.
        package let pinnedBytesPerSecond: Double
        /// From other memory, which a driver may have to copy into pinned memory first.
        package let pageableBytesPerSecond: Double
    }

    /// The size of each copy, in bytes.
    package let byteCount: Int
    /// With the cores of the host idle.
    package let idle: Uploads
    /// Beside a thread for each core of the host that moves memory.
    package let busy: Uploads
    /// How many threads that were.
    package let busyThreads: Int
    /// Back from the device to pinned memory, with idle cores: the median.
    package let downloadBytesPerSecond: Double

    /// The part of the bandwidth from pinned memory that is left beside busy cores, at most 1.
    package var busyPinnedShare: Double { min(1, busy.pinnedBytesPerSecond / idle.pinnedBytesPerSecond) }

    /// The part of the bandwidth from other memory that is left beside busy cores, at most 1.
    package var busyPageableShare: Double { min(1, busy.pageableBytesPerSecond / idle.pageableBytesPerSecond) }

    /// Measures a device that nothing else uses.
    ///
    /// - Parameters:
    ///   - context: of the device.
    ///   - byteCount: the size of the copies, at least 1.
    ///   - runs: copies of each kind, at least 1.
    /// - Throws: `device` for what the driver refuses; `threadRefused` when there are no threads to make cores busy.
    package init(in context: borrowing OpenCLContext, byteCount: Int, runs: Int = 9) throws(ExecutionError) {
        self.byteCount = byteCount
        busyThreads = ProcessInfo.processInfo.activeProcessorCount
        let copies = try ExecutionError.ofDevice { () throws(OpenCLError) in
            try Copies(of: byteCount, runs: runs, in: context)
        }
        idle = try ExecutionError.ofDevice(copies.uploads)
        downloadBytesPerSecond = try ExecutionError.ofDevice(copies.downloads)
        let threads = try BusyThreads(busyThreads)
        busy = try ExecutionError.ofDevice(copies.uploads)
        // They stop when the value goes: not before the copies are over.
        _ = consume threads
    }
}

/// Copies between one buffer of the device and memory of the host, one at a time.
private final class Copies {
    private let queue: OpenCLQueue
    private let buffer: OpenCLBuffer
    private let pinned: OpenCLHostBuffer
    private let pageable: [UInt8]
    private let runs: Int

    init(of byteCount: Int, runs: Int, in context: borrowing OpenCLContext) throws(OpenCLError) {
        queue = try OpenCLQueue(context)
        buffer = try OpenCLBuffer(byteCount: byteCount, in: context)
        pinned = try OpenCLHostBuffer(byteCount: byteCount, in: context, on: queue)
        pageable = [UInt8](repeating: 1, count: byteCount)
        self.runs = runs
    }

    func uploads() throws(OpenCLError) -> CopyProbe.Uploads {
        CopyProbe.Uploads(
            pinnedBytesPerSecond: try bytesPerSecond { () throws(OpenCLError) in
                try queue.enqueueWrite(buffer.byteCount, of: pinned, to: buffer).wait()
            },
            pageableBytesPerSecond: try bytesPerSecond { () throws(OpenCLError) in
                try queue.write(pageable, to: buffer)
            })
    }

    func downloads() throws(OpenCLError) -> Double {
        try bytesPerSecond { () throws(OpenCLError) in
            try queue.enqueueRead(buffer.byteCount, of: buffer, to: pinned).wait()
        }
    }

    private func bytesPerSecond(_ copy: () throws(OpenCLError) -> Void) throws(OpenCLError) -> Double {
        // The first touches the memory for the first time.
        try copy()
        var measured: [Double] = []
        for _ in 0..<runs {
            let start = HostClock.nanoseconds
            try copy()
            measured.append(Double(buffer.byteCount) / max(1e-9, HostClock.seconds(since: start)))
        }
        return measured.median
    }
}
