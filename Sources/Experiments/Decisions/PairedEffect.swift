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
    /// Whether the two are equal in every pair, of two at least, to the last digit; a single one may be equal by chance.
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
        isIdentical = pairs.count > 1 && pairs.allSatisfy { $0.variant.value == $0.baseline.value }
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

    /// Whether the two differ: the interval leaves out that they do not.
    ///
    /// Judged by the ratio; a share, such as AU, by its difference, for its ratio says much about little where it is near 0.
    public var isResolved: Bool {
        !isIdentical && judged.interval.halfWidth != nil && !judged.interval.contains(judged.equality)
    }

    /// Whether the two differ by less than what matters, for certain.
    ///
    /// - Parameter indifference: of the baseline, 0.005 is 0.5 %; of a share in points: 0.005 is half a point.
    public func isWithin(_ indifference: Double) -> Bool {
        if isIdentical { return true }
        let (interval, equality) = judged
        guard hasRelativeSize, let lower = interval.lower, let upper = interval.upper else { return false }
        return lower >= equality - indifference && upper <= equality + indifference
    }

    /// The interval that decides, and its value where the two are equal.
    private var judged: (interval: ConfidenceInterval, equality: Double) {
        if metric.unit != .fraction, let ratio { return (ratio, 1) }
        return (difference, 0)
    }

    /// Whether a difference can be said to be small: not in seconds or bytes beside nothing.
    private var hasRelativeSize: Bool { metric.unit == .fraction || ratio != nil }

    /// What can be said of the two; what does not matter comes first, though it may be certain.
    ///
    /// - Parameter indifference: relative difference that does not matter, 0.005 is 0.5 %.
    public func verdict(indifference: Double) -> PairedAnswer.Verdict {
        if isIdentical { return .identical }
        if isWithin(max(indifference, Self.rounding)) { return .noDifference }
        return isResolved ? .different : .notResolved
    }

    /// What is gained with it, as far as it is judged by: a share of the baseline's figure, or points of a share; negative where
    /// it is worse.
    public var gain: Double { gain(judged.interval.mean) }

    /// What is gained at least, and at most; nil where one pair tells nothing of its certainty.
    public var gainBounds: (least: Double, most: Double)? {
        guard let lower = judged.interval.lower, let upper = judged.interval.upper else { return nil }
        return (min(gain(lower), gain(upper)), max(gain(lower), gain(upper)))
    }

    private func gain(_ value: Double) -> Double {
        let change = value - judged.equality
        return metric.preference == .lower ? -change : change
    }

    /// What the last digits of sums come to.
    private static let rounding = 1e-9
}
