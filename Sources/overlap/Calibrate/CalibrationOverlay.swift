import DiscreteEvent
import Foundation
import PipelineExecution
import Pipelines
import ScenarioFiles
import Variates

/// A calibration as an overlay for scenarios, with where it comes from.
struct CalibrationOverlay {
    let calibration: Calibration
    let scenario: Scenario
    let machine: MachineDescription

    /// YAML that `--overlay` takes.
    var text: String {
        var lines = ["# The executor's overheads on this machine, for `overlap simulate … --overlay`."]
        lines += machine.text(prefix: "# ").split(separator: "\n").map(String.init)
        lines += stageComments
        let platform = calibration.applied(to: scenario).platform
        lines += [
            "platform.overheads:",
            "  computeCall: \(Self.curve(platform.overheads.computeCall))",
            "  timerOvershoot: \(Self.curve(platform.overheads.timerOvershoot))",
            "  wakeUp: \(Self.curve(platform.overheads.wakeUp))",
            "platform.disk.latency: \(Self.latency(calibration.disk.undisturbedLatencies))",
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

    /// What the stages took when they ran alone, beside what they were told to take, and the distribution that fits.
    ///
    /// Comments: the platform's costs are part of these times, and the stages keep the durations of the scenario.
    private var stageComments: [String] {
        calibration.stages.flatMap { stage -> [String] in
            let mean = stage.seconds.reduce(0, +) / Double(max(1, stage.seconds.count))
            let head =
                "# stage \(stage.stage): \(stage.seconds.count) calls alone took \(Self.time(mean)) in the mean, told "
                + Self.time(stage.drawnMeanSeconds)
            return [head] + Self.fit(stage)
        }
    }

    private static func fit(_ stage: Calibration.StageTimes) -> [String] {
        let fit: DistributionFit
        do { fit = try DistributionFit(stage.seconds, rules: FitRules(relativeResolution: 0.01)) } catch {
            return ["#   no distribution: \(error)"]
        }
        let parameters = fit.parameters.map { parameter in
            let interval = parameter.interval
            return "\(parameter.name) \(rounded(interval.lowerBound)) to \(rounded(interval.upperBound))"
        }
        let intervals = parameters.isEmpty ? "" : "; 95 % intervals: \(parameters.joined(separator: ", "))"
        return [
            "#   \(stage.stage).cost: \(DistributionText.text(fit.distribution, .time))",
            "#   \(fit.reason)\(intervals)",
        ]
    }

    private static func rounded(_ value: Double) -> String { String(format: "%.4g", value) }

    /// Nanoseconds are what the engine counts in.
    private static func time(_ seconds: Double) -> String {
        SimulationTime.nanoseconds(inSeconds: seconds).map { "\($0) ns" } ?? "\(seconds) s"
    }

    private static func curve(_ curve: PiecewiseLinear) -> String {
        if curve.points.count == 1 { return time(curve.points[0].y) }
        return "[" + curve.points.map { "[\(time($0.x)), \(time($0.y))]" }.joined(separator: ", ") + "]"
    }

    /// The family that fits, or a histogram.
    private static func latency(_ seconds: [Double]) -> String {
        do {
            let fit = try DistributionFit(seconds, rules: FitRules(relativeResolution: 0.01))
            return DistributionText.text(fit.distribution, .time)
        } catch {
            // A single value has no distribution.
            return time(seconds.first ?? 0)
        }
    }
}
