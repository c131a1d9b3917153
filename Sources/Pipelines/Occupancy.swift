/// What a stage holds over time: elements (time-weighted), and their bytes.
public struct Occupancy: BitwiseCopyable, Sendable {
    /// Elements held now.
    public private(set) var elements: Int64 = 0
    /// Bytes held now.
    public private(set) var bytes: Int128 = 0
    /// Most elements held.
    public private(set) var maximumElements: Int64 = 0
    /// Most bytes held.
    public private(set) var maximumBytes: Int128 = 0
    /// Elements × nanoseconds up to the last change.
    public private(set) var elementNanoseconds = 0.0
    /// Nanoseconds with nothing held, up to the last change.
    public private(set) var emptyNanoseconds: Int64 = 0
    /// Nanoseconds with `capacity` or more held, up to the last change.
    public private(set) var fullNanoseconds: Int64 = 0
    /// Elements at which it counts as full.
    public let capacity: Int64
    private var changedAt: Int64 = 0

    /// Nothing held, from time 0.
    public init(capacity: Int64) { self.capacity = capacity }

    /// More or fewer are held from `now` (ns) on.
    package mutating func change(elements: Int64, bytes: Int64, at now: Int64) {
        advance(to: now)
        self.elements += elements
        if self.elements > maximumElements { maximumElements = self.elements }
        guard bytes != 0 else { return }
        self.bytes += Int128(bytes)
        if self.bytes > maximumBytes { maximumBytes = self.bytes }
    }

    /// Accounts for the time up to `now` (ns).
    @inline(__always)
    public mutating func advance(to now: Int64) {
        let span = now - changedAt
        changedAt = now
        elementNanoseconds += Double(elements) * Double(span)
        if elements == 0 { emptyNanoseconds += span }
        if elements >= capacity { fullNanoseconds += span }
    }
}
