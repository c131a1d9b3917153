/// Calls that a stage could make and does not, because results that are finished keep their places while an older one
/// is waited for: their number over time.
public struct HeldBack: BitwiseCopyable, Sendable {
    /// Calls × nanoseconds up to the last change.
    public private(set) var callNanoseconds = 0.0
    private var calls = 0
    private var changedAt: Int64 = 0

    @inline(__always)
    mutating func change(to calls: Int, at now: Int64) {
        guard calls != self.calls else { return }
        advance(to: now)
        self.calls = calls
    }

    /// Accounts for the time up to `now` (ns).
    mutating func advance(to now: Int64) {
        callNanoseconds += Double(calls) * Double(now - changedAt)
        changedAt = now
    }
}
