import PipelineRuns
import Pipelines
import Variates

/// The most that figures of a run can be by mean demands, and the least that an epoch can take: what excludes a scenario
/// without a simulation.
///
/// Long-run rates are bounded by ``Bounds``. A figure is of a part of a run, before which buffers were filled: what they can
/// hold at most is granted as done before. An epoch begins with an empty pipeline, so that its first batch has to be loaded
/// before the steps, which then follow one another at best. What a complete cache spares, it spares after the first epoch.
struct EpochBounds: Sendable {
    /// One kind of epoch: the first, or a later one.
    private struct Epoch: Sendable {
        /// Samples per second at most, over all accelerators.
        var rate: Double
        /// Seconds before the first batch can be there, at the least.
        var firstBatch: Double
    }

    private let first: Epoch
    private let later: Epoch
    private let epochs: Double
    /// Samples of a step, over all accelerators.
    private let samplesPerStep: Double
    /// Steps of an epoch of one accelerator; nil where it is not known before the run.
    private let steps: Double?
    private let stepSeconds: Double
    /// Steps for which data can be ready or under way before the part of a run that a figure is of.
    private let stepsAhead: Double

    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    init(_ scenario: Scenario) throws(PipelineError) {
        let share = try scenario.onAccelerator(0).rewritten()
        let training = scenario.pipeline.training
        let samples = max(1, share.pipeline.meanFlows.last?.samples ?? 1) * Double(scenario.platform.gpu.count)
        func epoch(_ scenario: Scenario) throws(PipelineError) -> Epoch {
            let free = try Bounds(scenario.withFreeSteps())
            return Epoch(
                rate: try Bounds(scenario).samplesPerSecond,
                firstBatch: samples / Double(scenario.platform.gpu.count) / free.samplesPerSecond)
        }
        first = try epoch(scenario.withEpochs(1))
        later = training.epochs > 1 ? try epoch(scenario) : first
        epochs = Double(training.epochs)
        samplesPerStep = samples
        let own = training.firstEpochSteps == nil ? share.pipeline.stepsPerEpoch : nil
        steps = own.map(Double.init)
        stepSeconds = training.step.leastMean
        stepsAhead = Self.stepsAhead(share)
    }

    /// Steps' worth of data in buffers and under way at most.
    private static func stepsAhead(_ share: Scenario) -> Double {
        let workers = share.platform.cpu.workers
        let elements = share.pipeline.elementsPerStep
        return share.pipeline.stages.indices.reduce(Double(share.pipeline.training.runAhead)) { steps, index in
            let stage = share.pipeline.stages[index].operator
            let ready = max(Double(stage.bufferCapacity ?? 0), stage.readyLimit(poolThreads: workers) ?? 0)
            // What a stage that joins elements has of the next one is one of its own elements at most.
            return steps + (ready + Double(stage.concurrency)) / max(elements[index], 1e-9)
        }
    }

    /// Seconds of an epoch at the least, mean over all; nil where its steps are not known.
    var epochSeconds: Double? { seconds(of: first).flatMap { first in seconds(of: later).map { mean(first, $0) } } }

    private func mean(_ first: Double, _ later: Double) -> Double { (first + (epochs - 1) * later) / epochs }

    private func seconds(of epoch: Epoch) -> Double? {
        steps.map { max($0 * samplesPerStep / epoch.rate, epoch.firstBatch + $0 * stepSeconds) }
    }

    /// The best that a figure can be; nil for a figure that no bound is known of.
    ///
    /// - Parameter metric: one of which more, or less, is better.
    func best(_ metric: Metric) -> Double? {
        switch metric.name {
        case Metric.samplesPerSecond.name: rateOfPart
        case Metric.runSamplesPerSecond.name, Metric.epochSamplesPerSecond.name:
            epochSeconds.flatMap { seconds in steps.map { $0 * samplesPerStep / seconds } }
        case Metric.epochSeconds.name: epochSeconds
        case Metric.firstEpochSeconds.name: seconds(of: first)
        case Metric.laterEpochSeconds.name: seconds(of: later)
        case Metric.acceleratorUtilisation.name:
            utilisation(first).flatMap { first in utilisation(later).map { mean(first, $0) } }
        default: nil
        }
    }

    /// The steady part is at least half of a run: what buffers held when it began counts twice at most.
    private var rateOfPart: Double? {
        guard let steps, stepsAhead.isFinite else { return nil }
        let part = max(1, steps * epochs / 2)
        return stepsAhead < part ? max(first.rate, later.rate) * part / (part - stepsAhead) : .infinity
    }

    /// Of the time after an epoch's first step; 1 at most.
    private func utilisation(_ epoch: Epoch) -> Double? {
        guard let steps, stepsAhead.isFinite, stepSeconds > 0, steps > 1 else { return nil }
        let least = max(0, steps - 1 - stepsAhead) * samplesPerStep / epoch.rate
        return min(1, (steps - 1) * stepSeconds / max(least, (steps - 1) * stepSeconds))
    }
}

extension Scenario {
    /// The same with steps that take no time: what is left is loading.
    fileprivate func withFreeSteps() throws(PipelineError) -> Scenario {
        try with {
            $0.step = .constant(0)
            $0.hostOverhead = .constant(0)
        }
    }

    /// The same with another number of epochs.
    fileprivate func withEpochs(_ count: Int) throws(PipelineError) -> Scenario { try with { $0.epochs = count } }

    private func with(_ change: (inout TrainingLoop) -> Void) throws(PipelineError) -> Scenario {
        var (changed, training) = (self, pipeline.training)
        change(&training)
        changed.pipeline = try Pipeline(stages: pipeline.stages, training: training)
        return changed
    }
}
