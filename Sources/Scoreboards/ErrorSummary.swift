import Measurements

/// How far predictions are from measurements, over some cases: quantiles of |error|.
package struct ErrorSummary: Sendable, Equatable {
    /// Cases counted.
    package let count: Int
    /// Cases without a prediction, whether counted or not.
    package let missing: Int
    /// Median of |error|, as a fraction of one; quantiles by linear interpolation.
    package let median: Double?
    /// 90th percentile of |error|.
    package let p90: Double?
    /// Largest |error|.
    package let maximum: Double?

    /// The errors of some cases.
    ///
    /// - Parameters:
    ///   - free: cases without a prediction that are passed over; each further one counts as an error of 100 %.
    ///   - error: which error is meant.
    package init(_ rows: [Scoreboard.Row], free: Int = .max, error: (Scoreboard.Row) -> Double? = \.error) {
        let measured = rows.filter { $0.measured != nil }
        var errors = measured.compactMap { error($0)?.magnitude }
        missing = measured.count - errors.count
        errors += Array(repeating: 1, count: max(0, missing - free))
        count = errors.count
        median = errors.quantile(0.5)
        p90 = errors.quantile(0.9)
        maximum = errors.max()
    }
}

extension Scoreboard {
    /// Cases that may be without a prediction before that counts as an error.
    package static let freeMissing = 4

    /// The figure to judge by: all cases but those from which the overheads were taken.
    package var headline: ErrorSummary { ErrorSummary(compared, free: Self.freeMissing) }

    /// The same without the cases in which threads compete for cores.
    package var withoutContention: ErrorSummary { ErrorSummary(compared.filter { !$0.isContended }) }

    /// All cases.
    package var all: ErrorSummary { ErrorSummary(rows) }

    /// One group.
    package func summary(ofGroup group: String) -> ErrorSummary { ErrorSummary(rows.filter { $0.group == group }) }

    /// Tuned prefetches, and how many of them end at the limit of the median run.
    package var prefetchLimits: (equal: Int, of: Int) {
        let comparable = rows.compactMap(\.hasMeasuredLimit)
        return (comparable.count { $0 }, comparable.count)
    }
}
