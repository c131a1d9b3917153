import CGSL

/// Intervals of figures that have bounds: shares lie between 0 and 1, and ratios of rates above 0.
///
/// A t interval knows no bounds: beside one it reaches beyond, and covers badly, because there the observations are
/// skewed. These are t intervals on a scale without bounds, carried back; how often they cover is in decision record 3.
extension ConfidenceInterval {
    /// How far beyond 0 and 1 rounding may take a share.
    private static let rounding = 1e-9

    /// Creates the interval of the mean of independent shares: the t interval of its log-odds, ln(m ÷ (1 − m)).
    ///
    /// By the delta method the half-width there is h ÷ (m(1 − m)), h that of the t interval. When all shares are equal
    /// (all 0, for example), the interval has no width. Values that are no shares get the plain t interval, so that a
    /// mistake is not hidden.
    ///
    /// - Parameters:
    ///   - values: at least one number from 0 to 1, for example one per replication.
    ///   - confidence: strictly between 0 and 1.
    /// - Source: L. D. Brown, T. T. Cai, A. DasGupta (2001), "Interval estimation for a binomial proportion",
    ///   Statistical Science 16(2), 101–133 (logit interval); A. Agresti (2013), *Categorical Data Analysis*, 3rd ed.,
    ///   §16.1 (delta method).
    public init(ofShares values: [Double], confidence: Double = 0.95) {
        let shares = values.map { min(max($0, 0), 1) }
        guard zip(values, shares).allSatisfy({ ($0 - $1).magnitude <= Self.rounding }) else {
            self.init(values, confidence: confidence)
            return
        }
        self.init(share: ConfidenceInterval(shares, confidence: confidence))
    }

    /// The interval of a mean share on the scale of its log-odds.
    ///
    /// - Parameter plain: its t interval. A mean that is no share keeps it.
    init(share plain: ConfidenceInterval) {
        guard (-Self.rounding...1 + Self.rounding).contains(plain.mean) else {
            self = plain
            return
        }
        let (yes, no) = (plain.mean, 1 - plain.mean)
        guard let halfWidth = plain.halfWidth, halfWidth > 0, yes > 0, no > 0 else {
            let width = plain.halfWidth.map { _ in 0.0 }
            self.init(mean: min(max(yes, 0), 1), halfWidth: width, confidence: plain.confidence, count: plain.count)
            return
        }
        let ratio = overlap_exp(halfWidth / (yes * no))
        // The odds m ÷ (1 − m), divided and multiplied; with an infinite ratio the ends are 0 and 1.
        let (lower, upper) = (yes / (yes + no * ratio), yes / (yes + no / ratio))
        self.init(mean: yes, ends: min(lower, yes)...max(upper, yes), confidence: plain.confidence, count: plain.count)
    }

    /// The interval of a positive estimate on a logarithmic scale: m·e^(∓h/m), by the delta method; unknown where that
    /// has no upper end.
    ///
    /// - Parameters:
    ///   - mean: the estimate, above 0.
    ///   - halfWidth: that of its t interval, or nil when unknown.
    init(positive mean: Double, halfWidth: Double?, confidence: Double, count: Int) {
        precondition(mean > 0, "A positive estimate is above 0")
        let factor = halfWidth.map { overlap_exp($0 / mean) } ?? .infinity
        guard (mean * factor).isFinite else {
            self.init(mean: mean, halfWidth: nil, confidence: confidence, count: count)
            return
        }
        self.init(mean: mean, ends: mean / factor...mean * factor, confidence: confidence, count: count)
    }
}
