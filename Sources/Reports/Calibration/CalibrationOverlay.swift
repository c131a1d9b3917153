package import Experiments
import Foundation
package import PipelineExecution
package import Pipelines
import ScenarioFiles
import Variates

/// A calibration as an overlay for scenarios, with where it comes from.
package struct CalibrationOverlay {
    private let calibration: Calibration
    private let scenario: Scenario
    private let machine: MachineDescription

    /// - Parameters:
    ///   - scenario: what was calibrated.
    ///   - machine: on which.
    package init(calibration: Calibration, scenario: Scenario, machine: MachineDescription) {
        self.calibration = calibration
        self.scenario = scenario
        self.machine = machine
    }

    /// YAML that `--overlay` takes.
    package var text: String { document.text }

    private var document: OverlayDocument {
        var document = OverlayDocument(units: .measured)
        let machineLines = machine.text(prefix: "").split(separator: "\n").map(String.init)
        let origin = "The executor's overheads on this machine, for `overlap simulate … --overlay`."
        for line in [origin] + machineLines + stageComments { document.comment(line) }
        let platform = calibration.applied(to: scenario).platform
        document.setPlatform(Self.section(platform.overheads))
        document.setPlatform(Disk.self, "latency", Self.latency(calibration.disk.undisturbedLatencies))
        if let rates = platform.disk.bytesPerSecond {
            document.setPlatform(Disk.self, "bandwidthByDepth", .list(rates.map(WrittenValue.bandwidth)))
        }
        if calibration.copy != nil {
            document.setPlatform(GPU.self, "copyLatency", .time(platform.gpu.copyLatencySeconds))
            if let rate = platform.gpu.copyBytesPerSecond {
                document.setPlatform(GPU.self, "copyBandwidth", .bandwidth(rate))
            }
        }
        document.setPlatform(GPU.self, "launchOverhead", .time(platform.gpu.launchOverheadSeconds))
        return document
    }

    private static func section(_ overheads: Overheads) -> SectionDocument {
        var section = SectionDocument(Overheads.self)
        section.set("computeCall", .curve(ofSeconds: overheads.computeCall))
        section.set("timerOvershoot", .curve(ofSeconds: overheads.timerOvershoot))
        section.set("wakeUp", .curve(ofSeconds: overheads.wakeUp))
        return section
    }

    /// What the stages took when they ran alone, beside what they were told to take, and the distribution that fits.
    ///
    /// Comments: the platform's costs are part of these times, and the stages keep the durations of the scenario.
    private var stageComments: [String] {
        calibration.stages.flatMap { stage -> [String] in
            let mean = stage.seconds.reduce(0, +) / Double(max(1, stage.seconds.count))
            let head =
                "stage \(stage.stage): \(stage.seconds.count) calls alone took \(time(mean)) on average, requested: "
                + time(stage.drawnMeanSeconds)
            return [head] + Self.fit(stage)
        }
    }

    private static func fit(_ stage: Calibration.StageTimes) -> [String] {
        let fit: DistributionFit
        do { fit = try DistributionFit(stage.seconds, rules: FitRules(relativeResolution: 0.01)) } catch {
            return ["  no distribution: \(error)"]
        }
        let parameters = fit.parameters.map { parameter in
            let interval = parameter.interval
            return "\(parameter.name) \(rounded(interval.lowerBound)) to \(rounded(interval.upperBound))"
        }
        let intervals = parameters.isEmpty ? "" : "; 95 % intervals: \(parameters.joined(separator: ", "))"
        return [
            "  \(stage.stage).cost: \(WrittenValue(fit.distribution, .time).text())",
            "  \(fit.reason)\(intervals)",
        ]
    }

    private static func rounded(_ value: Double) -> String { String(format: "%.4g", value) }

    private func time(_ seconds: Double) -> String { WrittenValue.time(seconds).text() }

    /// The family that fits, or a histogram.
    private static func latency(_ seconds: [Double]) -> WrittenValue {
        do {
            let fit = try DistributionFit(seconds, rules: FitRules(relativeResolution: 0.01))
            return WrittenValue(fit.distribution, .time)
        } catch {
            // A single value has no distribution.
            return .time(seconds.first ?? 0)
        }
    }
}
