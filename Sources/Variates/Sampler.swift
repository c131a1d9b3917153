import CGSL

/// A distribution made ready to draw from: parameters in GSL's form, tables prepared.
///
/// Draws depend on the generator and, for replayed tables, on the position of the draw; a sampler has no other state.
/// So the k-th variate of a stream is the same whether drawn singly or in blocks of any size.
indirect enum Sampler {
    case constant(Double)
    case uniform(lower: Double, upper: Double)
    case exponential(mean: Double)
    case gamma(shape: Double, scale: Double)
    case logNormal(logMean: Double, logSigma: Double)
    case weibull(shape: Double, scale: Double)
    case pareto(shape: Double, minimum: Double)
    case truncatedNormal(location: Double, sigma: Double)
    case normalTail(location: Double, sigma: Double)
    case beta(alpha: Double, beta: Double, lower: Double, width: Double)
    case hyperexponential(BranchSampler, means: [Double])
    case mixture(BranchSampler, [Sampler])
    /// Kept from falling below zero by rounding, where the offset takes away all of the lower end.
    case affine(Sampler, factor: Double, offset: Double)
    case histogram(BranchSampler, edges: [Double])
    case replayed(RecordedTable)
    case resampled([Double])
    /// By the position of the draw; each but the last holds up to its end.
    case phased(ends: [Int64], [Sampler])

    /// Prepares a valid distribution.
    init(_ distribution: Distribution) {
        switch distribution {
        case .constant(let value): self = .constant(value)
        case .uniform(let lower, let upper): self = .uniform(lower: lower, upper: upper)
        case .exponential(let mean): self = .exponential(mean: mean)
        case .gamma(let shape, let scale): self = .gamma(shape: shape, scale: scale)
        case .logNormal(let logMean, let logSigma): self = .logNormal(logMean: logMean, logSigma: logSigma)
        case .weibull(let shape, let scale): self = .weibull(shape: shape, scale: scale)
        case .pareto(let shape, let minimum): self = .pareto(shape: shape, minimum: minimum)
        case .truncatedNormal(let location, let sigma):
            // Rejection accepts at least 16 % up to one sigma below zero; beyond, Marsaglia's tail is cheaper.
            self =
                location > -sigma
                ? .truncatedNormal(location: location, sigma: sigma) : .normalTail(location: location, sigma: sigma)
        case .beta(let alpha, let beta, let lower, let upper):
            self = .beta(alpha: alpha, beta: beta, lower: lower, width: upper - lower)
        case .hyperexponential(let phases):
            self = .hyperexponential(BranchSampler(weights: phases.map(\.probability)), means: phases.map(\.mean))
        case .mixture(let components):
            self = .mixture(
                BranchSampler(weights: components.map(\.weight)), components.map { Sampler($0.distribution) })
        case .shifted(let base, let offset): self = .affine(Sampler(base), factor: 1, offset: offset)
        case .scaled(let base, let factor): self = .affine(Sampler(base), factor: factor, offset: 0)
        case .histogram(let histogram):
            self = .histogram(BranchSampler(weights: histogram.probabilities), edges: histogram.edges)
        case .recorded(let table): self = table.replay == .resampled ? .resampled(table.values) : .replayed(table)
        case .phased(let phases):
            self = .phased(ends: phases.ends.map { Int64($0) }, phases.distributions.map { Sampler($0) })
        }
    }
}

extension Sampler {
    /// One variate.
    ///
    /// - Parameters:
    ///   - rng: the generator.
    ///   - position: the position of the draw in its stream, or the sample's id; only replayed tables and phases look at
    ///     it.
    ///   - sample: the sample's id, at which tables that go by sample are looked up; the position where it is nil.
    func draw(_ rng: UnsafePointer<gsl_rng>, at position: Int64, sample: Int64? = nil) -> Double {
        switch self {
        case .constant(let value): value
        case .uniform(let lower, let upper): gsl_ran_flat(rng, lower, upper)
        case .exponential(let mean): gsl_ran_exponential(rng, mean)
        case .gamma(let shape, let scale): gsl_ran_gamma(rng, shape, scale)
        case .logNormal(let logMean, let logSigma): overlap_exp(logMean + gsl_ran_gaussian_ziggurat(rng, logSigma))
        case .weibull(let shape, let scale): gsl_ran_weibull(rng, scale, shape)
        case .pareto(let shape, let minimum): gsl_ran_pareto(rng, shape, minimum)
        case .truncatedNormal(let location, let sigma): nonNegativeNormal(rng, location, sigma)
        case .normalTail(let location, let sigma): location + gsl_ran_gaussian_tail(rng, -location, sigma)
        case .beta(let alpha, let beta, let lower, let width): lower + width * gsl_ran_beta(rng, alpha, beta)
        case .hyperexponential(let phase, let means): gsl_ran_exponential(rng, means[phase.draw(rng)])
        case .mixture(let branch, let samplers): samplers[branch.draw(rng)].draw(rng, at: position, sample: sample)
        case .affine(let base, let factor, let offset):
            max(0, offset + factor * base.draw(rng, at: position, sample: sample))
        case .histogram(let bin, let edges): uniformInBin(rng, bin, edges)
        case .replayed(let table): table.value(at: table.replay == .bySample ? sample ?? position : position)
        case .resampled(let values): values[uniformIndex(rng, below: values.count)]
        case .phased(let ends, let samplers):
            samplers[ends.firstIndex { position < $0 } ?? ends.count].draw(rng, at: position, sample: sample)
        }
    }

    /// The variates of positions `position`, `position + 1`, …: the same numbers as single draws, with one switch.
    func fill(_ block: UnsafeMutableBufferPointer<Double>, _ rng: UnsafePointer<gsl_rng>, from position: Int64) {
        switch self {
        case .constant(let value): for index in block.indices { block[index] = value }
        case .uniform(let lower, let upper):
            for index in block.indices { block[index] = gsl_ran_flat(rng, lower, upper) }
        case .exponential(let mean): for index in block.indices { block[index] = gsl_ran_exponential(rng, mean) }
        case .gamma(let shape, let scale):
            for index in block.indices { block[index] = gsl_ran_gamma(rng, shape, scale) }
        case .logNormal(let logMean, let logSigma):
            for index in block.indices { block[index] = gsl_ran_gaussian_ziggurat(rng, logSigma) }
            for index in block.indices { block[index] = overlap_exp(logMean + block[index]) }
        case .truncatedNormal(let location, let sigma):
            for index in block.indices { block[index] = nonNegativeNormal(rng, location, sigma) }
        case .hyperexponential(let phase, let means):
            for index in block.indices { block[index] = gsl_ran_exponential(rng, means[phase.draw(rng)]) }
        case .mixture(let branch, let samplers):
            for index in block.indices {
                block[index] = samplers[branch.draw(rng)].draw(rng, at: position + Int64(index))
            }
        case .affine(let base, let factor, let offset):
            base.fill(block, rng, from: position)
            for index in block.indices { block[index] = max(0, offset + factor * block[index]) }
        case .histogram(let bin, let edges):
            for index in block.indices { block[index] = uniformInBin(rng, bin, edges) }
        case .weibull, .pareto, .normalTail, .beta, .replayed, .resampled, .phased:
            for index in block.indices { block[index] = draw(rng, at: position + Int64(index)) }
        }
    }
}

/// A normal of the given location and sigma, drawn again while it is negative.
private func nonNegativeNormal(_ rng: UnsafePointer<gsl_rng>, _ location: Double, _ sigma: Double) -> Double {
    while true {
        let value = location + gsl_ran_gaussian_ziggurat(rng, sigma)
        if value >= 0 { return value }
    }
}

private func uniformInBin(_ rng: UnsafePointer<gsl_rng>, _ bin: BranchSampler, _ edges: [Double]) -> Double {
    let index = bin.draw(rng)
    return gsl_ran_flat(rng, edges[index], edges[index + 1])
}

/// An index in 0..<count: the high word of 64 random bits × count, biased by at most count/2⁶⁴.
private func uniformIndex(_ rng: UnsafePointer<gsl_rng>, below count: Int) -> Int {
    Int(gsl_rng_get(rng).multipliedFullWidth(by: UInt(count)).high)
}
