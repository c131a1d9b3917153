/// The training loop's latest times between an answer and its next demand: how fast it could take elements.
public struct ConsumerGaps: Sendable, Equatable {
    /// Gaps that are kept.
    public static let window = 100
    /// Gaps of this length (ns) and more are pauses, and do not count.
    public static let shortestPauseNanoseconds: Int64 = 10_000_000_000

    /// The latest gaps (ns), in no particular order.
    public private(set) var nanoseconds: [Int64] = []
    private var next = 0
    private var answeredAt: Int64?

    /// No gap yet.
    public init() {}

    /// The training loop got an answer.
    ///
    /// - Parameters:
    ///   - now: when it did (ns).
    ///   - demand: when it had asked (ns).
    public mutating func answered(at now: Int64, demandedAt demand: Int64) {
        if let answeredAt, demand - answeredAt < Self.shortestPauseNanoseconds { record(demand - answeredAt) }
        answeredAt = now
    }

    private mutating func record(_ gap: Int64) {
        if nanoseconds.count < Self.window {
            nanoseconds.append(gap)
        } else {
            nanoseconds[next] = gap
            next = (next + 1) % Self.window
        }
    }
}
