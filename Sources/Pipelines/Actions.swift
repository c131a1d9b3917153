import BasicContainers

/// Where stages put their answers: inputs for neighbours wait in a line, work goes to the backend.
///
/// Noncopyable storage throughout: this is the hot path, and owned storage needs no check for sharing.
public struct Actions: ~Copyable {
    enum Message: UInt32 { case demand, element, ended, failed, restart }

    /// An input on its way to a stage; an element that comes with it waits at the sender's port.
    struct Letter: BitwiseCopyable {
        private let bits: UInt32
        init(_ message: Message, to stage: Int) { bits = UInt32(stage) << 3 | message.rawValue }
        var stage: Int { Int(bits >> 3) }
        var message: Message { Message(rawValue: bits & 7) ?? .restart }
    }

    /// What a run knows of a stage apart from its state machine.
    struct Port: BitwiseCopyable {
        /// The element that the stage has emitted and its consumer has not yet received.
        var emitted = Element(sample: 0, bytes: 0, epoch: 0)
        /// What stopped the stage, if something did.
        var failure = Failure(code: 0)
        /// Elements that it has emitted in this life.
        var emittedElements: Int64 = 0
        /// Samples that it has emitted since the run began.
        var emittedSamples: Int64 = 0
        /// Samples in the elements that it holds.
        var heldSamples: Int64 = 0
        var generation: UInt32 = 0
        /// Whether the downstream waits for an answer.
        var isDemanded = false
        /// Whether the answer passes from one thread to another at a cost.
        var delaysHandOver: Bool
        /// When the downstream began to wait (ns).
        var demandedAt: Int64 = 0
        var occupancy: Occupancy
    }

    /// Work that was begun and is not yet taken by the backend, in order.
    var startedWork = UniqueArray<Work>()
    var ports: RigidArray<Port>
    /// The stage that answers now.
    var stage = 0
    /// Time of the current input (ns); of the stages only that of a `dataLoader` looks at it, for costs that go by time.
    var now: Int64 = 0
    var memory = MemoryUse()
    var contents = ContentNumbers()
    private var letters: RigidArray<Letter>
    private var first = 0
    private var last = 0

    init(ports: consuming RigidArray<Port>) {
        // A stage has at most one demand, one answer and one restart outstanding, so this ring cannot overflow.
        var capacity = 8
        while capacity < 3 * (ports.count + 1) { capacity *= 2 }
        letters = RigidArray(capacity: capacity)
        for _ in 0..<capacity { letters.append(Letter(.demand, to: 0)) }
        self.ports = ports
    }

    /// Asks the upstream for an element; at most one may be asked for at a time.
    public mutating func pull() {
        ports[stage - 1].isDemanded = true
        ports[stage - 1].demandedAt = now
        post(.demand, to: stage - 1)
    }

    /// Begins work on an element; `token` comes back with it.
    public mutating func perform(_ element: Element, at place: Work.Place, token: Int64 = 0) {
        if !element.onDevice { memory.changeInFlight(by: element.bytes, at: now, stage: stage) }
        startedWork.append(
            Work(
                element: contents.numbered(element), token: token, stage: Int32(truncatingIfNeeded: stage),
                generation: ports[stage].generation, place: place))
    }

    /// Answers a demand with an element.
    public mutating func emit(_ element: Element) {
        answerDemand()
        ports[stage].emitted = element
        ports[stage].emittedElements &+= 1
        ports[stage].emittedSamples &+= element.samples
        if ports[stage].delaysHandOver {
            let waited = now - ports[stage].demandedAt
            startedWork.append(
                Work(
                    element: element, token: waited, stage: Int32(truncatingIfNeeded: stage),
                    generation: ports[stage].generation, place: .handOver))
        } else {
            post(.element, to: stage + 1)
        }
    }

    /// Answers a demand: there will be no more elements.
    public mutating func end() {
        answerDemand()
        post(.ended, to: stage + 1)
    }

    /// Answers a demand: no more elements, because something failed.
    public mutating func fail(_ failure: Failure) {
        ports[stage].isDemanded = false
        ports[stage].failure = failure
        post(.failed, to: stage + 1)
    }

    /// Puts everything upstream back to its beginning, before anything else is pulled.
    public mutating func restartUpstream() { post(.restart, to: stage) }

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

    mutating func post(_ message: Message, to stage: Int) {
        precondition(last - first < letters.count, "a stage answered more often than it was asked")
        letters[last & (letters.count - 1)] = Letter(message, to: stage)
        last += 1
    }

    mutating func next() -> Letter? {
        guard first < last else { return nil }
        let letter = letters[first & (letters.count - 1)]
        first += 1
        return letter
    }

    /// Voids what is on its way to the stages before `end`, which begin anew; the demand for their first element stays.
    mutating func forgetLetters(before end: Int) {
        let waiting = first..<last
        last = first
        for index in waiting {
            let letter = letters[index & (letters.count - 1)]
            let isFirstDemand = letter.stage == end - 1 && letter.message == .demand
            if letter.stage >= end || isFirstDemand {
                post(letter.message, to: letter.stage)
            } else if letter.message == .element {
                discard(ports[letter.stage - 1].emitted)
            }
        }
    }

    private mutating func answerDemand() {
        precondition(ports[stage].isDemanded, "a stage answered without having been asked")
        ports[stage].isDemanded = false
    }
}
