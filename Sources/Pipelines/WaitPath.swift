import BasicContainers

/// Where a training loop's waits went: each instant of a wait is charged to the work that the awaited element then
/// depended on, and to what that work waited for or did.
///
/// Work knows the work at whose end it was begun. When an element ends a wait, the way back from the work that
/// delivered it covers the wait without a gap: its critical path (J. E. Kelley and M. R. Walker (1959), "Critical-path
/// planning and scheduling"). Only what ends during a wait is remembered, until the wait is over.
struct WaitPath: ~Copyable {
    /// Work that ended during the present wait.
    struct Link: BitwiseCopyable {
        var course: WorkCourse
        var endedAt: Int64
        /// Since when finished elements of its stage had been waiting behind an older one.
        var heldBackSince: Int64
        /// The number of the work at whose end it was begun.
        var cause: UInt32
        var stage: Int32
        var place: Work.Place
    }

    /// The number of the work whose end is being reported: what is begun now follows from it.
    private(set) var current: UInt32 = 0
    private var links = UniqueArray<Link>()
    /// The number of the first link; lower ones belong to waits that are over.
    private var first: UInt32 = 1
    /// Up to when the present wait has been charged, because it had too many links (ns).
    private var chargedUntil: Int64 = .min
    /// How long the loop has waited for each stage, and why.
    private(set) var charged: RigidArray<WaitTimes>

    /// Links that are kept; a longer wait is charged piece by piece.
    static let mostLinks = 1 << 16

    init(stages: Int) { charged = RigidArray(repeating: WaitTimes(), count: stages) }

    /// What is begun from now on follows from no work that has ended.
    @inline(__always)
    mutating func beginAnew() { current = 0 }

    /// Work ended while the loop waited.
    ///
    /// - Parameter waitBeganAt: when the wait began (ns).
    mutating func add(
        _ work: Work, _ course: WorkCourse, heldBackSince: Int64, endedAt: Int64, waitBeganAt: Int64
    ) {
        if links.count == Self.mostLinks {
            charge(
                from: waitBeganAt, to: links[links.count - 1].endedAt, following: first &+ UInt32(links.count - 1))
        }
        links.append(
            Link(
                course: course, endedAt: endedAt, heldBackSince: heldBackSince, cause: work.cause, stage: work.stage,
                place: work.place))
        current = first &+ UInt32(links.count - 1)
    }

    /// The wait is over, or what it was for cannot be told: its links are of no more use.
    @inline(__always)
    mutating func forget() {
        chargedUntil = .min
        if !links.isEmpty { clear() }
    }

    private mutating func clear() {
        first &+= UInt32(links.count)
        links.removeAll(keepingCapacity: true)
    }

    /// The work whose end is being reported delivered what the loop has waited for.
    mutating func endWait(from begin: Int64, to end: Int64) {
        charge(from: begin, to: end, following: current)
        chargedUntil = .min
    }

    private mutating func charge(from begin: Int64, to end: Int64, following last: UInt32) {
        let begin = max(begin, chargedUntil)
        var until = end
        var (number, stage) = (last, charged.count - 1)
        while until > begin, let link = link(number) {
            let from = max(begin, min(until, link.course.begunAt))
            charged[Int(link.stage)].add(link, from: from, to: until)
            (until, number, stage) = (from, link.cause, Int(link.stage))
        }
        // Nothing had been begun for it, as where a tuner allows a call later.
        charged[stage][.passingOn] += max(0, until - begin)
        chargedUntil = end
        clear()
    }

    private func link(_ number: UInt32) -> Link? {
        let index = number &- first
        return index < UInt32(links.count) ? links[Int(index)] : nil
    }
}

extension WaitTimes {
    /// Adds a part of a wait in which the awaited element depended on this work.
    fileprivate mutating func add(_ link: WaitPath.Link, from begin: Int64, to end: Int64) {
        let kind = link.place.kind
        let held = max(begin, min(end, link.heldBackSince))
        self[.order] += end - held
        // Without its time in lines it would have ended that much sooner, also where they were over when the wait
        // began.
        var rest = held - begin
        if let cause = kind.causeInLine {
            let inLine = min(rest, max(0, link.course.servedAt - link.course.begunAt))
            self[cause] += inLine
            rest -= inLine
        }
        let contended = min(rest, max(0, link.course.contendedNanoseconds))
        self[.core] += contended
        let locked = min(rest - contended, max(0, link.course.lockWaitNanoseconds))
        self[.lock] += locked
        self[kind.causeInService] += rest - contended - locked
    }
}
