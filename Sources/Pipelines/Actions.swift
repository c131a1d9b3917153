/// Where stages put their answers. Inputs for neighbours wait in a line; work goes to the backend.
public struct Actions {
    enum Message: UInt8 { case demand, element, ended, failed, restart }

    struct Letter {
        var message: Message
        var stage: Int32
        var failure: Failure
        var element: Element
    }

    /// What a run knows of a stage apart from its state machine.
    struct Port {
        var generation: UInt32 = 0
        /// Whether the downstream waits for an answer.
        var isDemanded = false
        /// When it began to wait (ns).
        var demandedAt: Int64 = 0
        /// Whether the answer passes from one thread to another at a cost.
        var delaysHandOver: Bool
        var occupancy: Occupancy
    }

    /// Work that was begun and is not yet taken by the backend, in order.
    var startedWork: [Work] = []
    var ports: [Port]
    /// The stage that answers now.
    var stage: Int32 = 0
    /// Time of the current input (ns); stages cannot see it.
    var now: Int64 = 0
    var memory = MemoryUse()
    private var letters: [Letter]
    private var first = 0
    private var count = 0

    init(ports: [Port]) {
        self.ports = ports
        let blank = Letter(
            message: .demand, stage: 0, failure: Failure(code: 0), element: Element(sample: 0, bytes: 0, epoch: 0))
        // A stage has at most one demand and one answer outstanding, so that this ring cannot overflow.
        var capacity = 8
        while capacity < 3 * (ports.count + 1) { capacity *= 2 }
        letters = Array(repeating: blank, count: capacity)
    }

    /// Asks the upstream for an element. At most one may be asked for at a time.
    public mutating func pull() {
        post(.demand, to: stage - 1)
        ports[Int(stage) - 1].isDemanded = true
        ports[Int(stage) - 1].demandedAt = now
    }

    /// Begins work on an element; `token` comes back with it.
    public mutating func perform(_ element: Element, at place: Work.Place, token: Int64 = 0) {
        if !element.onDevice { memory.changeInFlight(by: element.bytes, at: now, stage: stage) }
        startedWork.append(
            Work(
                element: element, token: token, stage: stage, generation: ports[Int(stage)].generation, place: place))
    }

    /// Answers a demand with an element.
    public mutating func emit(_ element: Element) {
        answerDemand()
        let port = ports[Int(stage)]
        guard port.delaysHandOver else { return post(.element, to: stage + 1, element) }
        startedWork.append(
            Work(
                element: element, token: now - port.demandedAt, stage: stage, generation: port.generation,
                place: .handOver))
    }

    /// Answers a demand: there will be no more elements.
    public mutating func end() {
        answerDemand()
        post(.ended, to: stage + 1)
    }

    /// Answers a demand: no more elements, because something failed.
    public mutating func fail(_ failure: Failure) {
        ports[Int(stage)].isDemanded = false
        post(.failed, to: stage + 1, failure: failure)
    }

    /// Puts everything upstream back to its beginning, before anything else is pulled.
    public mutating func restartUpstream() { post(.restart, to: stage) }

    /// The stage now holds an element ready, or for later.
    public mutating func hold(_ element: Element) {
        ports[Int(stage)].occupancy.change(elements: 1, bytes: element.bytes, at: now)
        if !element.onDevice { memory.changeHeld(by: element.bytes, at: now, stage: stage) }
    }

    /// The stage no longer holds an element.
    public mutating func release(_ element: Element) {
        ports[Int(stage)].occupancy.change(elements: -1, bytes: -element.bytes, at: now)
        if !element.onDevice { memory.changeHeld(by: -element.bytes, at: now, stage: stage) }
    }

    mutating func post(
        _ message: Message, to stage: Int32, _ element: Element = Element(sample: 0, bytes: 0, epoch: 0),
        failure: Failure = Failure(code: 0)
    ) {
        precondition(count < letters.count, "a stage answered more often than it was asked")
        letters[(first + count) & (letters.count - 1)] = Letter(
            message: message, stage: stage, failure: failure, element: element)
        count += 1
    }

    mutating func next() -> Letter? {
        guard count > 0 else { return nil }
        let letter = letters[first]
        first = (first + 1) & (letters.count - 1)
        count -= 1
        return letter
    }

    private mutating func answerDemand() {
        precondition(ports[Int(stage)].isDemanded, "a stage answered without having been asked")
        ports[Int(stage)].isDemanded = false
    }
}
