import Importers

/// The duration of meetings at the barrier with which an epoch's samples per second come out as reported; of a single
/// rank, the loop's own time.
package struct BarrierFit: Sendable, Equatable {
    /// The epoch that was fitted.
    package let epoch: Int
    /// Seconds of each meeting, or of a single rank's loop in each step.
    package let seconds: Double
    /// Whether another round would change it by less than a nanosecond; else it is what the last round came to.
    package let isConverged: Bool

    /// Replays the epoch until it is as fast as reported, by Newton's method.
    ///
    /// Every step pays one meeting, so that the epoch's length grows with it by the number of steps; where the recorded
    /// times alone already take longer than reported, a meeting takes no time.
    ///
    /// - Parameter rounds: the most rounds.
    init(_ epoch: RankEpoch, rounds: Int = 20) throws(CasePrediction.Failure) {
        let replay: RankReplay
        do throws(CaseError) { replay = try RankReplay(epoch) } catch { throw .notModelled(error) }
        let reported = epoch.samplesPerSecond / Double(epoch.batchSize)
        var seconds = 0.0
        var isConverged = false
        for _ in 0..<rounds {
            let predicted = try replay.prediction(barrierSeconds: seconds).stepsPerSecond
            let missing = Double(epoch.ranks.count) * (1 / reported - 1 / predicted)
            let next = max(0, seconds + missing)
            isConverged = (next - seconds).magnitude < Self.resolutionSeconds
            if isConverged { break }
            seconds = next
        }
        self.epoch = epoch.number
        self.seconds = seconds
        self.isConverged = isConverged
    }

    /// The simulator's clock counts nanoseconds.
    private static let resolutionSeconds = 1e-9
}
