import BasicContainers

/// A piece of work, for the way back from a wait.
struct RecurrencePiece: BitwiseCopyable {
    var begunAt: Int64
    /// Since when finished results of its stage had been waiting behind an older one (ns).
    var heldBackSince: Int64
    /// The piece at whose end it was begun.
    var cause: Int64
    /// Of which stage; below 0 for a training step.
    var stage: Int64
}

/// The latest pieces of work by number.
struct RecurrencePieces: ~Copyable {
    private var pieces: RigidArray<RecurrencePiece>
    private let mask: Int64
    private(set) var count: Int64 = 0

    /// - Parameter reach: how far back they are asked for.
    init(reach: Int) {
        var capacity = 64
        while capacity < reach { capacity *= 2 }
        mask = Int64(capacity - 1)
        let none = RecurrencePiece(begunAt: 0, heldBackSince: .max, cause: Happening.ambiguous, stage: -1)
        pieces = RigidArray(repeating: none, count: capacity)
    }

    /// The number of a new piece.
    @inline(__always)
    mutating func add(begunAt happening: Happening, stage: Int) -> Int64 {
        let number = count
        pieces[Int(number & mask)] = RecurrencePiece(
            begunAt: happening.time, heldBackSince: .max, cause: happening.piece, stage: Int64(stage))
        count += 1
        return number
    }

    /// A piece, if it is one of the latest.
    subscript(number: Int64) -> RecurrencePiece? {
        number >= 0 && count - number <= mask ? pieces[Int(number & mask)] : nil
    }

    /// Results of its stage wait behind an older one.
    mutating func setHeldBack(_ number: Int64, since: Int64) { pieces[Int(number & mask)].heldBackSince = since }
}
