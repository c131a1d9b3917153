public import Measurements

/// By which throughput variants are compared.
///
/// The whole run is what a user waits for. The steady part is what a longer run would come to, and is estimated more
/// closely; the two may put variants into different orders, as when many workers are slow to start and fast afterwards.
public enum SpeedUpBasis: String, Sendable {
    /// That of the steady part: start-up, first epochs and interruptions hardly matter.
    case steady = "steady"
    /// That of the whole run.
    case wholeRun = "whole run"

    /// A difference that matters: 2 %.
    package static let tolerance = 0.02

    /// The whole run where it moves a speed-up by more than 2 %, or where a variant has no steady part.
    public init(_ summaries: [VariantSummary]) {
        let isMoved = summaries.contains { summary in
            guard let steady = summary.speedUp?.mean, let whole = summary.runSpeedUp?.mean else { return false }
            return abs(whole - steady) > Self.tolerance * steady
        }
        self = isMoved || summaries.contains(where: \.isOfWholeRun) ? .wholeRun : .steady
    }

    /// The speed-up that a variant has on this basis.
    public func speedUp(of summary: VariantSummary) -> ConfidenceInterval? {
        self == .steady ? summary.speedUp : summary.runSpeedUp
    }
}
