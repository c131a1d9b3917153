/// Something that happens at an instant: work ends, and all follows that takes no time.
///
/// Whole words, for speed.
struct Happening: BitwiseCopyable {
    /// When (ns).
    var time: Int64
    /// When the event engine would have scheduled it (ns): of two at an instant, the one scheduled first comes first.
    var scheduled: Int64
    /// The piece of work at whose end it happens; `ambiguous` where two that end at this instant may be the one.
    var piece: Int64
    /// How many pieces of work without a length lie between that end and this; `sharesCores` is added for work on
    /// cores that others may have as well.
    private var code: Int64

    /// The end of a piece of work.
    ///
    /// - Parameter sharesCores: whether cores that serve several at a time by turns have done it: what ends together
    ///   there is one event.
    init(time: Int64, scheduled: Int64, piece: Int64, sharesCores: Bool = false) {
        self.time = time
        self.scheduled = scheduled
        self.piece = piece
        code = sharesCores ? Self.sharedCores : 0
    }

    private static let sharedCores: Int64 = 1 << 62
    /// No piece of work in particular.
    static let ambiguous: Int64 = -1

    /// The end of a piece of work without a length that begins at this.
    var next: Happening {
        var next = self
        next.code += 1
        return next
    }

    var sharesCores: Bool { code >= Self.sharedCores }
    var depth: Int64 { code & (Self.sharedCores - 1) }

    /// Whether this happens before another, as the event engine orders them; nil where that cannot be told from here.
    ///
    /// One and the same is not before itself.
    @inline(__always)
    func isBefore(_ other: Happening) -> Bool? {
        time != other.time ? time < other.time : isBeforeAtOnce(other)
    }

    @inline(never)
    private func isBeforeAtOnce(_ other: Happening) -> Bool? {
        if piece == other.piece && piece != Self.ambiguous { return depth < other.depth }
        if piece == Self.ambiguous || other.piece == Self.ambiguous { return nil }
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
        later.piece = isLater ? piece : other.piece
        later.code = isLater ? code : other.code
        return later
    }

    @inline(never)
    private func laterAtOnce(_ other: Happening) -> Happening {
        guard let isBefore = isBeforeAtOnce(other) else {
            var later = self
            later.piece = Self.ambiguous
            return later
        }
        return isBefore ? other : self
    }
}
