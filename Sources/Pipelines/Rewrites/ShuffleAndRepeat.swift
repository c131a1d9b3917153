import DequeModule

/// `shuffle` and `repeat` in one, as TensorFlow fuses them: the buffer is refilled across the epochs' boundaries.
///
/// No scenario file names it: a rewrite makes it.
public struct ShuffleAndRepeat: Operator, Equatable {
    /// What reports call its kind.
    public static let name = "shuffleAndRepeat"
    /// One line for help texts and the schema.
    public static let summary = "shuffle and repeat in one: the buffer is refilled from the next pass at once"
    /// Those of the two operators.
    public static let parameters = Shuffle.parameters + Repeat.parameters
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["buffer": .count(1), "count": .count(2)], ["buffer": .count(10), "count": .count(3)],
        ["buffer": .count(100), "count": .count(5)],
    ]

    /// Fills the buffer, and picks from it.
    public var shuffle: Shuffle
    /// How many passes there are.
    public var `repeat`: Repeat

    /// Fuses two operators.
    public init(_ shuffle: Shuffle, _ repeat: Repeat) {
        self.shuffle = shuffle
        self.repeat = `repeat`
    }

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        self.init(try Shuffle(values), try Repeat(values))
    }

    /// Elements that it can hold ready.
    public var bufferCapacity: Int? { shuffle.buffer }

    /// As `repeat` does.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        `repeat`.meanFlow(after: upstream, from: files)
    }

    /// As `repeat` does.
    public var repeatsData: Bool { `repeat`.repeatsData }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality { `repeat`.cardinality(after: upstream) }

    /// Names of files too.
    public var passesOn: Set<ElementKind> { [.file] }

    /// Its purpose is not to.
    public var keepsOrder: Bool { false }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        ShuffleAndRepeatStage(capacity: shuffle.buffer, passes: `repeat`.count, key: shuffle.orderKey(context))
    }
}

/// Pulls until the buffer is full or all passes are over, then picks from the oldest pass that is in the buffer.
private struct ShuffleAndRepeatStage: Stage {
    /// The elements of one pass that are in the buffer.
    private struct Pass {
        var picks: ShufflePicks
        var elements: [Element] = []
    }

    /// Passes in the buffer beyond which nothing more is pulled: TensorFlow's `kMaxEpochsInBuffer`.
    private static let maximumPasses = 3

    private let capacity: Int
    private let passLimit: Int?
    private let key: UInt64
    private var passes = Deque<Pass>()
    private var held = 0
    /// Passes begun in this epoch, and before it.
    private var begunPasses = 0
    private var earlierPasses = 0
    private var isInPass = false
    /// Whether any pass of this epoch has delivered something.
    private var hasDelivered = false

    init(capacity: Int, passes: Int?, key: UInt64) {
        self.capacity = capacity
        passLimit = passes
        self.key = key
    }

    mutating func demand(_ actions: inout Actions) { fillOrPick(&actions) }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        actions.hold(element)
        held += 1
        hasDelivered = true
        passes[passes.count - 1].elements.append(element)
        passes[passes.count - 1].picks.newest = element.sample
        fillOrPick(&actions)
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        isInPass = false
        fillOrPick(&actions)
    }

    mutating func reset(_ actions: inout Actions) {
        for pass in passes { for element in pass.elements { actions.drop(element) } }
        passes.removeAll(keepingCapacity: true)
        held = 0
        earlierPasses += begunPasses
        begunPasses = 0
        isInPass = false
        hasDelivered = false
    }

    private mutating func fillOrPick(_ actions: inout Actions) {
        if hasRoom {
            if !isInPass { beginPass(&actions) }
            return actions.pull()
        }
        while let oldest = passes.first, oldest.elements.isEmpty { passes.removeFirst() }
        if passes.isEmpty { actions.end() } else { pick(&actions) }
    }

    /// Whether there is something to pull, and room for it.
    ///
    /// Without a limit a first pass that delivered nothing is the last.
    private var hasRoom: Bool {
        if !isInPass && (begunPasses == passLimit || foundNothing) { return false }
        if passes.count > Self.maximumPasses && held > 0 { return false }
        return held < capacity
    }

    private var foundNothing: Bool { passLimit == nil && begunPasses > 0 && !hasDelivered }

    private mutating func beginPass(_ actions: inout Actions) {
        if begunPasses > 0 { actions.restartUpstream() }
        if held == 0 { passes.removeAll(keepingCapacity: true) }
        passes.append(Pass(picks: ShufflePicks(key: key, pass: earlierPasses + begunPasses)))
        begunPasses += 1
        isInPass = true
    }

    private mutating func pick(_ actions: inout Actions) {
        let count = passes[0].elements.count
        let index = passes[0].picks.next(of: count)
        let picked = passes[0].elements[index]
        passes[0].elements.swapAt(index, count - 1)
        passes[0].elements.removeLast()
        held -= 1
        actions.release(picked)
        actions.emit(picked)
    }
}
