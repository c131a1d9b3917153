import Foundation
import PipelineExecution
import Pipelines

/// A calibration as an overlay for scenarios, with where it comes from.
struct CalibrationOverlay {
    let calibration: Calibration
    let scenario: Scenario
    let machine: MachineDescription

    /// YAML that `--overlay` takes.
    var text: String {
        var lines = ["# What this machine's executor costs, for `overlap simulate … --overlay`."]
        lines += machine.text(prefix: "# ").split(separator: "\n").map(String.init)
        lines += stageComments
        let platform = calibration.applied(to: scenario).platform
        lines += [
            "platform.overheads:",
            "  computeCall: \(Self.curve(platform.overheads.computeCall))",
            "  timerOvershoot: \(Self.curve(platform.overheads.timerOvershoot))",
            "  wakeUp: \(Self.curve(platform.overheads.wakeUp))",
            "platform.disk.latency: \(Self.latency(calibration.disk.latencies))",
        ]
        if let rates = platform.disk.bytesPerSecond {
            let list = rates.map { String(format: "%.6g MB/s", $0 / 1e6) }.joined(separator: ", ")
            lines.append("platform.disk.bandwidthByDepth: [\(list)]")
        }
        if let copy = calibration.copy {
            lines.append("platform.gpu.copyLatency: \(Self.time(copy.latencySeconds))")
            if let rate = copy.bytesPerSecond {
                lines.append("platform.gpu.copyBandwidth: \(String(format: "%.6g MB/s", rate / 1e6))")
            }
        }
        lines.append("platform.gpu.launchOverhead: \(Self.time(platform.gpu.launchOverheadSeconds))")
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the stages took when they ran alone, beside what they were told to take.
    private var stageComments: [String] {
        calibration.stages.map { stage in
            let seconds = stage.seconds
            let mean = seconds.reduce(0, +) / Double(max(1, seconds.count))
            return "# stage \(stage.stage): \(seconds.count) calls alone took \(Self.time(mean)) in the mean, "
                + "told \(Self.time(stage.drawnMeanSeconds))"
        }
    }

    /// Nanoseconds are what the engine counts in.
    private static func time(_ seconds: Double) -> String { "\(Int64((seconds * 1e9).rounded())) ns" }

    private static func curve(_ curve: PiecewiseLinear) -> String {
        if curve.points.count == 1 { return time(curve.points[0].y) }
        return "[" + curve.points.map { "[\(time($0.x)), \(time($0.y))]" }.joined(separator: ", ") + "]"
    }

    /// Percentiles, the highest hundredth cut off: that is other load.
    private static func latency(_ seconds: [Double]) -> String {
        let sorted = seconds.sorted()
        guard let first = sorted.first else { return time(0) }
        let kept = Array(sorted.prefix(max(1, sorted.count * 99 / 100)))
        let marks = [0, 10, 25, 50, 75, 90, 100]
        let values = marks.map { kept[min(kept.count - 1, $0 * (kept.count - 1) / 100)] }
        guard values[values.count - 1] - first > 1e-9 else { return time(first) }
        let list = zip(marks, values).map { "\($0) %: \(time($1))" }.joined(separator: ", ")
        return "{percentiles: {\(list)}}"
    }
}
