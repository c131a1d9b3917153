package import Pipelines

/// The executor's overheads on this machine, beyond the times that it is told to spend, measured stage by stage.
///
/// Each figure comes from runs of small pipelines in which the stage in question is the limit, after a warm-up.
package struct Calibration: Sendable {
    /// Beyond the duration of a function that waits: its thread must be found, others told, and its sleep ends late.
    ///
    /// In seconds, by the duration in seconds.
    package var wait: PiecewiseLinear
    /// Beyond the time on a core of a function that computes, in seconds, by that time in seconds.
    package var compute: PiecewiseLinear
    /// Beyond the duration of a step that follows another at once, in seconds.
    package var launchSeconds: Double
    /// What a step costs more after the training loop has been blocked, in seconds, by that time in seconds.
    package var wakeUp: PiecewiseLinear
    /// Reads, where the pipeline's samples have bytes, and the passing on of samples that have none.
    package var disk: DiskCalibration
    /// Reads of samples that the read cache keeps, where there is one.
    package var readCache: ReadCacheCalibration?
    /// Copies to the accelerator, where the pipeline makes any.
    package var copy: CopyCalibration?
    /// Times of the stages that compute or wait, each run alone.
    package var stages: [StageTimes]

    /// The seconds that the calls of a stage took, one by one.
    package struct StageTimes: Sendable {
        /// The stage's name.
        package var stage: String
        /// From the beginning of a call in its thread to its end, in seconds.
        package var seconds: [Double]
        /// The mean of what the calls were told to spend, in seconds.
        package var drawnMeanSeconds: Double
    }

    /// Whether a calibration of one scenario on a machine is good for the other.
    package static func isCommon(to scenario: Scenario, _ other: Scenario) -> Bool {
        Surroundings(scenario.pipeline) == Surroundings(other.pipeline) && scenario.platform == other.platform
            && scenario.run.seed == other.run.seed
    }

    /// Whether a calibration of one scenario on a machine is good for the other, but for what its read cache takes.
    package static func isCommonButForReadCache(_ scenario: Scenario, _ other: Scenario) -> Bool {
        var alike = other
        alike.platform.readCache = scenario.platform.readCache
        return isCommon(to: scenario, alike)
    }

    /// Whether calls and copies of one scenario on a machine cost what those of the other do.
    package static func callsCostAlike(in scenario: Scenario, _ other: Scenario) -> Bool {
        func calls(_ scenario: Scenario) -> Int {
            Surroundings(scenario.pipeline).computingCalls(cores: scenario.platform.cpu.cores)
        }
        return scenario.pipeline.training.device == other.pipeline.training.device && calls(scenario) == calls(other)
    }

    /// The scenario on the platform as it was measured: its own durations, this machine's costs.
    package func applied(to scenario: Scenario) -> Scenario {
        var calibrated = scenario
        calibrated.platform.overheads = .none
        calibrated.platform.overheads.computeCall = compute
        calibrated.platform.overheads.timerOvershoot = wait
        calibrated.platform.overheads.wakeUp = wakeUp
        disk.apply(to: &calibrated.platform.disk)
        readCache?.apply(to: &calibrated.platform.readCache)
        calibrated.platform.gpu.launchOverheadSeconds = max(0, launchSeconds)
        copy?.apply(to: &calibrated)
        return calibrated
    }
}
