public import Pipelines

/// What a stage does with elements at one time, until the next change.
public struct StageState: Sendable, Equatable {
    /// When it became so (ns).
    public var nanoseconds: Int64
    /// Whether its consumer waits for an element.
    public var isAsked = false
    /// Whether anything has been asked of it in this epoch.
    public var hasBegun = false
    /// Whether its upstream has no more for it in this epoch.
    public var inputHasEnded = false
    /// Elements that it holds ready, or for later.
    public var held: Int64 = 0
    /// Elements that it may hold at this time; nil when there is no limit.
    public var limit: Int?

    /// Nothing yet.
    public init(nanoseconds: Int64, limit: Int? = nil) {
        self.nanoseconds = nanoseconds
        self.limit = limit
    }
}

/// A part of a wait of a training loop, within an epoch, for an element whose work was in a stage's hands.
public struct ChargedWait: Sendable, Equatable {
    /// When the wait was over (ns).
    public var endedAt: Int64
    /// What it waited for.
    public var cause: WaitCause
    /// How long; of a wait that had begun before the window, in proportion (ns).
    public var nanoseconds: Int64
}

/// One stage of one accelerator's pipeline over time.
public struct StageTrack: Sendable, Equatable {
    /// Its name in the pipeline.
    public var name: String
    /// The accelerator whose pipeline it is in, counted from 0.
    public var accelerator: Int
    /// Whether a thread of its own works ahead.
    public var isAsynchronous: Bool
    /// Whether it keeps a limited number of elements, so that its occupancy is worth showing.
    public var isBuffer: Bool
    /// Its states in order; the first holds from the window's beginning.
    public var states: [StageState]
    /// Waits of the training loop that were charged to it, in the order of their ends.
    public var waits: [ChargedWait] = []

    /// Most elements that it may hold in the window; where nothing limits them, the most that it holds.
    public var capacity: Int64 {
        states.map { state in state.limit.map { Int64($0) } ?? state.held }.max() ?? 0
    }
}

/// Whether an accelerator waits for others, until the next change.
public struct BarrierState: Sendable, Equatable {
    /// When it became so (ns).
    public var nanoseconds: Int64
    /// Whether it waits at the barrier, or for the end of the others' epoch.
    public var isWaiting: Bool
}
