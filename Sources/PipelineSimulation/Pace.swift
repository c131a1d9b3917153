import DiscreteEvent

/// A limit of requests per second, evenly spaced: one that comes too early waits for its turn.
struct Pace: BitwiseCopyable {
    private let spacingSeconds: Double
    /// Requests since it last was idle, and when that was (ns).
    private var requests = 0.0
    private var idleUntil: Int64 = 0
    /// When the next one is accepted (ns).
    private var nextAt: Int64 = 0
    /// Requests that were accepted, or wait for it.
    private(set) var accepted: Int64 = 0

    /// - Parameter perSecond: requests per second; nil for as many as come.
    init(perSecond: Int?) { spacingSeconds = perSecond.map { 1 / Double($0) } ?? 0 }

    /// Whether anybody may have to wait.
    var isLimited: Bool { spacingSeconds > 0 }

    /// Nanoseconds until a request that comes now is accepted.
    mutating func delay(at now: Int64) -> Int64 {
        accepted += 1
        if nextAt < now { (idleUntil, requests, nextAt) = (now, 0, now) }
        let delay = nextAt - now
        requests += 1
        // From the first one on, also behind one that came just in time, so that rounding does not add up.
        nextAt = SimulationTime.sum(idleUntil, SimulationTime.countedNanoseconds(inSeconds: requests * spacingSeconds))
        return delay
    }

    /// Time that it takes to accept what was accepted by now (ns).
    func busyNanoseconds(at now: Int64) -> Double {
        let next = Double(idleUntil) + requests * spacingSeconds * 1e9
        return Double(accepted) * spacingSeconds * 1e9 - max(0, next - Double(now))
    }
}
