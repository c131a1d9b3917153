/// Bytes of host memory that a pipeline holds: in buffers, and in elements that are being worked on.
///
/// An element that is held in two places, as by a cache and by a buffer behind it, counts in both.
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

    mutating func changeHeld(by bytes: Int64, at now: Int64, stage: Int) {
        heldBytes += Int128(bytes)
        if heldBytes > peakHeldBytes { peakHeldBytes = heldBytes }
        check(at: now, stage)
    }

    mutating func changeInFlight(by bytes: Int64, at now: Int64, stage: Int) {
        inFlightBytes += Int128(bytes)
        check(at: now, stage)
    }

    private mutating func check(at now: Int64, _ stage: Int) {
        let total = heldBytes + inFlightBytes
        guard total > peakBytes else { return }
        peakBytes = total
        if total > capacityBytes && exhaustion == nil {
            exhaustion = Exhaustion(nanoseconds: now, bytes: total, stage: stage)
        }
    }
}
