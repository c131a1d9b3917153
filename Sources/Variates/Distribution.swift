/// A distribution of non-negative quantities (seconds, bytes, seconds per byte) that GSL can sample.
///
/// The cases hold natural parameters; the `mean`/`cv` forms are static functions in `Distribution+MeanAndCV`.
public indirect enum Distribution: Sendable, Equatable {
    case constant(Double)
    case uniform(lower: Double, upper: Double)
    case exponential(mean: Double)
    case gamma(shape: Double, scale: Double)
    case logNormal(logMean: Double, logSigma: Double)
    case weibull(shape: Double, scale: Double)
    case pareto(shape: Double, minimum: Double)
    case truncatedNormal(location: Double, sigma: Double)
    case beta(alpha: Double, beta: Double, lower: Double, upper: Double)
    case hyperexponential([Phase])
    case mixture([Component])
    case shifted(Distribution, by: Double)
    case scaled(Distribution, by: Double)
    case histogram(EmpiricalHistogram)
    case recorded(RecordedTable)
}

extension Distribution {
    /// One branch of a hyperexponential distribution.
    public struct Phase: Sendable, Equatable {
        public var probability: Double
        public var mean: Double
    }

    /// One branch of a mixture.
    public struct Component: Sendable, Equatable {
        public var weight: Double
        public var distribution: Distribution
    }
}

public struct EmpiricalHistogram: Sendable, Equatable {}
public struct RecordedTable: Sendable, Equatable {}
