import Measurements

/// Shares of a stretch of a run's time that a stage spends in one way or another, over all accelerators.
public struct StageShares: Sendable, Equatable, Codable {
    /// At work, of its busiest kind of threads: its parallel calls or worker processes, the thread that pins memory,
    /// the consumer's while it receives; starting and ending worker processes is no work.
    public var utilisation: Double
    /// At storage, of its workers' time at work, waits included.
    public var storage = 0.0
    /// Held back, of its calls' time: they could run and do not, because finished results wait for an older one.
    public var heldBack = 0.0
    /// Without room for more, if it works ahead of its consumer.
    public var ahead = 0.0
    /// Waits of training loops, within epochs, for elements whose work is in its hands.
    public var waits = WaitShares()

    /// Shares; 0 for what does not happen.
    public init(
        utilisation: Double, storage: Double = 0, heldBack: Double = 0, ahead: Double = 0,
        waits: WaitShares = WaitShares()
    ) {
        self.utilisation = utilisation
        self.storage = storage
        self.heldBack = heldBack
        self.ahead = ahead
        self.waits = waits
    }
}

extension StageShares {
    /// Those of a stage in a part of a run.
    ///
    /// - Parameter isTuned: whether its calls at a time change while it runs.
    init(_ part: SteadyPart, stage: Int, accelerators: Int, isTuned: Bool) {
        func change(_ counter: StageCounter) -> Double { part.change(of: counter, ofStage: stage) }
        func share(_ nanoseconds: Double, of all: Double) -> Double { all > 0 ? (nanoseconds / all).roundedShare : 0 }
        let (workers, calls, time) = (change(.workers), change(.calls), part.nanoseconds * Double(accelerators))
        let threads = max(share(workers, of: calls), share(max(change(.consumer), change(.pinningThread)), of: time))
        self.init(
            // Calls of a tuner's earlier, higher choice go on after it, so that a share may come to more than one.
            utilisation: isTuned ? min(1, threads) : threads,
            storage: share(change(.storage), of: workers),
            heldBack: share(change(.heldBack), of: calls),
            ahead: share(change(.ahead), of: time),
            waits: WaitShares { share(change(.wait($0)), of: time) })
    }

    /// Averages over the time of replications.
    ///
    /// - Parameters:
    ///   - shares: one for each replication, at least one.
    ///   - seconds: the lengths of the stretches.
    init(averageOf shares: [StageShares], overSeconds seconds: [Double]) {
        func mean(_ share: KeyPath<StageShares, Double>) -> Double {
            TimeAverage(of: shares.map { $0[keyPath: share] }, overSeconds: seconds).mean
        }
        self.init(
            utilisation: mean(\.utilisation), storage: mean(\.storage), heldBack: mean(\.heldBack),
            ahead: mean(\.ahead), waits: WaitShares { cause in mean(\.waits[cause]) })
    }
}
