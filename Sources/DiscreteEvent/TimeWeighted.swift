/// A whole number that changes at instants, and its exact integral over time.
///
/// The integral is an integer (level × nanoseconds): it neither rounds nor drifts, however long the run.
@frozen
public struct TimeWeighted: Sendable, BitwiseCopyable {
    // First, because the others leave no hole behind it.
    @usableFromInline
    var accumulated: Int128 = 0

    @usableFromInline
    var present: Int

    @usableFromInline
    var largest: Int

    @usableFromInline
    var changed: Int64

    /// Begins measuring.
    ///
    /// - Parameters:
    ///   - level: the value at first.
    ///   - start: the present time in nanoseconds.
    @inlinable
    public init(level: Int = 0, at start: Int64 = 0) {
        present = level
        largest = level
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
}
