/// A whole number that changes at instants, and its exact integral over time.
///
/// The integral is an integer (level × nanoseconds): it neither rounds nor drifts, however long the run.
@frozen
public struct TimeWeighted: Sendable, BitwiseCopyable {
    @usableFromInline
    var present: Int

    @usableFromInline
    var largest: Int

    /// When measuring began, in nanoseconds.
    public let start: Int64

    @usableFromInline
    var changed: Int64

    @usableFromInline
    var accumulated: Int128 = 0

    /// Begins measuring.
    ///
    /// - Parameters:
    ///   - level: the value at first.
    ///   - start: the present time in nanoseconds.
    @inlinable
    public init(level: Int = 0, at start: Int64 = 0) {
        present = level
        largest = level
        self.start = start
        changed = start
    }

    /// The present value.
    @inlinable
    public var level: Int { present }

    /// The largest value so far.
    @inlinable
    public var maximum: Int { largest }

    /// Changes the value to `level` at the instant `now`, in nanoseconds.
    @inlinable
    @inline(__always)
    public mutating func update(to level: Int, at now: Int64) {
        accumulated = integral(at: now)
        changed = now
        present = level
        largest = max(largest, level)
    }

    /// Adds `difference` to the value at the instant `now`, in nanoseconds.
    @inlinable
    @inline(__always)
    public mutating func change(by difference: Int, at now: Int64) {
        update(to: present &+ difference, at: now)
    }

    /// The integral of the value from the start until `now`, in nanoseconds times its unit.
    @inlinable
    public func integral(at now: Int64) -> Int128 {
        accumulated &+ Int128(present) &* Int128(now &- changed)
    }

    /// The mean over the time from the start until `now`; the present value when no time has passed.
    @inlinable
    public func mean(at now: Int64) -> Double {
        now == start ? Double(present) : Double(integral(at: now)) / Double(now - start)
    }
}
