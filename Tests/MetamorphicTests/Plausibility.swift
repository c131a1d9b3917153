import Experiments
import PipelineRuns
import Pipelines
import Variates

/// What must be true of the figures of any run.
enum Plausibility {
    static func mistakes(in report: RunReport, of scenario: Scenario) -> [String] {
        let shares = shares(of: report).filter { !(0...1).contains($0.value) }.map { "\($0.name) is \($0.value)" }
        return shares + order(of: report, of: scenario) + capacity(of: scenario, report)
            + bounds(of: scenario, report) + epochs(of: scenario, report)
    }

    /// No more than the accelerators can compute; what else bounds a rate belongs here.
    private static func capacity(of scenario: Scenario, _ report: RunReport) -> [String] {
        guard case .constant(let seconds) = scenario.pipeline.training.step else { return [] }
        let needed = Double(report.steps) * seconds / Double(scenario.platform.gpu.count)
        return needed > report.simulatedSeconds * (1 + 1e-12) ? ["the steps alone take \(needed) s"] : []
    }

    /// A run that begins with empty buffers, and whose times do not vary, is no faster than the bound of mean demands.
    ///
    /// Where accelerators differ in their shares, filters in what they keep, or a stage takes the first of each few elements, a
    /// sample's mean demand is not that of each run.
    private static func bounds(of scenario: Scenario, _ report: RunReport) -> [String] {
        let stages = scenario.pipeline.stages.map(\.operator)
        guard scenario.platform.gpu.count == 1,
            !stages.contains(where: { $0 is Filter || $0.keepsData || $0.endsEarly || $0.choosesByPosition }),
            scenario.hasConstantTimes, let bounds = try? Bounds(scenario)
        else { return [] }
        // Storage accepts its first request, and opens its first file, at once.
        let atOnce =
            bounds.binding?.kind == .diskRequests
            ? 1 / min(scenario.pipeline.requestsPerSample, scenario.pipeline.opensPerSample) : 0
        let rate = (Double(report.samples) - atOnce) / report.simulatedSeconds
        let most = bounds.samplesPerSecond
        return rate > most * (1 + 1e-9)
            ? ["\(rate) samples/s are more than \(most), by \(bounds.binding?.name ?? "")"] : []
    }

    /// They follow each other.
    private static func epochs(of scenario: Scenario, _ report: RunReport) -> [String] {
        let sum = report.epochSeconds * Double(scenario.pipeline.training.epochs)
        let isSum = abs(sum - report.simulatedSeconds) <= 1e-9 * report.simulatedSeconds
        return isSum ? [] : ["the epochs add up to \(sum) s of \(report.simulatedSeconds) s"]
    }

    private static func shares(of report: RunReport) -> [(name: String, value: Double)] {
        var shares = Metric.all.filter { $0.unit == .fraction }.compactMap { metric in
            metric.value(report).map { (metric.name, $0) }
        }
        for figures in [report.steady, report.wholeRun] {
            shares += loop(figures.loop)
            for (stage, figures) in zip(report.stages, figures.stages) {
                shares += [
                    ("\(stage.name): utilisation", figures.utilisation), ("\(stage.name): storage", figures.storage),
                    ("\(stage.name): held back", figures.heldBack), ("\(stage.name): ahead", figures.ahead),
                ]
            }
        }
        shares += waits(of: report.wholeRun)
        for stage in report.stages {
            shares += [stage.emptyFraction, stage.fullFraction].compactMap { $0 }.map { (stage.name, $0) }
        }
        return shares + report.resources.map { ($0.name, $0.utilisation) }
    }

    /// Where the training loops' time goes, and all of it together.
    private static func loop(_ loop: LoopTime) -> [(name: String, value: Double)] {
        let parts = [
            ("computation", loop.computation), ("copies", loop.copies), ("launches", loop.launches),
            ("waiting", loop.waiting), ("boundaries", loop.boundaries), ("starved", loop.starved),
            ("barrier", loop.barrier), ("interruptions", loop.interruptions), ("host", loop.host),
        ]
        let sum = parts.reduce(0) { $0 + $1.1 }
        return parts + [("the loop's time but for rounding", sum - 1e-9), ("what it lacks", 1 + 1e-9 - sum)]
    }

    /// Each instant of a run's waiting is charged to one stage and cause; shares are rounded.
    private static func waits(of run: WindowFigures) -> [(name: String, value: Double)] {
        [
            (
                "0.5 and the waits that are not charged, a millionth being 1",
                0.5 + 1e6 * (run.chargedWaiting - run.loop.waiting)
            )
        ]
    }

    /// Of an epoch in which filters keep nothing, or which was trained before, there is no batch; then the first one comes
    /// later.
    private static func order(of report: RunReport, of scenario: Scenario) -> [String] {
        let stages = scenario.pipeline.stages.map(\.operator)
        let hasBatches =
            scenario.pipeline.stepsPerEpoch != nil && !stages.contains { ($0 as? Skip)?.acts == .once }
        let epoch = hasBatches ? [("first epoch", report.firstEpochSeconds)] : []
        let increasing =
            [("nothing", 0), ("first batch", report.firstBatchSeconds)] + epoch + [("run", report.simulatedSeconds)]
        return zip(increasing, increasing.dropFirst()).filter { $0.1 > $1.1 * (1 + 1e-12) }.map {
            "\($0.0), \($0.1) s, takes longer than \($1.0), \($1.1) s"
        }
    }
}

extension Scenario {
    /// Whether no time of it varies, nor the length of its files.
    fileprivate var hasConstantTimes: Bool {
        let services = pipeline.stages.flatMap { stage in
            [stage.operator.serviceTime?.secondsPerElement, stage.operator.serviceTime?.secondsPerByte]
        }
        let times =
            services + [
                pipeline.training.step, pipeline.training.hostOverhead, platform.disk.latency,
                pipeline.storedFiles.size,
            ]
        return times.allSatisfy { $0?.variance ?? 0 == 0 } && platform.disk.failureShare == 0
            && platform.readCache.missRate == nil && pipeline.storedFiles.lengths.samplesPerFile != nil
    }
}
