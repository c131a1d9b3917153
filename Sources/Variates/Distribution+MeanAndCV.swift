import CGSL

// The exponential needs no form of its own here: its natural parameter is the mean, its cv is 1.

extension Distribution {
    /// The smallest coefficient of variation other than 0: below, shapes exceed what doubles and GSL resolve.
    private static let smallestCV = 1e-6

    /// Uniform around `mean`, half-width √3·cv·mean; cv from 0 (constant) to 1/√3, where the lower end is 0.
    public static func uniform(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        let largest = (1.0 / 3).squareRoot()
        guard try spread("uniform", mean, cv, atMost: largest, because: "its lower end would be negative")
        else { return .constant(mean) }
        let halfWidth = min(3.0.squareRoot() * cv, 1) * mean
        return try valid(.uniform(lower: mean - halfWidth, upper: mean + halfWidth))
    }

    /// Gamma with shape 1/cv² and scale mean·cv²; cv from 0 (constant) to 31.6.
    public static func gamma(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        let largest = (1 / ParameterChecks.smallestShape).squareRoot()
        guard try spread("gamma", mean, cv, atMost: largest, because: "its draws would underflow to zero")
        else { return .constant(mean) }
        return try gamma(mean: mean, shape: 1 / (cv * cv))
    }

    /// Gamma with the given shape and scale mean/shape.
    public static func gamma(mean: Double, shape: Double) throws(DistributionError) -> Distribution {
        try ParameterChecks("gamma").positive("mean", mean)
        return try valid(.gamma(shape: shape, scale: mean / shape))
    }

    /// Erlang: a sum of `shape` exponentials, cv 1/√shape; a gamma of integer shape.
    public static func erlang(shape: Int, mean: Double) throws(DistributionError) -> Distribution {
        let checks = ParameterChecks("erlang")
        guard shape >= 1 else { throw checks.error("shape", Double(shape), "be an integer of at least 1") }
        try checks.positive("mean", mean)
        return try valid(.gamma(shape: Double(shape), scale: mean / Double(shape)))
    }

    /// Log-normal with logSigma² = ln(1 + cv²) and logMean = ln mean − logSigma²/2; cv from 0 (constant).
    public static func logNormal(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        let largest = overlap_expm1(ParameterChecks.largestLogSigma * ParameterChecks.largestLogSigma).squareRoot()
        guard try spread("lognormal", mean, cv, atMost: largest, because: "its draws would leave the range of doubles")
        else { return .constant(mean) }
        let logVariance = overlap_log1p(cv * cv)
        return try valid(
            .logNormal(logMean: overlap_log(mean) - logVariance / 2, logSigma: logVariance.squareRoot()))
    }

    /// Log-normal with the given median, exp(logMean), and the standard deviation of its logarithm.
    public static func logNormal(median: Double, sigma: Double) throws(DistributionError) -> Distribution {
        try ParameterChecks("lognormal").positive("median", median)
        return try valid(.logNormal(logMean: overlap_log(median), logSigma: sigma))
    }

    /// Weibull whose shape is solved from the cv, from 0 (constant) to 10¹⁴; scale mean/Γ(1 + 1/shape).
    public static func weibull(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        guard try spread("weibull", mean, cv, atMost: 1e14, because: "its second moment would overflow")
        else { return .constant(mean) }
        let shape = weibullShape(cv: cv)
        return try valid(.weibull(shape: shape, scale: mean / gsl_sf_gamma(1 + 1 / shape)))
    }

    /// Pareto with shape 1 + √(1 + 1/cv²), so above 2, and minimum mean·(shape − 1)/shape; cv from 0 (constant) to
    /// 1000.
    public static func pareto(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        guard try spread("pareto", mean, cv, atMost: 1000, because: "the shape would round to 2, where it is infinite")
        else { return .constant(mean) }
        let root = (1 + 1 / (cv * cv)).squareRoot()
        return try valid(.pareto(shape: 1 + root, minimum: mean * (root / (1 + root))))
    }

    /// Normal truncated at zero whose mean and cv *after* truncation are those given; cv from 0 (constant) to 0.995.
    ///
    /// The cv is below 1 however far the location lies below zero, since the limit is the exponential.
    public static func truncatedNormal(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        let reason = "a normal truncated at zero approaches the exponential, whose cv is 1; use that"
        guard try spread("normal", mean, cv, atMost: 0.995, because: reason) else { return .constant(mean) }
        let location = StandardTruncatedNormal.location(cv: cv)
        let sigma = mean / StandardTruncatedNormal(location).mean
        return try valid(.truncatedNormal(location: location * sigma, sigma: sigma))
    }

    /// Beta on [lower, upper], the mean strictly inside.
    ///
    /// With m the mean's place in the interval, from 0 to 1, the
    /// standard deviation must be below √(m(1 − m)) of the width, which only two values at the ends would reach.
    public static func beta(
        mean: Double, cv: Double, lower: Double, upper: Double
    ) throws(DistributionError) -> Distribution {
        let checks = ParameterChecks("beta")
        try Distribution.beta(alpha: 1, beta: 1, lower: lower, upper: upper).validate()
        guard mean > lower, mean < upper else {
            throw checks.error("mean", mean, "lie between min, \(lower), and max, \(upper)")
        }
        let width = upper - lower
        let place = (mean - lower) / width
        let largest = (place * (1 - place)).squareRoot() * width / mean
        guard try spread("beta", mean, cv, atMost: largest, because: "the interval allows no more")
        else { return .constant(mean) }
        let sum = (largest / cv) * (largest / cv) - 1
        guard place * sum >= ParameterChecks.smallestShape, (1 - place) * sum >= ParameterChecks.smallestShape else {
            throw checks.error("cv", cv, "be below \(largest): there, all values lie at min and max")
        }
        return try valid(.beta(alpha: place * sum, beta: (1 - place) * sum, lower: lower, upper: upper))
    }

    /// Two exponential phases with balanced means (p₁m₁ = p₂m₂): p₁ = (1 + √((cv² − 1)/(cv² + 1)))/2; cv at least 1.
    ///
    /// - Source: Whitt (1982), "Approximating a point process by a renewal process, I", Operations Research 30(1).
    public static func hyperexponential(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
        let checks = ParameterChecks("hyperexponential")
        try checks.positive("mean", mean)
        guard cv >= 1, cv <= 1e5 else {
            throw checks.error("cv", cv, "be from 1 to 100000.0 (1 is the exponential; below, use gamma)")
        }
        let square = cv * cv
        let root = ((square - 1) / (square + 1)).squareRoot()
        // (1 − root)/2 without its cancellation.
        let rare = 1 / ((square + 1) * (1 + root))
        let common = 1 - rare
        return try valid(
            .hyperexponential([
                Phase(probability: common, mean: mean / (2 * common)),
                Phase(probability: rare, mean: mean / (2 * rare)),
            ]))
    }

    /// `base`, but each value is, with the given probability, `factor` times as large: "1 % take 20 times as long".
    ///
    /// - Parameters:
    ///   - base: the distribution of ordinary values.
    ///   - probability: how often a value is multiplied, from 0 (never) to 1.
    ///   - factor: by what, positive.
    public static func stragglers(
        of base: Distribution, probability: Double, factor: Double
    ) throws(DistributionError) -> Distribution {
        let checks = ParameterChecks("stragglers")
        do { try base.validate() } catch { throw error.inside("stragglers") }
        try checks.within("probability", probability, 0, 1)
        try checks.positive("factor", factor)
        if probability == 0 { return base }
        let slow = Distribution.scaled(base, by: factor)
        if probability == 1 { return try valid(slow) }
        return try valid(
            .mixture([
                Component(weight: 1 - probability, distribution: base),
                Component(weight: probability, distribution: slow),
            ]))
    }

    /// Checks mean and cv; false where cv is 0, which asks for a constant.
    private static func spread(
        _ family: String, _ mean: Double, _ cv: Double, atMost largest: Double, because reason: String
    ) throws(DistributionError) -> Bool {
        let checks = ParameterChecks(family)
        try checks.positive("mean", mean)
        // 1/√3 and other bounds are irrational: accept them as users round them.
        guard cv == 0 || (cv >= smallestCV && cv <= largest * (1 + 1e-12)) else {
            throw checks.error("cv", cv, "be 0 or from \(smallestCV) to \(largest): above, \(reason)")
        }
        return cv > 0
    }

    private static func valid(_ distribution: Distribution) throws(DistributionError) -> Distribution {
        try distribution.validate()
        return distribution
    }
}
