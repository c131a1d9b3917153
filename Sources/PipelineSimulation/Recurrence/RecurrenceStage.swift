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
    /// What its function makes of an element, if it has one.
    let function: MapCall?
    /// Its changes of memory in its own thread, in that of its consumer, and at the ends of parallel calls.
    var threads = (own: 0, consumer: 0, ends: 0)
    /// Of a source: transfers that take time.
    var transfers = SpanTrack()
    var transferCount = 0
    /// Those without a latency.
    var mereTransfers = 0

    /// Time at work, one piece after the other.
    var work = SpanTrack()
    /// Of parallel calls: those that have begun, and beside them, because they end in another order, those that ended.
    var callBegins = LevelTrack()
    var callEnds = LevelTrack()
    /// Calls that could be made and are not, because finished results wait for an older one.
    var heldBack = LevelTrack()
    /// 1 while it has no room for more, though it works ahead.
    var ahead = SpanTrack()
    /// What it has emitted, or keeps ready.
    var made = SampleTrack()
    var held: Occupancy
    var waits = WaitTimes()
    /// Pieces of work so far, and those of them that took time.
    var pieces = 0
    var timedPieces = 0

    init(
        _ rule: Rule, index: Int, _ stage: Pipeline.NamedStage, at place: Work.Place, takesTime: Bool = true,
        function: MapCall? = nil
    ) {
        self.rule = rule
        self.index = index
        self.place = place
        waitCause = place.kind.causeInService
        concurrency = stage.operator.concurrency
        self.takesTime = takesTime
        self.function = function
        held = Occupancy(capacity: stage.operator.bufferCapacity.map(Int64.init) ?? .max)
    }

    /// It has made samples.
    @inline(__always)
    mutating func make(_ samples: Int64, at happening: Happening) {
        if isCounted { made.add(samples, at: happening) }
    }

    /// A parallel call begins.
    @inline(__always)
    mutating func beginCall(on input: RecurrenceAnswer, _ memory: inout RecurrenceMemory) {
        pieces += 1
        timedPieces += 1
        callBegins.change(by: 1, at: input.at.time)
        memory.work(on: input.bytes, at: input.at.time, in: threads.own)
        memory.reach(input.at.time, in: threads.own)
    }

    /// Goes on as far as the cuts are known.
    ///
    /// - Parameter isOver: whether all has happened that they count.
    mutating func advance(_ cuts: borrowing Cuts, isOver: Bool = false) {
        if rule == .calls {
            callBegins.advance(cuts, isOver: isOver)
            callEnds.advance(cuts, isOver: isOver)
            heldBack.advance(cuts, isOver: isOver)
        } else {
            work.advance(cuts, isOver: isOver)
            transfers.advance(cuts, isOver: isOver)
        }
        ahead.advance(cuts, isOver: isOver)
        made.advance(cuts, isOver: isOver)
    }

    /// Time at work up to an instant after which nothing has begun or ended.
    func workNanoseconds(at time: Int64) -> Int64 {
        work.nanoseconds(at: time) &+ callBegins.integral(at: time) &+ callEnds.integral(at: time)
    }

    /// What it has come to at a cut.
    ///
    /// - Parameter waits: what the training loop had waited for it.
    @inline(__always)
    func moment(atCut cut: Int, _ waits: WaitTimes) -> StageMoment {
        let isCalls = rule == .calls
        return StageMoment(
            work: isCalls ? callBegins.atCuts[cut] &+ callEnds.atCuts[cut] : work.atCuts[cut],
            transfers: isCalls ? 0 : transfers.atCuts[cut], heldBack: isCalls ? heldBack.atCuts[cut] : 0,
            ahead: ahead.atCuts[cut], waits: waits)
    }
}
