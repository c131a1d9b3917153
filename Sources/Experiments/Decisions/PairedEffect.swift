public import Measurements
public import PipelineRuns

/// How a figure of one scenario differs from another's under the same random numbers.
public struct PairedEffect: Sendable {
    /// Which figure.
    public let metric: Metric
    /// That of the variant − that of the baseline, in the metric's unit.
    public let difference: ConfidenceInterval
    /// The one ÷ the other; nil unless the baseline's is positive in every replication.
    public let ratio: ConfidenceInterval?
    /// Whether the two are equal in every pair, to the last digit.
    public let isIdentical: Bool

    /// Compares replications, pair by pair as far as both have them; nil where no pair defines the figure.
    ///
    /// - Parameters:
    ///   - metric: which figure; of one that reports the largest value, the replications' own are compared.
    ///   - variant: its replications.
    ///   - baseline: those of the scenario that it is compared with, from the same random streams.
    ///   - confidence: of each interval, strictly between 0 and 1.
    public init?(
        of metric: Metric, _ variant: [RunReport], against baseline: [RunReport], confidence: Double
    ) {
        let like = [variant, baseline].overLikeWindows
        let pairs = zip(like[0], like[1]).compactMap { variant, baseline in
            metric.value(variant).flatMap { own in
                metric.value(baseline).map {
                    (variant: (value: own, report: variant), baseline: (value: $0, report: baseline))
                }
            }
        }
        guard !pairs.isEmpty else { return nil }
        self.metric = metric
        isIdentical = pairs.allSatisfy { $0.variant.value == $0.baseline.value }
        func average(_ side: [(value: Double, report: RunReport)], _ seconds: (RunReport) -> Double) -> TimeAverage {
            TimeAverage(of: side.map(\.value), overSeconds: side.map { seconds($0.report) })
        }
        func compareAverages(over seconds: (RunReport) -> Double) -> (ConfidenceInterval, ConfidenceInterval?) {
            let (own, other) = (average(pairs.map(\.variant), seconds), average(pairs.map(\.baseline), seconds))
            return (
                PairedComparison.difference(of: own, against: other, confidence: confidence),
                PairedComparison.ratio(of: own, against: other, confidence: confidence)
            )
        }
        switch metric.aggregation {
        case .overSteadyParts: (difference, ratio) = compareAverages(over: \.steady.seconds)
        case .overRuns: (difference, ratio) = compareAverages(over: \.wholeRun.seconds)
        case .mean, .maximum:
            let comparison = PairedComparison(
                of: pairs.map(\.variant.value), against: pairs.map(\.baseline.value), confidence: confidence)
            (difference, ratio) = (comparison.difference, comparison.ratio)
        }
    }

    /// Whether the two differ: 0 lies outside the interval of the difference.
    ///
    /// Judged by the ratio where there is one.
    public var isResolved: Bool {
        if isIdentical { return false }
        if let ratio { return !ratio.contains(1) && ratio.halfWidth != nil }
        return !difference.contains(0) && difference.halfWidth != nil
    }

    /// Whether the two differ by less than a share of the baseline, for certain.
    ///
    /// - Parameter indifference: the share, 0.005 is 0.5 %.
    public func isWithin(_ indifference: Double) -> Bool {
        if isIdentical { return true }
        guard let lower = ratio?.lower, let upper = ratio?.upper else { return false }
        return lower >= 1 - indifference && upper <= 1 + indifference
    }
}
