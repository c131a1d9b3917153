import BasicContainers
import DiscreteEvent

/// Where stages put their answers: inputs for neighbours wait to be delivered, work goes to the backend.
///
/// Noncopyable storage throughout: this is the hot path, and owned storage needs no check for sharing.
public struct Actions: ~Copyable {
    /// What a run knows of a stage apart from its state machine.
    struct Port: BitwiseCopyable {
        /// The element that the stage has emitted and its consumer has not yet received.
        var emitted = Element(sample: 0, bytes: 0, epoch: 0)
        /// What stopped the stage, if something did.
        var failure = Failure(code: 0)
        /// Elements that it has emitted in this life.
        var emittedElements: Int64 = 0
        /// Samples that it has emitted since the run began, without those that a restart threw away.
        var emittedSamples: Int64 = 0
        /// Samples in the elements that it holds.
        var heldSamples: Int64 = 0
        var generation: UInt32 = 0
        /// Whether the downstream waits for an answer.
        var isDemanded = false
        /// Whether the answer passes from one thread to another at a cost.
        var delaysHandOver: Bool
        /// Whether it passes on all samples that come in.
        var conservesSamples = true
        /// When the downstream began to wait (ns).
        var demandedAt: Int64 = 0
        var occupancy: Occupancy
        var workTimes = WorkTimes()
        /// Calls that the stage could make and does not, because results that are finished keep their places while an
        /// older one is waited for.
        var heldBack = TimeWeighted()
        /// Since when there have been such calls (ns); the end of time while there are none.
        var heldBackSince = Int64.max
        /// 1 while the stage, which works ahead, has no room for more.
        var ahead = TimeWeighted()
        /// Caches that were thrown away because their epoch was over before they were complete.
        var discardedCaches = 0
    }

    /// Work that was begun and is not yet taken by the backend, in order.
    var startedWork = UniqueArray<Work>()
    var ports: RigidArray<Port>
    /// The stage that answers now.
    var stage = 0
    /// Time of the current input (ns); stages look at it only for costs that go by time, and for times that they draw
    /// themselves.
    var now: Int64 = 0
    var memory = MemoryUse()
    var contents = ContentNumbers()
    var letters: Letters
    var waits: WaitPath

    init(ports: consuming RigidArray<Port>) {
        waits = WaitPath(stages: ports.count - 1)
        letters = Letters(stages: ports.count - 1)
        self.ports = ports
    }

    /// Asks the upstream for an element; at most one may be asked for at a time.
    public mutating func pull() {
        ports[stage - 1].isDemanded = true
        ports[stage - 1].demandedAt = now
        letters.post(.demand, to: stage - 1)
    }

    /// Begins work on an element; `token` comes back with it.
    public mutating func perform(_ element: Element, at place: Work.Place, token: Int64 = 0) {
        if !element.onDevice { memory.changeInFlight(by: element.bytes, at: now, stage: stage) }
        let work = Work(
            element: contents.numbered(element), token: token, stage: Int32(truncatingIfNeeded: stage),
            generation: ports[stage].generation, place: place, cause: waits.current)
        ports[stage].workTimes.began(work, at: now)
        startedWork.append(work)
    }

    /// Answers a demand with an element.
    public mutating func emit(_ element: Element) {
        answerDemand()
        ports[stage].emitted = element
        ports[stage].emittedElements &+= 1
        ports[stage].emittedSamples &+= element.samples
        if ports[stage].delaysHandOver {
            handOver(element)
        } else {
            letters.post(.element, to: stage + 1)
        }
    }

    /// Answers a demand: there will be no more elements.
    public mutating func end() {
        answerDemand()
        letters.post(.ended, to: stage + 1)
    }

    /// Answers a demand: no more elements, because something failed.
    public mutating func fail(_ failure: Failure) {
        ports[stage].isDemanded = false
        ports[stage].failure = failure
        letters.post(.failed, to: stage + 1)
    }

    /// Puts everything upstream back to its beginning, before anything else is pulled.
    public mutating func restartUpstream() { letters.restart(upTo: stage) }

    /// The stage now holds an element ready, or for later.
    public mutating func hold(_ element: Element) {
        ports[stage].occupancy.change(elements: 1, bytes: element.bytes, at: now)
        ports[stage].heldSamples &+= element.samples
        if !element.onDevice { memory.changeHeld(by: element.bytes, at: now, stage: stage) }
    }

    /// The stage no longer holds an element.
    public mutating func release(_ element: Element) {
        ports[stage].occupancy.change(elements: -1, bytes: -element.bytes, at: now)
        ports[stage].heldSamples &-= element.samples
        if !element.onDevice { memory.changeHeld(by: -element.bytes, at: now, stage: stage) }
    }

    /// This number of calls that the stage could make wait, because finished results keep their places behind an older
    /// one.
    @inline(__always)
    mutating func holdBack(_ calls: Int) {
        let before = ports[stage].heldBack.level
        guard calls != before else { return }
        ports[stage].heldBack.update(to: calls, at: now)
        if before == 0 { ports[stage].heldBackSince = now } else if calls == 0 { ports[stage].heldBackSince = .max }
    }

    /// Whether the stage, which works ahead, has no room for more, and nothing under way.
    @inline(__always)
    mutating func isAhead(_ isAhead: Bool) {
        let level = isAhead ? 1 : 0
        if level != ports[stage].ahead.level { ports[stage].ahead.update(to: level, at: now) }
    }

    /// The stage throws a cache away that was not complete when its epoch was over.
    mutating func discardCache() { ports[stage].discardedCaches += 1 }

    /// The stage has no further use for an element, and nobody else gets it.
    public mutating func discard(_ element: Element) { contents.discard(element) }

    /// The stage releases an element that nobody gets.
    public mutating func drop(_ element: Element) {
        release(element)
        discard(element)
    }

    /// A second element with the same contents, for a stage that passes an element on and keeps it too.
    public mutating func share(_ element: Element) -> Element { contents.share(element) }

    /// Joins elements into a batch.
    ///
    /// - Parameter members: at least one.
    public mutating func join(_ members: [Element]) -> Element { contents.join(members) }

    /// Voids what is on its way to the stages before `end`, which begin anew; the demand for their first element stays.
    mutating func forgetLetters(before end: Int) {
        for stage in 1..<max(1, end) where letters.forget(between: stage - 1) == .element {
            discard(ports[stage - 1].emitted)
        }
    }

    /// The element is held by the threads between which it passes.
    private mutating func handOver(_ element: Element) {
        if !element.onDevice { memory.changeInFlight(by: element.bytes, at: now, stage: stage) }
        startedWork.append(
            Work(
                element: element, token: now - ports[stage].demandedAt, stage: Int32(truncatingIfNeeded: stage),
                generation: ports[stage].generation, place: .handOver, cause: waits.current))
    }

    private mutating func answerDemand() {
        precondition(ports[stage].isDemanded, "a stage answered without having been asked")
        ports[stage].isDemanded = false
    }
}
