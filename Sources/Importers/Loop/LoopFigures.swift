/// A recorded loop's figures by the names that simulated ones have, one value for each epoch that shows them.
package struct LoopFigures: Sendable {
    /// Figures with their values, in their units: samples per second, seconds, shares.
    package let values: [(name: String, ofEpochs: [Double])]
    /// Whether epochs were cut short.
    package let isCut: Bool
    /// Epochs of a simulation that has its steady part where these have theirs.
    package let epochs: Int

    init(_ loop: LoopScenario) {
        let steps = loop.steps
        isCut = steps.cutAfter != nil
        epochs = isCut ? 1 : steps.epochs.count
        let (samples, batch) = (loop.epochSamples / loop.scale, Double(loop.samplesPerBatch))
        func rates(_ seconds: [Double]) -> [Double] { seconds.filter { $0 > 0 }.map { samples / $0 } }
        // Steady are epochs after the first, the starts of workers included; of a single one, what follows a batch.
        let (steadyRates, stalls) =
            epochs > 1
            ? (rates(steps.epochs.dropFirst().map(\.seconds)), steps.epochs.dropFirst().compactMap(\.waitShare))
            : (
                steps.epochs.compactMap(\.steadyStepsPerSecond).map { $0 * batch },
                steps.epochs.compactMap(\.steadyWaitShare)
            )
        var values: [(name: String, ofEpochs: [Double])] = [
            ("runSamplesPerSecond", rates(loop.secondsOfRuns)), ("samplesPerSecond", steadyRates),
            ("stallFraction", stalls),
            ("firstBatchSeconds", steps.epochs.prefix(1).compactMap { $0.waits.isEmpty ? nil : $0.got(0) - $0.begin }),
        ]
        if !isCut { values.append(("epochSeconds", steps.epochs.map(\.seconds))) }
        self.values = values.filter { !$0.ofEpochs.isEmpty }
    }
}

extension LoopScenario {
    /// Seconds of an epoch in each of some runs.
    ///
    /// Epochs count as runs, unless workers persist: then only the first has their start, and a run is that one with
    /// others that are as long as one of them.
    fileprivate var secondsOfRuns: [Double] {
        let seconds = steps.epochs.map(\.seconds)
        let count = Double(seconds.count)
        guard recording.run.loader?.persists == true, steps.cutAfter == nil, count > 1 else { return seconds }
        return seconds.dropFirst().map { (seconds[0] + (count - 1) * $0) / count }
    }
}

extension LoopEpoch {
    /// Share of the whole epoch that the loop waited.
    fileprivate var waitShare: Double? { seconds > 0 ? min(1, waiting / seconds) : nil }

    /// From the first batch to the last: as many waits as steps.
    private var steadySeconds: Double? {
        guard let last = waits.indices.last, got(last) > got(0) else { return nil }
        return got(last) - got(0)
    }

    /// Steps per second from the first batch on; nil of a single one.
    fileprivate var steadyStepsPerSecond: Double? { steadySeconds.map { Double(waits.count - 1) / $0 } }

    /// Share of the time from the first batch on that the loop waited; nil of a single one.
    fileprivate var steadyWaitShare: Double? { steadySeconds.map { min(1, waits[1...].reduce(0, +) / $0) } }
}

extension LoopScenario {
    /// The loop's figures.
    package var figures: LoopFigures { LoopFigures(self) }

    /// Times of the scenario's samples' computation, with the mean over all samples; nil where none was timed.
    package var sampleComputation: (seconds: [Double], mean: Double)? {
        let seconds = recording.run.notes.flatMap(\.sampleCore)
        guard let totals, !seconds.isEmpty else { return nil }
        return (seconds.map { $0 * scale }, (costs?.sampleCore ?? totals.core) * scale)
    }

    /// Times of the scenario's samples' waiting, with the mean over all samples; nil where none was timed.
    package var sampleWaiting: (seconds: [Double], mean: Double)? {
        let seconds = recording.run.notes.flatMap { zip($0.sampleWall, $0.sampleCore).map { max(0, $0 - $1) } }
        guard let totals, !seconds.isEmpty else { return nil }
        return (seconds.map { $0 * scale }, totals.wait * scale)
    }

    /// Times of steps, without what they waited for a core and what receiving a batch from a worker costs in them.
    package var stepSeconds: [Double] { steps.seconds.map { max(0, $0 - receivedSeconds) } }

    /// Settings of the loader by the names of `dataLoader`'s parameters: workers, samples of a batch (nil where they
    /// vary), prefetch factor; nil of another iterable.
    package var loaderSettings: (workers: Int, batchSize: Int?, prefetchFactor: Int?, persists: Bool)? {
        recording.run.loader.map { loader in
            (
                loader.workers, batches.vary ? nil : batches.size,
                loader.workers > 0 ? loader.prefetchFactor ?? 2 : nil, loader.persists
            )
        }
    }
}
