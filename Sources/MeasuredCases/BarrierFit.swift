/// The duration of meetings at the barrier with which an epoch's samples per second come out as reported.
public struct BarrierFit: Sendable, Equatable {
    /// The epoch that was fitted.
    public let epoch: Int
    /// Seconds of each meeting.
    public let seconds: Double

    /// Replays the epoch until it is as fast as reported, by Newton's method.
    ///
    /// Every step pays one meeting, so that the epoch's length grows with it by the number of steps; where the recorded
    /// times alone already take longer than reported, a meeting takes no time.
    init(_ epoch: RankEpoch) throws(CasePrediction.Failure) {
        let replay: RankReplay
        do throws(CaseError) { replay = try RankReplay(epoch) } catch { throw .notModelled(error) }
        let reported = epoch.samplesPerSecond / Double(epoch.batchSize)
        var seconds = 0.0
        for _ in 0..<Self.mostRounds {
            let predicted = try replay.prediction(barrierSeconds: seconds).stepsPerSecond
            let missing = Double(epoch.ranks.count) * (1 / reported - 1 / predicted)
            let next = max(0, seconds + missing)
            if (next - seconds).magnitude < Self.resolutionSeconds { break }
            seconds = next
        }
        self.epoch = epoch.number
        self.seconds = seconds
    }

    private static let mostRounds = 20
    /// The simulator's clock counts nanoseconds.
    private static let resolutionSeconds = 1e-9
}
