/// The figures of a run that the measured cases report, from the instants of its steps.
struct StepFigures: Sendable, Equatable {
    /// The steps of one consumer, in order; instants in nanoseconds from before the first iterator was created.
    struct Consumer: Sendable, Equatable {
        /// When `next()` was called.
        var askedAt: [Int64]
        /// When it returned.
        var receivedAt: [Int64]
        /// When the step was over.
        var endedAt: [Int64]
        /// The epoch of each step, from 0.
        var epoch: [Int]
    }

    /// Steps per second of all consumers in the steady window.
    var stepsPerSecond: Double
    /// From before the iterator is created to the first element, in seconds.
    var firstStepSeconds: Double
    /// Length of each epoch, in seconds.
    var epochSeconds: [Double]
    /// Share of the run inside `next()`, the mean of the consumers.
    var stallFraction: Double
    /// Length of the run, in seconds.
    var wallSeconds: Double

    /// The figures of a run.
    ///
    /// Of n steps, counted from 0, the steady window lasts from the end of step s = max(1, ⌊0.2 n⌋) to the end of the
    /// last, and holds the n − 1 − s steps in between. The measured rates are defined so: the measured lengths of the
    /// epochs of `cache_after_map_3ep` give its rates by this window, and rates 1 % lower when step s counts too.
    /// - Returns: nil for fewer than three steps, or when the window takes no time.
    init?(_ consumers: [Consumer]) {
        let ends = consumers.flatMap(\.endedAt).sorted()
        guard ends.count >= 3, let last = ends.last else { return nil }
        let start = max(1, ends.count / 5)
        let window = last - ends[start]
        guard window > 0 else { return nil }
        stepsPerSecond = Double(ends.count - 1 - start) / (Double(window) / 1e9)
        firstStepSeconds = Double(consumers.compactMap(\.receivedAt.first).min() ?? 0) / 1e9
        wallSeconds = Double(last) / 1e9
        let waits = consumers.map { zip($0.receivedAt, $0.askedAt).reduce(0) { $0 + $1.0 - $1.1 } }
        stallFraction = Double(waits.reduce(0, +)) / Double(consumers.count) / Double(last)
        epochSeconds = Self.epochSeconds(consumers)
    }

    private static func epochSeconds(_ consumers: [Consumer]) -> [Double] {
        var ends: [Int64] = []
        for consumer in consumers {
            for (end, epoch) in zip(consumer.endedAt, consumer.epoch) {
                while ends.count <= epoch { ends.append(0) }
                ends[epoch] = max(ends[epoch], end)
            }
        }
        return zip(ends, [0] + ends).map { Double($0 - $1) / 1e9 }
    }
}
