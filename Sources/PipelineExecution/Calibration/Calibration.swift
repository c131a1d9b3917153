public import Pipelines

/// The executor's overheads on this machine, beyond the times that it is told to spend, measured stage by stage.
///
/// Each figure comes from runs of small pipelines in which the stage in question is the limit, after a warm-up.
public struct Calibration: Sendable {
    /// Beyond the duration of a function that waits: its thread must be found, others told, and its sleep ends late.
    ///
    /// In seconds, by the duration in seconds.
    public var wait: PiecewiseLinear
    /// Beyond the time on a core of a function that computes, in seconds, by that time in seconds.
    public var compute: PiecewiseLinear
    /// Beyond the duration of a step that follows another at once, in seconds.
    public var launchSeconds: Double
    /// What a step costs more after the training loop has been blocked, in seconds, by that time in seconds.
    public var wakeUp: PiecewiseLinear
    /// Reads, where the pipeline's samples have bytes, and the passing on of samples that have none.
    public var disk: DiskCalibration
    /// Reads of samples that the read cache keeps, where there is one.
    public var readCache: ReadCacheCalibration?
    /// Copies to the accelerator, where the pipeline makes any.
    public var copy: CopyCalibration?
    /// Times of the stages that compute or wait, each run alone.
    public var stages: [StageTimes]

    /// The seconds that the calls of a stage took, one by one.
    public struct StageTimes: Sendable {
        /// The stage's name.
        public var stage: String
        /// From the beginning of a call in its thread to its end, in seconds.
        public var seconds: [Double]
        /// The mean of what the calls were told to spend, in seconds.
        public var drawnMeanSeconds: Double
    }

    /// Whether a calibration of one scenario on a machine is good for the other.
    public static func isCommon(to scenario: Scenario, _ other: Scenario) -> Bool {
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
    public static func callsCostAlike(in scenario: Scenario, _ other: Scenario) -> Bool {
        func calls(_ scenario: Scenario) -> Int {
            Surroundings(scenario.pipeline).computingCalls(cores: scenario.platform.cpu.cores)
        }
        return scenario.pipeline.training.device == other.pipeline.training.device && calls(scenario) == calls(other)
    }

    /// The scenario on the platform as it was measured: its own durations, this machine's costs.
    public func applied(to scenario: Scenario) -> Scenario {
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
