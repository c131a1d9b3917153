/// A recorded loop's figures, one value for each epoch, by the names that simulated ones have.
package struct LoopFigures: Sendable {
    /// Figures with their values, in their units: samples per second, seconds, shares.
    package let values: [(name: String, ofEpochs: [Double])]
    /// Whether the only epoch was cut short.
    package let isCut: Bool

    init(_ loop: LoopScenario) {
        let steps = loop.steps
        isCut = steps.cutAfter != nil
        let samples = steps.cutAfter.map { Double($0 * loop.samplesPerBatch) } ?? loop.wholeSamples
        let batch = Double(loop.samplesPerBatch)
        var values: [(name: String, ofEpochs: [Double])] = [
            ("runSamplesPerSecond", steps.epochs.compactMap { $0.seconds > 0 ? samples / $0.seconds : nil }),
            ("samplesPerSecond", steps.epochs.compactMap { $0.steadyStepsPerSecond.map { $0 * batch } }),
            ("stallFraction", steps.epochs.compactMap(\.steadyWaitShare)),
            ("firstBatchSeconds", steps.epochs.prefix(1).compactMap { $0.waits.isEmpty ? nil : $0.got(0) - $0.begin }),
        ]
        if !isCut { values.append(("epochSeconds", steps.epochs.map(\.seconds))) }
        self.values = values.filter { !$0.ofEpochs.isEmpty }
    }
}

extension LoopEpoch {
    /// Steps per second from the first batch on; nil of a single one.
    fileprivate var steadyStepsPerSecond: Double? {
        guard asked.count > 1, let last = asked.last, last > got(0) else { return nil }
        return Double(asked.count - 1) / (last - got(0))
    }

    /// Share of the time from the first batch on that the loop waited; nil of a single one.
    fileprivate var steadyWaitShare: Double? {
        guard asked.count > 1, let last = asked.last, last > got(0) else { return nil }
        return min(1, waits[1..<(waits.count - 1)].reduce(0, +) / (last - got(0)))
    }
}

extension LoopScenario {
    /// The loop's figures.
    package var figures: LoopFigures { LoopFigures(self) }

    /// Times of samples' computation, with the mean over all samples; nil where none was timed.
    package var sampleComputation: (seconds: [Double], mean: Double)? {
        let seconds = recording.run.notes.flatMap(\.sampleCore)
        guard let totals, !seconds.isEmpty else { return nil }
        return (seconds, costs?.sampleCore ?? totals.core)
    }

    /// Times of samples' waiting, with the mean over all samples; nil where none was timed.
    package var sampleWaiting: (seconds: [Double], mean: Double)? {
        let seconds = recording.run.notes.flatMap { zip($0.sampleWall, $0.sampleCore).map { max(0, $0 - $1) } }
        guard let totals, !seconds.isEmpty else { return nil }
        return (seconds, totals.wait)
    }

    /// Times of steps, without what they waited for a core and what receiving a batch from a worker costs in them.
    package var stepSeconds: [Double] { steps.seconds.map { max(0, $0 - receivedSeconds) } }

    /// Settings of the loader by the names of `dataLoader`'s parameters: workers, samples of a batch, prefetch factor;
    /// nil of another iterable.
    package var loaderSettings: (workers: Int, batchSize: Int, prefetchFactor: Int?, persists: Bool)? {
        recording.run.loader.map { loader in
            (loader.workers, samplesPerBatch, loader.workers > 0 ? loader.prefetchFactor ?? 2 : nil, loader.persists)
        }
    }
}
