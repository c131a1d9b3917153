/// Where values in order cease to meet a condition, or begin to; positions count from 0.
public struct Edge: Sendable, Equatable {
    /// The outermost value that is known to meet it; nil where none is.
    public var met: Int?
    /// The next beyond it that is known to miss it; nil where the values end before.
    public var missed: Int?
    /// Those between the two, or up to the end of the values, of which it is not known.
    public var open: [Int] = []
    /// Values that were tried and say otherwise: beyond the edge they meet it, or before it they miss it.
    public var exceptions: [Int] = []
    /// Whether values were left out because the figures only got worse towards them.
    public var isCutShort = false

    /// Whether the edge is known: no value between is open.
    public var isResolved: Bool { open.isEmpty }
}

/// Which edge is sought.
public enum EdgeGoal: Sendable {
    /// The last value that meets the condition, as with what uses a resource up.
    case last
    /// The first one, as with what is provided.
    case first
}
