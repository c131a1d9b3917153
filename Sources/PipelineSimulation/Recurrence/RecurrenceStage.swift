import BasicContainers
import Pipelines
import Variates

/// What is counted of a stage, and where its own state is.
struct RecurrenceStage: ~Copyable {
    enum Rule { case reading, call, calls, batch, buffer, shuffle, passing }

    let rule: Rule
    /// Position among the states of this rule.
    let index: Int
    /// What its work occupies.
    let place: Work.Place
    /// What the training loop waits for while its work is served.
    let waitCause: WaitCause
    /// Calls that it may have at a time.
    let concurrency: Int
    /// Whether its work takes time: otherwise none is drawn.
    let takesTime: Bool
    /// Whether what it makes is kept account of.
    var isCounted = false

    /// Time at work: pieces that have begun, less those that have ended. Of parallel calls the latter go beside it,
    /// because they do not end in the order in which they begin.
    var work = LevelTrack()
    var workEnds = LevelTrack()
    /// Calls that could be made and are not, because finished results wait for an older one.
    var heldBack = LevelTrack()
    /// 1 while it has no room for more, though it works ahead.
    var ahead = LevelTrack()
    /// What it has emitted, or keeps ready.
    var made = SampleTrack()
    var held: Occupancy
    var waits = WaitTimes()
    /// Pieces of work so far, and those of them that took time.
    var pieces = 0
    var timedPieces = 0

    init(_ rule: Rule, index: Int, _ stage: Pipeline.NamedStage, at place: Work.Place, takesTime: Bool = true) {
        self.rule = rule
        self.index = index
        self.place = place
        waitCause = place.kind.causeInService
        concurrency = stage.operator.concurrency
        self.takesTime = takesTime
        held = Occupancy(capacity: stage.operator.bufferCapacity.map(Int64.init) ?? .max)
    }

    /// It has made samples.
    @inline(__always)
    mutating func make(_ samples: Int64, at happening: Happening) {
        if isCounted { made.add(samples, at: happening) }
    }

    mutating func advance(_ cuts: borrowing Cuts) {
        work.advance(cuts)
        workEnds.advance(cuts)
        heldBack.advance(cuts)
        ahead.advance(cuts)
        made.advance(cuts)
    }

    mutating func finish(_ cuts: borrowing Cuts) {
        work.finish(cuts)
        workEnds.finish(cuts)
        heldBack.finish(cuts)
        ahead.finish(cuts)
        made.finish(cuts)
    }

    /// Time at work up to an instant after which nothing has begun or ended.
    func workNanoseconds(at time: Int64) -> Int64 { work.integral(at: time) &+ workEnds.integral(at: time) }

    /// The same at a cut.
    func workNanoseconds(atCut cut: Int) -> Int64 { work.atCuts[cut] &+ workEnds.atCuts[cut] }
}

/// What a stage answers to a demand.
struct RecurrenceAnswer: BitwiseCopyable {
    var at: Happening
    /// The element: its first sample, and how many there are; 0 at the end of the data.
    var sample: Int64 = 0
    var samples: Int64 = 0

    var isEnd: Bool { samples == 0 }
}

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
    private var pieces: [RecurrencePiece]
    private let mask: Int64
    private(set) var count: Int64 = 0

    /// - Parameter reach: how far back they are asked for.
    init(reach: Int) {
        var capacity = 64
        while capacity < reach { capacity *= 2 }
        mask = Int64(capacity - 1)
        let none = RecurrencePiece(begunAt: 0, heldBackSince: .max, cause: Happening.ambiguous, stage: -1)
        pieces = Array(repeating: none, count: capacity)
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
