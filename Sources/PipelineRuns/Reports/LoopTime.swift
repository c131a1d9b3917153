import Measurements

/// Where the training loops' time goes in a stretch of a run: shares that add up to 1, means over the accelerators.
public struct LoopTime: Sendable, Equatable, Codable {
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
    /// Accelerators whose data have ended wait for the end of the others' epoch.
    public var starved: Double
    /// At the barrier between accelerators, for steps.
    public var barrier: Double
    /// Checkpoints and evaluations, an accelerator's own and those of others that it waits for.
    public var interruptions: Double
    /// The rest: the host is busy between elements and steps.
    public var host: Double

    /// Nothing but computation.
    public static let computing = LoopTime(
        computation: 1, copies: 0, launches: 0, waiting: 0, boundaries: 0, starved: 0, barrier: 0, interruptions: 0,
        host: 0)
}

extension LoopTime {
    /// That of a part of a run; nothing but computation where no time passes.
    init(_ part: SteadyPart, accelerators: Int) {
        let total = part.nanoseconds * Double(accelerators)
        self = .computing
        guard total > 0 else { return }
        func share(_ counter: (RunSnapshot) -> Double) -> Double { part.change(of: counter) / total }
        computation = share(\.computeNanoseconds)
        copies = share(\.pathCopyNanoseconds)
        launches = share(\.launchNanoseconds)
        starved = share(\.starvedNanoseconds)
        // That a wait was the epoch's last is known when it is over: then the part before this one would be counted,
        // too.
        let waits = max(0, share(\.stallNanoseconds) - starved)
        boundaries = min(waits, share(\.boundaryNanoseconds))
        waiting = waits - boundaries
        barrier = share(\.barrierNanoseconds)
        interruptions = share(\.interruptionNanoseconds)
        host = max(
            0, 1 - computation - copies - launches - waiting - boundaries - starved - barrier - interruptions)
    }

    /// Averages over the time of replications.
    ///
    /// - Parameter parts: one for each replication, at least one.
    init(averageOf parts: [WindowFigures]) {
        func mean(_ share: KeyPath<LoopTime, Double>) -> Double {
            TimeAverage(of: parts.map { $0.loop[keyPath: share] }, overSeconds: parts.map(\.seconds)).mean
        }
        self.init(
            computation: mean(\.computation), copies: mean(\.copies), launches: mean(\.launches),
            waiting: mean(\.waiting), boundaries: mean(\.boundaries), starved: mean(\.starved),
            barrier: mean(\.barrier), interruptions: mean(\.interruptions), host: mean(\.host))
    }
}
