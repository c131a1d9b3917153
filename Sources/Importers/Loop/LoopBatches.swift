import Measurements

/// How many samples the batches of a recorded loop have, as far as some of them tell.
struct LoopBatches: Sendable {
    /// Samples of each batch of the scenario.
    var size: Int
    /// Samples of a batch, on average; `size` where all are alike.
    let mean: Double
    /// The fewest and the most samples; nil where all batches are alike.
    let range: ClosedRange<Int>?
    /// Standard error of the mean; 0 where all batches are alike.
    let standardError: Double

    /// Whether a sampler makes batches of different sizes.
    var vary: Bool { range != nil }

    init(_ run: LoopRun) {
        let sizes = run.notes.flatMap(\.samples)
        let largest = sizes.max() ?? 1
        guard run.loader?.batchSize == nil, Self.areMixed(sizes, run) else {
            size = run.loader?.batchSize ?? largest
            (mean, range, standardError) = (Double(size), nil, 0)
            return
        }
        let tally = Tally(sizes.map(Double.init))
        mean = tally.mean ?? 1
        size = max(1, Int(mean.rounded()))
        range = (sizes.min() ?? 1)...largest
        standardError = ((tally.variance ?? 0) / Double(sizes.count)).squareRoot()
    }

    /// Whether more of them are short than the last ones of epochs, or of each worker's share of a stream.
    private static func areMixed(_ sizes: [Int], _ run: LoopRun) -> Bool {
        let largest = sizes.max() ?? 1
        let short = sizes.count { $0 < largest }
        return short > run.epochs.count * run.shares || 2 * short >= max(1, sizes.count)
    }
}

extension LoopRun {
    /// Parts of the data that each end with a batch of their own: those of workers, where the data are a stream.
    var shares: Int { loader?.kind == "iterable" ? max(1, workers) : 1 }
}
