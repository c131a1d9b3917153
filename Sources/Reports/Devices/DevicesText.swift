package import PipelineExecution
import PipelineRuns
import ScenarioFiles

/// Devices as people read them.
package struct DevicesText {
    package let text: String

    package init(_ listed: [ListedDevice]) {
        var lines: [String] = []
        if listed.isEmpty {
            lines = [
                "OpenCL finds no device here. PoCL makes the CPU one (on Debian: apt install pocl-opencl-icd);",
                "support for a GPU comes with its driver.",
            ]
        }
        for entry in listed { lines += Self.lines(entry) }
        lines.append("emulated  copies and steps as timed waits; always available, without OpenCL")
        text = lines.map(visible).joined(separator: "\n") + "\n"
    }

    private static func lines(_ entry: ListedDevice) -> [String] {
        let device = entry.device
        let clock = device.clockHertz > 0 ? " at \(QuantityFormat.hertz(device.clockHertz))" : ""
        let memory = QuantityFormat.bytes(Double(device.memoryBytes))
        let largest = QuantityFormat.bytes(Double(device.maximumBufferBytes))
        let order = device.hasOutOfOrderQueues ? "queues in order or out of order" : "queues in order only"
        let parts = device.isDivisible ? "can be divided into \(device.maximumParts) parts" : "cannot be divided"
        let details = [
            "\(device.kind.rawValue) by \(device.vendor), \(device.computeUnits) compute units\(clock)",
            "\(entry.platform.name), driver \(device.driver)", device.version,
            "\(memory) of memory\(device.hasUnifiedMemory ? " shared with the host" : ""), buffers of up to \(largest)",
            "\(parts); \(order)",
        ]
        return ["\(entry.index)  \(device.name)"] + (details + probeLines(entry.probe)).map { "   \($0)" }
    }

    private static func probeLines(_ probe: Result<DeviceProbe, ExecutionError>?) -> [String] {
        switch probe {
        case nil: []
        case .failure: ["could not be measured"]
        case .success(let probe):
            [
                "kernels: \(QuantityFormat.seconds(probe.enqueueSeconds)) to enqueue, "
                    + "\(QuantityFormat.seconds(probe.launchSeconds)) from the queue to the start, "
                    + "\(QuantityFormat.seconds(probe.completionSeconds)) from the end to the waiting thread"
            ] + copyLines(probe.copies) + ["overlap: \(overlapText(probe.overlap))"]
        }
    }

    private static func copyLines(_ copies: CopyProbe) -> [String] {
        let idle = copies.idle
        return [
            "copies of \(QuantityFormat.bytes(Double(copies.byteCount))): \(rate(idle.pinnedBytesPerSecond)) from pinned "
                + "memory, \(rate(idle.pageableBytesPerSecond)) from other memory, "
                + "\(rate(copies.downloadBytesPerSecond)) back",
            "beside \(copies.busyThreads.counted("thread")) that \(copies.busyThreads == 1 ? "moves" : "move") memory: "
                + "\(QuantityFormat.percent(copies.busyPinnedShare)) of that from pinned memory, "
                + "\(QuantityFormat.percent(copies.busyPageableShare)) from other memory",
            "in a scenario: gpu: {copyBandwidth: \(rate(idle.pageableBytesPerSecond)), "
                + "busyCopyShare: \(QuantityFormat.percent(copies.busyPageableShare))}",
            "with pinned memory: gpu: {pinnedCopyBandwidth: \(rate(idle.pinnedBytesPerSecond)), "
                + "busyCopyShare: \(QuantityFormat.percent(copies.busyPinnedShare))}",
        ]
    }

    private static func rate(_ bytesPerSecond: Double) -> String {
        QuantityFormat.text(bytesPerSecond, .bytesPerSecond)
    }

    private static func overlapText(_ overlap: OverlapProbe) -> String {
        let shares = overlap.shares.sorted()
        let range = "\(QuantityFormat.percent(shares.first ?? 0)) to \(QuantityFormat.percent(shares.last ?? 0))"
        return "\(QuantityFormat.percent(overlap.share)) of a copy runs beside a kernel "
            + "(\(range) in \(shares.count.counted("run"))); "
            + "the kernel then takes \(QuantityFormat.percent(overlap.slowdown)) of its time alone"
    }
}
