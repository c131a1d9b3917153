extension Distribution {
    /// Rejects parameters for which the distribution, or a finite draw from it, does not exist.
    ///
    /// A distribution that passes has a positive (for constant, uniform and tables: non-negative) finite mean, no
    /// probability below zero, and finite draws only.
    ///
    /// - Throws: the first parameter found impossible, in the order in which the case lists them.
    public func validate() throws(DistributionError) {
        let checks = ParameterChecks(familyName)
        switch self {
        case .constant(let value): try checks.nonNegative("value", value)
        case .uniform(let lower, let upper): try checks.interval(lower, upper, mayBeEmpty: true)
        case .exponential(let mean): try checks.positive("mean", mean)
        case .gamma(let shape, let scale):
            try checks.within("shape", shape, ParameterChecks.smallestShape, ParameterChecks.largestQuantity)
            try checks.positive("scale", scale)
            try checks.representableMean(mean)
        case .logNormal(let logMean, let logSigma):
            try checks.finite("logMean", logMean)
            try checks.positiveLogSigma(logSigma)
            try checks.representableMean(mean)
        case .weibull(let shape, let scale):
            try checks.within("shape", shape, ParameterChecks.smallestWeibullShape, ParameterChecks.largestQuantity)
            try checks.positive("scale", scale)
            try checks.representableMean(mean)
        case .pareto(let shape, let minimum):
            try checks.paretoShape(shape)
            try checks.positive("min", minimum)
            try checks.representableMean(mean)
        case .truncatedNormal(let location, let sigma): try checks.truncatedNormal(location, sigma)
        case .beta(let alpha, let beta, let lower, let upper):
            try checks.within("alpha", alpha, ParameterChecks.smallestShape, ParameterChecks.largestQuantity)
            try checks.within("beta", beta, ParameterChecks.smallestShape, ParameterChecks.largestQuantity)
            try checks.interval(lower, upper, mayBeEmpty: false)
        case .hyperexponential(let phases): try checks.phases(phases)
        case .mixture(let components): try checks.components(components)
        case .shifted(let base, let offset): try checks.shift(of: base, by: offset)
        case .scaled(let base, let factor): try checks.scaling(of: base, by: factor)
        case .histogram, .recorded, .phased: break  // their initialisers have checked them
        }
    }
}

extension ParameterChecks {
    fileprivate func interval(_ lower: Double, _ upper: Double, mayBeEmpty: Bool) throws(DistributionError) {
        try nonNegative("min", lower)
        try nonNegative("max", upper)
        guard mayBeEmpty ? lower <= upper : lower < upper else {
            throw error("max", upper, mayBeEmpty ? "be at least min, \(lower)" : "be greater than min, \(lower)")
        }
    }

    fileprivate func positiveLogSigma(_ logSigma: Double) throws(DistributionError) {
        guard logSigma > 0, logSigma <= Self.largestLogSigma else {
            throw error("sigma", logSigma, "be positive and at most \(Self.largestLogSigma) (no spread: use constant)")
        }
    }

    fileprivate func paretoShape(_ shape: Double) throws(DistributionError) {
        guard shape > 1 else {
            throw error("shape", shape, "be greater than 1: up to 1 the mean is infinite and no throughput exists")
        }
        try positive("shape", shape)
    }

    fileprivate func truncatedNormal(_ location: Double, _ sigma: Double) throws(DistributionError) {
        try finite("location", location)
        try positive("sigma", sigma)
        guard location >= -Self.deepestTruncation * sigma else {
            throw error(
                "location", location,
                "be at least \(-Self.deepestTruncation) sigma: further in the tail it is exponential, use that")
        }
    }

    fileprivate func phases(_ phases: [Distribution.Phase]) throws(DistributionError) {
        try notEmpty("phases", phases.count)
        for (index, phase) in phases.enumerated() {
            try positive("probability of phase \(index + 1)", phase.probability)
            try positive("mean of phase \(index + 1)", phase.mean)
        }
    }

    fileprivate func components(_ components: [Distribution.Component]) throws(DistributionError) {
        try notEmpty("components", components.count)
        for (index, component) in components.enumerated() {
            try positive("weight of component \(index + 1)", component.weight)
            do { try validateInside(component.distribution) } catch {
                throw error.inside("\(family) component \(index + 1)")
            }
        }
    }

    fileprivate func shift(of base: Distribution, by offset: Double) throws(DistributionError) {
        do { try validateInside(base) } catch { throw error.inside(family) }
        try finite("by", offset)
        let lowest = base.support.lowerBound
        guard lowest + offset >= 0 else {
            throw error("by", offset, "be at least \(-lowest): the quantity would become negative")
        }
        try representable(base.mean + offset)
    }

    fileprivate func scaling(of base: Distribution, by factor: Double) throws(DistributionError) {
        do { try validateInside(base) } catch { throw error.inside(family) }
        try positive("by", factor)
        try representable(base.mean * factor)
    }

    /// What changes along the run stands alone: what is built from others is the same at each draw.
    private func validateInside(_ distribution: Distribution) throws(DistributionError) {
        try distribution.validate()
        guard distribution.phases == nil else {
            throw DistributionError(
                family: family, parameter: "of", value: "phases",
                requirement: "stay the same along the run: put it into each of the phases")
        }
    }

    private func notEmpty(_ list: String, _ count: Int) throws(DistributionError) {
        guard count > 0 else {
            throw DistributionError(
                family: family, parameter: list, value: "empty", requirement: "have at least one entry")
        }
    }

    private func representable(_ mean: Double) throws(DistributionError) {
        guard mean <= Self.largestQuantity else {
            throw error("mean (it follows from the parameters)", mean, "be at most \(Self.largestQuantity)")
        }
    }
}
