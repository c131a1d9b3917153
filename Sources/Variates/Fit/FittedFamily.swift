/// What a fit can come to: the families that make sense for service times and sizes.
///
/// Shifted families are those of scenario files with `shifted` around them: a least time, such as a call or a seek, and
/// a random rest.
public enum FittedFamily: Sendable, Equatable, CaseIterable {
    /// No spread that matters.
    case constant
    /// Memoryless.
    case exponential
    /// A least value plus an exponential.
    case shiftedExponential
    /// Skewed, with an exponential tail.
    case gamma
    /// A least value plus a gamma.
    case shiftedGamma
    /// Skewed, with a tail heavier than any exponential.
    case logNormal
    /// A least value plus a log-normal.
    case shiftedLogNormal
    /// Lighter or heavier in the tail than an exponential.
    case weibull
    /// Symmetric but for its truncation at zero.
    case normal
    /// Equally likely between two ends.
    case uniform
    /// None of these: the bins of the measured values.
    case histogram

    /// The name in messages: that of scenario files, after `shifted` where it is.
    public var name: String {
        switch self {
        case .constant: "constant"
        case .exponential: "exponential"
        case .shiftedExponential: "shifted exponential"
        case .gamma: "gamma"
        case .shiftedGamma: "shifted gamma"
        case .logNormal: "lognormal"
        case .shiftedLogNormal: "shifted lognormal"
        case .weibull: "weibull"
        case .normal: "normal"
        case .uniform: "uniform"
        case .histogram: "histogram"
        }
    }

    /// The family's fit to a sample; nil where the family does not apply to it.
    func fit(_ sample: SortedSample) -> FamilyFit? {
        switch self {
        case .constant, .histogram: nil
        case .exponential: .exponential(sample)
        case .shiftedExponential: .shiftedExponential(sample)
        case .gamma: .gamma(sample)
        case .shiftedGamma: .shiftedGamma(sample)
        case .logNormal: .logNormal(sample)
        case .shiftedLogNormal: .shiftedLogNormal(sample)
        case .weibull: .weibull(sample)
        case .normal: .truncatedNormal(sample)
        case .uniform: .uniform(sample)
        }
    }
}
