/// An average over stretches of time of different lengths, one stretch for each replication: a rate, or a share of the
/// time.
///
/// It is what happened in all of them ÷ the time that all of them took, a ratio of means. The mean of the replications'
/// own rates is another figure: a short run counts there as much as a long one, so that where times have heavy tails it
/// may lie above what the resources can deliver.
///
/// - Source: W. G. Cochran (1977), *Sampling Techniques*, 3rd ed., §2.11 and §6.3 (ratio estimate and its variance by
///   linearisation); A. M. Law (2015), *Simulation Modeling and Analysis*, 5th ed., §9.5.3 (ratios from cycles).
public struct TimeAverage: Equatable, Sendable {
    /// The average, in the unit of the values; where no time passes at all, their plain mean.
    public let mean: Double
    /// One for each replication, with the average as their mean and its uncertainty as theirs.
    let adjusted: [Double]
    /// What happened in each replication, and how long it took.
    let amounts: [Double]
    let seconds: [Double]

    /// Averages values.
    ///
    /// - Parameters:
    ///   - values: at least one, each the average over its own stretch.
    ///   - seconds: the lengths of the stretches, one for each value, none negative.
    public init(of values: [Double], overSeconds seconds: [Double]) {
        precondition(values.count == seconds.count, "Each value has the length of its stretch")
        guard let first = values.first else { preconditionFailure("An average needs at least one value") }
        amounts = zip(values, seconds).map { $0 * $1 }
        self.seconds = seconds
        let total = seconds.reduce(0, +)
        guard total > 0 else {
            mean = Tally(values).mean ?? 0
            adjusted = values
            return
        }
        // From the first value on: equal values have their own value as the average, to the last digit.
        let mean = first + zip(values, seconds).reduce(0) { $0 + ($1.0 - first) * $1.1 } / total
        let meanSeconds = total / Double(values.count)
        self.mean = mean
        adjusted = zip(values, seconds).map { mean + ($0 - mean) * ($1 / meanSeconds) }
    }

    /// The t interval of an average that has no bounds that matter.
    ///
    /// - Parameter confidence: strictly between 0 and 1.
    public func interval(confidence: Double = 0.95) -> ConfidenceInterval {
        let plain = ConfidenceInterval(adjusted, confidence: confidence)
        return ConfidenceInterval(
            mean: mean, halfWidth: plain.halfWidth, confidence: confidence, count: plain.count)
    }

    /// The interval of an average share of the time, within 0 and 1.
    ///
    /// - Parameter confidence: strictly between 0 and 1.
    public func shareInterval(confidence: Double = 0.95) -> ConfidenceInterval {
        ConfidenceInterval(share: interval(confidence: confidence))
    }
}
