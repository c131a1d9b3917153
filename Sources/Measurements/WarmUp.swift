/// What MSER says about the start of a series of batch means: how much of it is warm-up.
///
/// The marginal standard error rule drops the first d of k batch means for the d that minimises
///
///     MSER(d) = Σⱼ₌d+1…k (Zⱼ − Z̄(d))² ÷ (k − d)²,    Z̄(d) the mean of the kept ones,
///
/// the squared standard error of the kept mean: dropping helps while it removes bias and harms once it only removes
/// data. "MSER-5" means batches of five observations. The last five batches are never candidates, because the variance
/// of a handful of means is small by chance. Of equal minima the earliest wins. A minimum in the second half is MSER's
/// own sign that the run is too short, and is reported, never used.
///
/// - Source: K. P. White (1997), "An effective truncation heuristic for bias reduction in simulation output",
///   Simulation 69(6), 323–334; K. P. White, M. J. Cobb, S. C. Spratt (2000), "A comparison of five steady-state
///   truncation heuristics for simulation", Winter Simulation Conference; K. Hoad, S. Robinson, R. Davies (2010),
///   "Automating warm-up length estimation", Journal of the Operational Research Society 61(9), 1389–1403.
public enum WarmUp: Equatable, Sendable {
    /// The first `batches` batches are warm-up; the rest is steady.
    case truncate(batches: Int)

    /// The minimum lies in the second half, after `minimum` batches: run longer, or there is no steady state.
    case notConverged(minimum: Int)

    /// Fewer batches than ``fewestBatches``: nothing can be said.
    case tooShort(batches: Int)

    /// Batches at the end that are never candidates for truncation.
    public static let excludedBatches = 5

    /// Batches needed to judge: twelve, so that a candidate lies in the second half and failure can be told.
    public static let fewestBatches = 2 * excludedBatches + 2

    /// Judges a series of batch means.
    ///
    /// - Parameter batchMeans: finite means of equally long consecutive batches, in time order, in any unit.
    /// - Complexity: O(n) time, no allocation.
    public init(batchMeans: [Double]) {
        let count = batchMeans.count
        guard count >= Self.fewestBatches else {
            self = .tooShort(batches: count)
            return
        }
        // From the end, so that each suffix's squared deviations come from the next shorter one's (Welford). Unlike
        // differences of sums of squares this is exactly 0 on a constant suffix, which is what makes ties exact.
        var suffix = Tally()
        var smallest = Double.infinity
        var minimum = 0
        for dropped in stride(from: count - 1, through: 0, by: -1) {
            suffix.record(batchMeans[dropped])
            guard suffix.count >= Self.excludedBatches, let variance = suffix.variance else { continue }
            let kept = Double(suffix.count)
            let statistic = variance * (kept - 1) / (kept * kept)
            if statistic <= smallest {
                smallest = statistic
                minimum = dropped
            }
        }
        self = 2 * minimum > count ? .notConverged(minimum: minimum) : .truncate(batches: minimum)
    }

    /// Judges single observations in batches of five (MSER-5); an incomplete last batch is left out.
    ///
    /// - Parameters:
    ///   - observations: finite observations in time order, in any unit.
    ///   - batchSize: observations per batch, at least 1.
    public init(observations: [Double], batchSize: Int = 5) {
        self.init(batchMeans: BatchMeans.batched(observations, size: batchSize))
    }

    /// Judges the mean time between steps in a run's snapshots.
    ///
    /// - Parameter series: the run's snapshots.
    public init(_ series: SnapshotSeries<some CumulativeSnapshot>) {
        self.init(batchMeans: series.batchMeanNanoseconds)
    }
}
