/// Something that happens at an instant: work ends, and all follows that takes no time.
///
/// Three whole words, for speed.
struct Happening: BitwiseCopyable {
    /// When (ns).
    var time: Int64
    /// When the event engine would have scheduled it (ns): of two at an instant, the one scheduled first comes first.
    var scheduled: Int64
    /// From which piece of work it follows, and how: see `piece`, `depth` and `sharesCores`; below 0 where that is not
    /// known.
    private var origin: Int64

    private static let depthBits: Int64 = 20
    private static let depths: Int64 = 1 << depthBits - 1
    private static let sharedCores: Int64 = 1 << 62

    /// No piece of work in particular.
    static let ambiguous: Int64 = -1

    /// The end of a piece of work.
    ///
    /// - Parameters:
    ///   - piece: its number, below 2⁴²; `ambiguous` where two that end at this instant may be the one.
    ///   - sharesCores: whether cores that serve several at a time by turns have done it: what ends together there is one
    ///     event.
    init(time: Int64, scheduled: Int64, piece: Int64, sharesCores: Bool = false) {
        self.time = time
        self.scheduled = scheduled
        origin = piece < 0 ? Self.ambiguous : piece << Self.depthBits | (sharesCores ? Self.sharedCores : 0)
    }

    /// The end of a piece of work without a length that begins at this.
    var next: Happening {
        var next = self
        next.origin = origin < 0 || depth == Self.depths ? Self.ambiguous : origin + 1
        return next
    }

    /// The piece of work at whose end it happens; `ambiguous` where two that end at this instant may be the one.
    var piece: Int64 { origin < 0 ? Self.ambiguous : (origin & (Self.sharedCores - 1)) >> Self.depthBits }
    /// How many pieces of work without a length lie between that end and this.
    var depth: Int64 { origin & Self.depths }
    /// Whether cores that others may have as well have done that work.
    var sharesCores: Bool { origin >= Self.sharedCores }

    /// Whether this happens before another, as the event engine orders them; nil where that cannot be told from here.
    ///
    /// One and the same is not before itself.
    @inline(__always)
    func isBefore(_ other: Happening) -> Bool? {
        time != other.time ? time < other.time : isBeforeAtOnce(other)
    }

    @inline(never)
    private func isBeforeAtOnce(_ other: Happening) -> Bool? {
        if origin < 0 || other.origin < 0 { return nil }
        if piece == other.piece { return depth < other.depth }
        if sharesCores != other.sharesCores || sharesCores && depth + other.depth > 0 { return nil }
        return scheduled == other.scheduled ? nil : scheduled < other.scheduled
    }

    /// The later of two; where that cannot be told, something at their instant that follows from no work in particular.
    @inline(__always)
    func later(_ other: Happening) -> Happening {
        if time == other.time { return laterAtOnce(other) }
        // Word by word, without a branch, which would be guessed wrong as often as not.
        let isLater = time > other.time
        var later = self
        later.time = isLater ? time : other.time
        later.scheduled = isLater ? scheduled : other.scheduled
        later.origin = isLater ? origin : other.origin
        return later
    }

    @inline(never)
    private func laterAtOnce(_ other: Happening) -> Happening {
        guard let isBefore = isBeforeAtOnce(other) else {
            var later = self
            later.origin = Self.ambiguous
            return later
        }
        return isBefore ? other : self
    }
}
