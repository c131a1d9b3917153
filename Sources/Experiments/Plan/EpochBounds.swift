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
        /// Its data; nil where they are not known before the run.
        var size: EpochSize?
    }

    private let first: Epoch
    private let later: Epoch
    private let epochs: Double
    /// Samples of a full batch.
    private let batch: Double
    /// Samples of a step, over all accelerators.
    private let samplesPerStep: Double
    /// Seconds of a step at the least.
    private let stepSeconds: Double
    /// Seconds of a step at the most, if its length is known and nothing interrupts an epoch's steps.
    private let longestStepSeconds: Double?
    /// Whether the loop stops for checkpoints or evaluations.
    private let isInterrupted: Bool
    /// Whether accelerators meet after every step.
    private let hasStepBarrier: Bool
    /// Steps for which data can be ready or under way before the part of a run that a figure is of.
    private let stepsAhead: Double

    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    init(_ scenario: Scenario) throws(PipelineError) {
        let share = try scenario.onAccelerator(0).rewritten()
        let training = scenario.pipeline.training
        let batch = max(1, share.pipeline.meanFlows.last?.samples ?? 1)
        self.batch = batch
        func epoch(_ number: Int, _ scenario: Scenario) throws(PipelineError) -> Epoch {
            let free = try Bounds(scenario.withFreeSteps())
            let size = training.firstEpochSteps == nil ? try EpochSize(scenario, epoch: number) : nil
            return Epoch(
                rate: try Bounds(scenario).samplesPerSecond,
                firstBatch: min(batch, size?.fewestSamples ?? batch) / free.samplesPerSecond, size: size)
        }
        // Of an epoch of which a skip leaves nothing there is no run.
        let isEmpty = scenario.pipeline.steps(ofEpoch: 0) == 0
        first = try epoch(0, isEmpty ? scenario : scenario.withEpochs(1))
        later = training.epochs > 1 ? try epoch(1, scenario) : first
        epochs = Double(training.epochs)
        samplesPerStep = batch * Double(scenario.platform.gpu.count)
        stepSeconds = training.step.leastMean
        // A step that shares its cores with the pipeline takes longer, and all of that counts as its own.
        let isKnown = training.device == .gpu && training.checkpoint?.steps == nil
        longestStepSeconds = isKnown ? training.step.mostMean : nil
        isInterrupted = training.checkpoint != nil || training.evaluation != nil
        hasStepBarrier = scenario.platform.gpu.barrier == .step
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
    var epochSeconds: Double? { mean { seconds(of: $0, samples: $1.leastSamples) } }

    /// The mean of a figure over the epochs; nil where it is not known of one.
    private func mean(_ figure: (Epoch, EpochSize) -> Double?) -> Double? {
        guard let firstSize = first.size, let laterSize = later.size, let first = figure(first, firstSize),
            let later = figure(later, laterSize)
        else { return nil }
        return (first + (epochs - 1) * later) / epochs
    }

    private func seconds(of epoch: Epoch, samples: Double) -> Double? {
        epoch.size.map { max(samples / epoch.rate, epoch.firstBatch + $0.steps * stepSeconds) }
    }

    /// The best that a figure can be; nil for a figure that no bound is known of.
    ///
    /// - Parameter metric: one of which more, or less, is better.
    func best(_ metric: Metric) -> Double? {
        switch metric.name {
        case Metric.samplesPerSecond.name: rateOfPart
        case Metric.runSamplesPerSecond.name: runRate
        case Metric.epochSamplesPerSecond.name: mean(sumOfRates)
        case Metric.epochSeconds.name: epochSeconds
        case Metric.firstEpochSeconds.name: first.size.flatMap { seconds(of: first, samples: $0.leastSamples) }
        case Metric.laterEpochSeconds.name: later.size.flatMap { seconds(of: later, samples: $0.leastSamples) }
        case Metric.acceleratorUtilisation.name: mean(utilisation)
        default: nil
        }
    }

    /// Of all the samples that there may be: with fewer of them a run that loads is no faster, and one that computes slower.
    private var runRate: Double? {
        mean { $1.mostSamples }.flatMap { samples in
            mean { seconds(of: $0, samples: $1.mostSamples) }.map { samples / $0 }
        }
    }

    /// Over the accelerators, each in its own time: one may be done early, and the others then load faster.
    ///
    /// The time of interruptions does not count, while buffers fill.
    private func sumOfRates(_ epoch: Epoch, _ size: EpochSize) -> Double? {
        guard !isInterrupted else { return nil }
        let shares = size.shares.filter { $0.mostSamples > 0 }.sorted { $0.leastSamples < $1.leastSamples }
        let loading = shares.indices.reduce(0) { sum, index in
            sum + shares[index].mostSamples / (leastLoaded(index, of: shares) / epoch.rate)
        }
        let computing = shares.reduce(0) { sum, share in
            sum + share.mostSamples / (epoch.firstBatch + share.steps * stepSeconds)
        }
        return min(loading, computing)
    }

    /// Samples that all accelerators together have loaded at the least when one of them has its share, of shares from
    /// the smallest on.
    ///
    /// At best they get theirs one after the other; those that meet after every step are a step behind at most.
    private func leastLoaded(_ index: Int, of shares: [EpochSize.Share]) -> Double {
        guard hasStepBarrier else { return shares[...index].reduce(0) { $0 + $1.leastSamples } }
        let own = shares[index].leastSamples
        return shares.indices.reduce(own) { $0 + ($1 == index ? 0 : min(shares[$1].leastSamples, max(0, own - batch))) }
    }

    /// The steady part is at least half of a run: what buffers held when it began counts twice at most.
    private var rateOfPart: Double? {
        guard let samples = mean({ $1.leastSamples }), stepsAhead.isFinite else { return nil }
        let part = max(1, samples / samplesPerStep * epochs / 2)
        return stepsAhead < part ? max(first.rate, later.rate) * part / (part - stepsAhead) : .infinity
    }

    /// Of the time after an epoch's first step; 1 at most.
    ///
    /// As long as all accelerators have data, they load alike.
    private func utilisation(_ epoch: Epoch, _ size: EpochSize) -> Double? {
        guard stepsAhead.isFinite, let longest = longestStepSeconds, longest > 0, size.steps > 1 else { return nil }
        let together = size.fewestSamples / batch
        let least = max(0, together - 1 - stepsAhead) * samplesPerStep / epoch.rate
        return min(1, (size.steps - 1) * longest / max(least, (size.steps - 1) * longest))
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
