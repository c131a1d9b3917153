/// Something that happens at an instant, at the component numbered `target`.
@frozen
public struct Event: Hashable, Sendable, BitwiseCopyable {
    /// When it happens.
    public var time: SimulationTime

    /// Whom it concerns, as given to `schedule`.
    public var target: UInt32

    @inlinable
    init(time: SimulationTime, target: UInt32) {
        self.time = time
        self.target = target
    }
}

/// The clock and the future events of one simulation run, in order of time and, at equal times, of scheduling.
///
/// An event says *where* something happens and no more; what happens there is the business of whoever pops it.
/// Keep the queue in a local variable or in a noncopyable struct: a class property costs an exclusivity check per call.
@frozen
public struct EventQueue: ~Copyable {
    /// Each key is time (64 bits), sequence (44), target (20): its order is the order of events.
    @usableFromInline
    var keys: KeyQueue

    @usableFromInline
    var sequence: UInt64 = 0

    @usableFromInline
    var clock: Int64 = 0

    @usableFromInline
    var poppedEvents: UInt64 = 0

    /// The first event that was refused because it lay past `SimulationTime.latest`; never taken back.
    ///
    /// Such an event is dropped, so the run that asked for it is void: check this when the run ends.
    public private(set) var refusal: Refusal?

    /// An event that the clock cannot count.
    public struct Refusal: Hashable, Sendable, BitwiseCopyable {
        /// Whom it concerned.
        public var target: UInt32
        /// How long after `now` it would have happened, in nanoseconds; `SimulationTime.outOfRange` when no clock
        /// counts that.
        public var delay: Int64
        /// When it was refused, in nanoseconds.
        public var now: Int64
    }

    /// Whether an event was refused.
    public var overflowed: Bool { refusal != nil }

    /// Creates an empty queue at time zero.
    ///
    /// - Parameter capacity: pending events to reserve storage for; it grows when needed.
    @inlinable
    public init(capacity: Int = 64) {
        keys = KeyQueue(capacity: capacity)
    }

    /// The time of the event popped last, in nanoseconds.
    @inlinable
    public var now: Int64 { clock }

    /// How many events have been popped, less the discarded ones.
    @inlinable
    public var processed: UInt64 { poppedEvents }

    /// How many events are pending.
    @inlinable
    public var count: Int { keys.count }

    /// Whether no event is pending.
    @inlinable
    public var isEmpty: Bool { keys.count == 0 }

    /// The targets a key has room for: a target must be below this.
    @inlinable
    public static var targetLimit: UInt32 { 1 << 20 }

    /// Schedules an event `delay` nanoseconds from now.
    ///
    /// - Parameters:
    ///   - delay: nanoseconds, not negative; past `SimulationTime.latest` it sets `refusal` instead.
    ///   - target: below `targetLimit`.
    /// - Complexity: O(log `count`).
    @inlinable
    public mutating func schedule(after delay: Int64, target: UInt32) {
        // Without a sign, so that a negative delay is too long as well.
        guard UInt64(bitPattern: delay) <= UInt64(bitPattern: SimulationTime.latest.nanoseconds &- clock) else {
            return refuse(delay: delay, target: target)
        }
        let time = UInt64(bitPattern: clock &+ delay)
        let tail = sequence &<< 20 | UInt64(target)
        precondition(
            target < Self.targetLimit && sequence < 1 &<< 44,
            "an event's target must be below 2^20, and one run holds fewer than 2^44 events")
        sequence &+= 1
        keys.insert(UInt128(time) &<< 64 | UInt128(tail))
    }

    /// Schedules an event at an instant, in nanoseconds, that must not have passed; else as `schedule(after:target:)`.
    @inlinable
    public mutating func schedule(at time: Int64, target: UInt32) {
        precondition(time >= clock, "an event cannot be scheduled in the past")
        schedule(after: time &- clock, target: target)
    }

    /// Removes the next event and moves the clock to its time; nil when none is pending.
    ///
    /// - Complexity: O(log `count`).
    @inlinable
    public mutating func pop() -> Event? {
        guard let key = keys.popFirst() else { return nil }
        clock = Int64(truncatingIfNeeded: key &>> 64)
        poppedEvents &+= 1
        return Event(
            time: SimulationTime(nanoseconds: clock),
            target: UInt32(truncatingIfNeeded: key) & (Self.targetLimit - 1))
    }

    /// Takes the event popped last out of the count of processed ones: it turned out to mean nothing.
    @inlinable
    public mutating func discard() {
        poppedEvents &-= 1
    }

    /// Records that something would have happened past `SimulationTime.latest`.
    @usableFromInline
    @inline(never)
    mutating func refuse(delay: Int64, target: UInt32) {
        precondition(delay >= 0, "an event cannot be scheduled in the past")
        if refusal == nil { refusal = Refusal(target: target, delay: delay, now: clock) }
    }
}
