import CGSL

/// Measured values in ascending order, and their moments.
struct SortedSample: Sendable {
    let values: [Double]
    let mean: Double
    /// The mean squared distance from the mean: divided by the count, as likelihoods ask for it.
    let variance: Double
    /// E (X − μ)³/σ³; 0 without spread.
    let skewness: Double
    /// E (X − μ)⁴/σ⁴; 3 without spread.
    let kurtosis: Double

    /// At least one value, ascending.
    init(ascending values: [Double]) {
        self.values = values
        let count = Double(values.count)
        var sum = 0.0
        for value in values { sum += value }
        let mean = sum / count
        var powers = (second: 0.0, third: 0.0, fourth: 0.0)
        for value in values {
            let square = (value - mean) * (value - mean)
            powers.second += square
            powers.third += square * (value - mean)
            powers.fourth += square * square
        }
        self.mean = mean
        variance = powers.second / count
        let deviation = variance.squareRoot()
        skewness = variance > 0 ? powers.third / count / (variance * deviation) : 0
        kurtosis = variance > 0 ? powers.fourth / count / (variance * variance) : 3
    }

    var count: Double { Double(values.count) }
    var cv: Double { variance > 0 ? variance.squareRoot() / mean : 0 }
    var minimum: Double { values[0] }
    var maximum: Double { values[values.count - 1] }
    var median: Double { (values[(values.count - 1) / 2] + values[values.count / 2]) / 2 }

    /// Mean and variance of ln(x − shift), for a shift below the minimum.
    func logMoments(shift: Double = 0) -> LogMoments {
        let reference = overlap_log(mean - shift)
        var sum = 0.0
        var squares = 0.0
        // A search for a shift passes here some forty times; a buffer is quick without optimisation, too.
        values.withUnsafeBufferPointer { values in
            var index = 0
            while index < values.count {
                let offset = overlap_log(values[index] - shift) - reference
                sum += offset
                squares += offset * offset
                index += 1
            }
        }
        let offset = sum / count
        return LogMoments(mean: reference + offset, variance: max(0, squares / count - offset * offset))
    }
}

/// Mean and variance of logarithms.
struct LogMoments: Sendable, Equatable {
    let mean: Double
    let variance: Double
}

/// n times the squared relative standard error of the coefficient of variation of n values, by the delta method.
///
/// - Source: Cramér (1946), *Mathematical Methods of Statistics*, section 27.7.
func cvRelativeVariance(cv: Double, skewness: Double, kurtosis: Double) -> Double {
    max(0, (kurtosis - 1) / 4 + cv * cv - cv * skewness)
}
