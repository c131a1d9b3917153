import BasicContainers
import Measurements

/// Where the training loops' time goes: shares of the epochs after the first, or of the only one, which add up to 1.
///
/// Means over the accelerators.
public struct LoopTime: Sendable, Equatable {
    /// Steps compute.
    public var computation: Double
    /// Copies in the steps' own path.
    public var copies: Double
    /// Launches that the accelerator waits for.
    public var launches: Double
    /// Waits for data within epochs, while no step computes.
    public var waiting: Double
    /// Waits for the first element of each epoch, and after its last.
    public var boundaries: Double
    /// At the barrier between accelerators.
    public var barrier: Double
    /// Checkpoints and evaluations.
    public var interruptions: Double
    /// The rest: the host is busy between elements and steps.
    public var host: Double

    /// Nothing but computation.
    public static let computing = LoopTime(
        computation: 1, copies: 0, launches: 0, waiting: 0, boundaries: 0, barrier: 0, interruptions: 0, host: 0)
}

extension LoopTime {
    /// From counters; nothing but computation where no time has passed.
    init(_ record: borrowing RunRecord, _ ranks: borrowing RigidArray<Rank>, epochs: Int, end: RunSnapshot) {
        let start = epochs > 1 ? record.firstEpochEnd ?? .start : .start
        let total = Double(end.timeNanoseconds - start.timeNanoseconds) * Double(ranks.count)
        self = .computing
        guard total > 0 else { return }
        func share(_ counter: KeyPath<RunSnapshot, Double>) -> Double {
            (end[keyPath: counter] - start[keyPath: counter]) / total
        }
        func share(
            _ ranks: borrowing RigidArray<Rank>, _ loss: KeyPath<LoopLosses, Int64>
        ) -> Double {
            var sum: Int64 = 0
            for rank in 0..<ranks.count {
                let before = epochs > 1 ? ranks[rank].lossesInFirstEpoch[keyPath: loss] : 0
                sum += ranks[rank].losses[keyPath: loss] - before
            }
            return Double(sum) / total
        }
        computation = share(\.computeNanoseconds)
        copies = share(ranks, \.copies)
        launches = share(ranks, \.launches)
        boundaries = share(ranks, \.boundaries)
        waiting = max(0, share(\.stallNanoseconds) - boundaries)
        barrier = share(\.barrierNanoseconds)
        interruptions = share(ranks, \.interruptions)
        host = max(0, 1 - computation - copies - launches - waiting - boundaries - barrier - interruptions)
    }

    /// Means over replications.
    init(averageOf reports: [LoopTime]) {
        func mean(_ share: KeyPath<LoopTime, Double>) -> Double { Tally(reports.map { $0[keyPath: share] }).mean ?? 0 }
        self.init(
            computation: mean(\.computation), copies: mean(\.copies), launches: mean(\.launches),
            waiting: mean(\.waiting), boundaries: mean(\.boundaries), barrier: mean(\.barrier),
            interruptions: mean(\.interruptions), host: mean(\.host))
    }

    /// The shares of the time within epochs, as the steady part of a single epoch has them.
    var withinEpochs: LoopTime {
        let rest = 1 - boundaries
        guard rest > 0 else { return self }
        return LoopTime(
            computation: computation / rest, copies: copies / rest, launches: launches / rest, waiting: waiting / rest,
            boundaries: 0, barrier: barrier / rest, interruptions: interruptions / rest, host: host / rest)
    }
}
