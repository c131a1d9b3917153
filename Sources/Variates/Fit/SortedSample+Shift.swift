import CGSL

extension SortedSample {
    /// The shift, from 0 to below the minimum, at which a log-likelihood is greatest.
    ///
    /// The search is over the logarithm of the distance to the minimum: a grid, then golden sections around its best
    /// point. The distance is at least the expected excess of an exponential's minimum, (mean − minimum)/n: nearer, the
    /// likelihoods of some families rise without end and say nothing.
    ///
    /// - Parameter logLikelihood: the greatest log-likelihood per value for a shift; nil where there is none.
    /// - Returns: nil where values are too few to tell, or where the best shift is too small to matter.
    func likeliestShift(_ logLikelihood: (Double) -> Double?) -> Double? {
        let nearest = (mean - minimum) / count
        guard values.count >= FitRules.fewestForEnds, nearest > 0, nearest < minimum else { return nil }
        let lower = overlap_log(nearest)
        let upper = overlap_log(minimum)
        func height(_ logDistance: Double) -> Double {
            logLikelihood(max(0, minimum - overlap_exp(logDistance))) ?? -.infinity
        }
        let steps = 8
        let width = (upper - lower) / Double(steps)
        var best = 0
        var greatest = -Double.infinity
        for step in 0...steps {
            let found = height(lower + Double(step) * width)
            if found > greatest { (best, greatest) = (step, found) }
        }
        let peak = goldenSection(
            from: lower + Double(max(0, best - 1)) * width, to: lower + Double(min(steps, best + 1)) * width, height)
        let shift = max(0, minimum - overlap_exp(peak))
        return shift >= FitRules.smallestShift * median ? shift : nil
    }

    /// The probability below which the smallest of the values lies in 95 % of samples, each at this level.
    var minimumLevel: Double { -overlap_expm1(overlap_log(0.05) / count) }
}

extension FittedParameter {
    /// A shift whose distance to the minimum has a logarithm that is about normal.
    ///
    /// The shift itself is far from normal, since it ends at the minimum: of 500 samples of 400 values from a shifted
    /// gamma, a symmetric interval missed 65, and this one misses 21.
    static func shift(_ estimate: Double, _ sample: SortedSample, standardError: Double) -> FittedParameter {
        let distance = sample.minimum - estimate
        let factor = overlap_exp(normalQuantile * standardError / distance)
        return FittedParameter(
            "by", .quantity, estimate, from: max(0, sample.minimum - distance * factor),
            to: sample.minimum - distance / factor)
    }

    /// A shift of which the minimum tells most: the minimum exceeds it by at most `excess` in 95 % of samples.
    static func shift(_ estimate: Double, _ sample: SortedSample, excess: Double) -> FittedParameter {
        FittedParameter("by", .quantity, estimate, from: max(0, sample.minimum - excess), to: sample.minimum)
    }
}

/// Where a function with one peak is greatest, to 0.01.
///
/// - Source: Kiefer (1953), "Sequential minimax search for a maximum", Proceedings of the AMS 4(3).
private func goldenSection(from lower: Double, to upper: Double, _ height: (Double) -> Double) -> Double {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (lower, upper) = (lower, upper)
    var left = upper - ratio * (upper - lower)
    var right = lower + ratio * (upper - lower)
    var (leftHeight, rightHeight) = (height(left), height(right))
    while upper - lower > 0.01 {
        if leftHeight >= rightHeight {
            (upper, right, rightHeight) = (right, left, leftHeight)
            left = upper - ratio * (upper - lower)
            leftHeight = height(left)
        } else {
            (lower, left, leftHeight) = (left, right, rightHeight)
            right = lower + ratio * (upper - lower)
            rightHeight = height(right)
        }
    }
    return lower + (upper - lower) / 2
}
