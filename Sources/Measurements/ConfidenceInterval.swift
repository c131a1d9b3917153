/// A two-sided confidence interval of a mean: an estimate and how far it may be off, to either side.
public struct ConfidenceInterval: Equatable, Codable, Sendable {
    /// The estimate, in the observations' unit.
    public let mean: Double

    /// How far the estimate may be off, in the observations' unit; `nil` when fewer than two observations leave it
    /// unknown.
    ///
    /// Half the interval's width; of an interval that reaches farther to one side, as those of shares and ratios do,
    /// the larger distance. Unknown is `nil`, not infinity, so that a report cannot print it as a number by mistake.
    public let halfWidth: Double?

    /// Lower end, in the observations' unit; `nil` when the half-width is unknown.
    public let lower: Double?

    /// Upper end, in the observations' unit; `nil` when the half-width is unknown.
    public let upper: Double?

    /// The share of such intervals that should contain the true mean, strictly between 0 and 1.
    public let confidence: Double

    /// Observations (replications, pairs or batches) behind the estimate.
    public let count: Int

    /// Creates an interval from figures computed elsewhere.
    ///
    /// - Parameters:
    ///   - mean: the estimate.
    ///   - halfWidth: half the width in the same unit, not negative, or `nil` when unknown.
    ///   - confidence: strictly between 0 and 1.
    ///   - count: observations behind the estimate, at least 1.
    public init(mean: Double, halfWidth: Double?, confidence: Double, count: Int) {
        precondition(confidence > 0 && confidence < 1, "A confidence lies strictly between 0 and 1")
        precondition(count >= 1, "An interval needs at least one observation")
        precondition((halfWidth ?? 0) >= 0, "A half-width is not negative")
        self.mean = mean
        self.halfWidth = halfWidth
        lower = halfWidth.map { mean - $0 }
        upper = halfWidth.map { mean + $0 }
        self.confidence = confidence
        self.count = count
    }

    /// Creates an interval that may reach farther to one side than to the other.
    ///
    /// - Parameters:
    ///   - mean: the estimate.
    ///   - ends: the interval, which holds the estimate.
    ///   - confidence: strictly between 0 and 1.
    ///   - count: observations behind the estimate, at least 2.
    init(mean: Double, ends: ClosedRange<Double>, confidence: Double, count: Int) {
        precondition(ends.contains(mean), "An interval holds its estimate")
        self.mean = mean
        halfWidth = max(mean - ends.lowerBound, ends.upperBound - mean)
        lower = ends.lowerBound
        upper = ends.upperBound
        self.confidence = confidence
        self.count = count
    }

    /// Creates the t interval of the mean of independent, identically distributed observations.
    ///
    /// The half-width is t(n − 1, (1 + confidence)/2) · s/√n.
    ///
    /// - Parameters:
    ///   - values: at least one finite observation, for example one per replication.
    ///   - confidence: strictly between 0 and 1.
    /// - Source: A. M. Law (2015), *Simulation Modeling and Analysis*, 5th ed., §4.5 (interval) and §9.4.1
    ///   (replications).
    public init(_ values: [Double], confidence: Double = 0.95) {
        self.init(Tally(values), confidence: confidence)
    }

    /// Creates the t interval of the mean of the observations in a tally.
    ///
    /// - Parameters:
    ///   - tally: at least one observation; they are taken to be independent and identically distributed.
    ///   - confidence: strictly between 0 and 1.
    public init(_ tally: Tally, confidence: Double = 0.95) {
        guard let mean = tally.mean else { preconditionFailure("An interval needs at least one observation") }
        let halfWidth = tally.variance.map { variance in
            StudentT.quantile(probability: (1 + confidence) / 2, degreesOfFreedom: Double(tally.count - 1))
                * (variance / Double(tally.count)).squareRoot()
        }
        self.init(mean: mean, halfWidth: halfWidth, confidence: confidence, count: tally.count)
    }

    /// Half-width as a share of the absolute mean; `nil` when unknown or when a mean of 0 makes it undefined.
    ///
    /// An interval of width 0 has relative half-width 0 whatever its mean: nothing is uncertain.
    public var relativeHalfWidth: Double? {
        guard let halfWidth else { return nil }
        if halfWidth == 0 { return 0 }
        return mean == 0 ? nil : halfWidth / mean.magnitude
    }

    /// Whether a value lies in the interval, its ends included; `false` when the half-width is unknown.
    ///
    /// - Parameter value: a value in the observations' unit.
    public func contains(_ value: Double) -> Bool {
        guard let lower, let upper else { return false }
        return (lower...upper).contains(value)
    }
}
