/// How a lane, or several together, spent the window.
public struct LaneShares: Sendable, Equatable {
    /// Lanes counted.
    public private(set) var lanes = 0
    /// Nanoseconds of all of them.
    public private(set) var nanoseconds: Int64 = 0
    private var spent: [LaneActivity: Int64] = [:]

    /// The time of one lane.
    public init(_ pieces: [LanePiece]) {
        lanes = 1
        for piece in pieces {
            nanoseconds += piece.nanoseconds
            spent[piece.activity, default: 0] += piece.nanoseconds
        }
    }

    /// Takes in the time of others.
    public mutating func add(_ other: LaneShares) {
        lanes += other.lanes
        nanoseconds += other.nanoseconds
        spent.merge(other.spent, uniquingKeysWith: +)
    }

    /// Nanoseconds spent so.
    public func nanoseconds(of activity: LaneActivity) -> Int64 { spent[activity] ?? 0 }

    /// Share of the window spent so, 0...1; several lanes' mean.
    public func share(of activity: LaneActivity) -> Double {
        nanoseconds > 0 ? Double(nanoseconds(of: activity)) / Double(nanoseconds) : 0
    }
}
