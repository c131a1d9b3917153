/// Bytes of host memory that a pipeline holds: in buffers, and in elements that are being worked on.
///
/// An element that is held in two places, as by a cache and by a buffer behind it, counts in both. Elements that are
/// worked on count if that takes time: the sum over an instant in which one piece of work ends and another begins would
/// depend on which of the two is noted first.
public struct MemoryUse: BitwiseCopyable, Sendable {
    /// The moment at which memory ran out.
    public struct Exhaustion: BitwiseCopyable, Sendable, Equatable {
        /// When (ns).
        public var nanoseconds: Int64
        /// Bytes needed at that moment.
        public var bytes: Int128
        /// Position of the stage that asked for the last of them.
        public var stage: Int
    }

    /// Bytes in buffers, shuffle and cache now.
    public private(set) var heldBytes: Int128 = 0
    /// Bytes of elements being worked on now.
    public private(set) var inFlightBytes: Int128 = 0
    /// Most bytes in buffers, shuffle and cache at a time.
    public private(set) var peakHeldBytes: Int128 = 0
    /// Most bytes of both kinds at a time.
    public private(set) var peakBytes: Int128 = 0
    /// When the capacity was first exceeded, if ever.
    public private(set) var exhaustion: Exhaustion?
    /// Bytes there are.
    var capacityBytes = Int128.max

    /// When bytes last came or went (ns).
    private var changedAt: Int64 = 0
    /// The stage that asked for bytes last.
    private var askingStage = 0

    /// Nothing is held.
    package init() {}

    /// What a run has held and worked on at most.
    package init(peakHeldBytes: Int128, peakBytes: Int128) {
        self.peakHeldBytes = peakHeldBytes
        self.peakBytes = peakBytes
    }

    mutating func changeHeld(by bytes: Int64, at now: Int64, stage: Int) {
        heldBytes += Int128(bytes)
        changed(by: bytes, at: now, stage)
        guard heldBytes > peakHeldBytes else { return }
        peakHeldBytes = heldBytes
        raisePeak(to: heldBytes)
    }

    mutating func changeInFlight(by bytes: Int64, at now: Int64, stage: Int) {
        inFlightBytes += Int128(bytes)
        changed(by: bytes, at: now, stage)
    }

    /// What is held and worked on now is so for longer than an instant.
    @inline(__always)
    mutating func settle() { raisePeak(to: heldBytes + inFlightBytes) }

    @inline(__always)
    private mutating func changed(by bytes: Int64, at now: Int64, _ stage: Int) {
        changedAt = now
        if bytes > 0 { askingStage = stage }
    }

    @inline(__always)
    private mutating func raisePeak(to total: Int128) {
        guard total > peakBytes else { return }
        peakBytes = total
        if total > capacityBytes && exhaustion == nil {
            exhaustion = Exhaustion(nanoseconds: changedAt, bytes: total, stage: askingStage)
        }
    }
}
