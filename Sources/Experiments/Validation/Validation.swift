import Measurements
import PipelineRuns

/// Predictions and measurements of many points.
package struct Validation {
    /// What identifies a point: the variant, and the varied parameters.
    package let titles: [String]
    package var points: [ValidationPoint] = []

    /// - Parameter titles: of what identifies a point.
    package init(titles: [String]) { self.titles = titles }

    /// Notes what a run of a point came to.
    mutating func add(_ outcome: RunOutcome, at point: Int) {
        switch outcome {
        case .completed(let report): points[point].measured.append(report)
        case .outOfMemory(let exhaustion):
            points[point].measuredOutOfMemory = points[point].measuredOutOfMemory ?? exhaustion
        }
    }

    /// Points whose rates are compared.
    package var measured: [ValidationPoint] { points.filter(\.isCompared) }

    /// Points of which a prediction or a run ran out of memory.
    package var outOfMemory: [ValidationPoint] { points.filter { $0.outOfMemory != nil } }

    /// Points whose error is above a limit, and more than the machine's own spread explains, or whose memory was
    /// predicted wrongly.
    package func misses(_ limit: Double) -> [ValidationPoint] {
        measured.filter { abs($0.error) > max(limit, 2 * $0.spread) } + outOfMemory.filter(\.isMemoryMiss)
    }

    /// A quantile of the errors' sizes, by linear interpolation.
    package func errorQuantile(_ probability: Double) -> Double {
        measured.map { abs($0.error) }.quantile(probability) ?? .nan
    }

    /// Pairs of points that the measurements tell apart, and how many of them the predictions have in the same order.
    package var order: (right: Int, pairs: Int) {
        let points = measured.contains(where: \.lacksSteadyPart) ? measured.map(\.overWholeRuns) : measured
        var (right, pairs) = (0, 0)
        for (index, one) in points.enumerated() {
            for other in points[..<index] {
                let difference = one.measuredRate - other.measuredRate
                let spread = max(one.spread * one.measuredRate, other.spread * other.measuredRate)
                guard abs(difference) > 2 * spread, difference != 0 else { continue }
                pairs += 1
                if (one.predictedRate - other.predictedRate) * difference > 0 { right += 1 }
            }
        }
        return (right, pairs)
    }
}
