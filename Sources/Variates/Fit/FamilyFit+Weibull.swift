import CGSL

extension FamilyFit {
    /// Maximum likelihood; intervals from Fisher's information, on the logarithms.
    ///
    /// - Source: Johnson, Kotz and Balakrishnan (1994), vol. 1, ch. 21, section 4.2.
    static func weibull(_ sample: SortedSample) -> FamilyFit? {
        guard sample.values.count > 2, sample.minimum > 0, let likelihood = WeibullLikelihood(sample),
            let shape = likelihood.shape
        else { return nil }
        let logScale = likelihood.logScale(shape)
        let scale = overlap_exp(logScale)
        // Per value, the relative variance of the shape is 6/π²; that of the scale 1 + (1 − γ)²·6/π², over shape².
        let shapeVariance = 6 / (Double.pi * Double.pi)
        let eulerGamma = 0.577_215_664_901_532_9
        let scaleVariance = 1 + (1 - eulerGamma) * (1 - eulerGamma) * shapeVariance
        let logLikelihood = overlap_log(shape) - shape * logScale + (shape - 1) * likelihood.meanLog - 1
        return FamilyFit(
            .weibull, .weibull(shape: shape, scale: scale),
            [
                FittedParameter(
                    "shape", .number, shape, relativeError: (shapeVariance / sample.count).squareRoot()),
                FittedParameter(
                    "scale", .quantity, scale, relativeError: (scaleVariance / sample.count).squareRoot() / shape),
            ],
            logLikelihood: sample.count * logLikelihood, sample)
    }
}

/// The likelihood equation of a Weibull's shape: Σ xᵏ ln x/Σ xᵏ − 1/k = mean of ln x.
///
/// Values are taken in units of the greatest, so that no power overflows.
private struct WeibullLikelihood {
    let meanLog: Double
    private let logMaximum: Double
    private let logs: [Double]
    private let start: Double

    init?(_ sample: SortedSample) {
        let moments = sample.logMoments()
        guard moments.variance > 0 else { return nil }
        let logMaximum = overlap_log(sample.maximum)
        meanLog = moments.mean
        self.logMaximum = logMaximum
        logs = sample.values.map { overlap_log($0) - logMaximum }
        // The logarithm of a Weibull has variance π²/(6 shape²).
        start = Double.pi / (6 * moments.variance).squareRoot()
    }

    /// The root, by Newton's iteration from the moments of the logarithms; nil where it is not found.
    var shape: Double? {
        var shape = start
        for _ in 0..<50 {
            let sums = sums(shape)
            let mean = sums.first / sums.power
            let value = mean - 1 / shape - (meanLog - logMaximum)
            let slope = sums.second / sums.power - mean * mean + 1 / (shape * shape)
            // The left side rises with the shape; a step may halve it at most.
            let next = max(shape / 2, shape - value / slope)
            guard next.isFinite else { return nil }
            let change = next - shape
            shape = next
            if change.magnitude <= 1e-11 * shape { return shape }
        }
        return nil
    }

    /// ln scale = ln(mean of xᵏ)/k.
    func logScale(_ shape: Double) -> Double {
        logMaximum + overlap_log(sums(shape).power / Double(logs.count)) / shape
    }

    /// Σ xᵏ, Σ xᵏ ln x and Σ xᵏ (ln x)².
    private func sums(_ shape: Double) -> (power: Double, first: Double, second: Double) {
        var sums = (power: 0.0, first: 0.0, second: 0.0)
        for log in logs {
            let power = overlap_exp(shape * log)
            sums.power += power
            sums.first += power * log
            sums.second += power * log * log
        }
        return sums
    }
}
