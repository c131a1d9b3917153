import Pipelines
import Variates

/// Random pipelines of every operator at the edges of its parameters, each a pure function of its seed: buffers of one,
/// more calls than there are elements, cycles larger than the files, filters that drop everything, epochs cut short.
struct AdversarialPipeline {
    private(set) var test = TestScenario()
    private(set) var options = ExecutionOptions()
    /// Whether what is delivered may depend on which work is done first.
    private(set) var dependsOnTiming = false
    private(set) var caches: [String] = []
    private(set) var description = ""
    /// Whether a filter may drop all of an endless stream.
    private(set) var mayBeEndless = false
    private var generator: SeededGenerator
    private var isCutShort = false
    /// Whether what ran ahead when an epoch was cut short can be told from the next: a cache is complete, passes are
    /// begun.
    private var remembers = false

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        if number(0...2) == 0 { try addFiles() } else { try addSource() }
        var downstream: [any Operator] = []
        for _ in 0..<number(0...6) { downstream.append(try transformation()) }
        for transformation in downstream { add(transformation) }
        if number(0...4) == 0 { add(try PrefetchToDevice(parameters: ["buffer": bufferSize(1...2)])) }
        let isEndless = downstream.contains { ($0 as? Repeat).map { $0.count == nil } ?? false }
        mayBeEndless = isEndless && downstream.contains { $0 is Filter }
        try addTraining(isEndless: isEndless)
        if number(0...1) == 0 { test = test.overhead("handOver", PiecewiseLinear(constant: 1e-9)) }
        if number(0...2) == 0 {
            options.rewrites = .tensorflow
            options.autotune = number(0...1) == 0 ? .off : .maximum
            test = try test.rewritten(options.autotune)
        }
        if isCutShort && remembers { dependsOnTiming = true }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

    /// The smallest, the largest or one in between.
    private mutating func edge(_ range: ClosedRange<Int>) -> Int {
        [range.lowerBound, range.upperBound, number(range)][number(0...2)]
    }

    private mutating func bufferSize(_ range: ClosedRange<Int>) -> ParameterValue {
        number(0...3) == 0 ? .word("auto") : .count(edge(range))
    }

    private mutating func parallelism() -> ParameterValue {
        [.word("none"), .word("auto"), .count(1), .count(2), .count(50)][number(0...4)]
    }

    private mutating func order() -> ParameterValue {
        guard number(0...3) == 0 else { return .word("ordered") }
        dependsOnTiming = true
        return .word("unordered")
    }

    private mutating func add(_ operator: any Operator) {
        let name = "\(type(of: `operator`).name)\(description.count)"
        if let cache = `operator` as? Cache, cache.store == .memory { caches.append(name) }
        if `operator` is Take { isCutShort = true }
        if `operator` is Cache || `operator` is Repeat { remembers = true }
        description += "\(`operator`)\n"
        test = test.stage(`operator`, name: name)
    }

    private mutating func access() -> ParameterValue { .word(number(0...1) == 0 ? "random" : "sequential") }

    private mutating func addSource() throws {
        add(
            try Source(parameters: [
                "elements": .count(edge(1...12)), "size": .distribution(.constant(100)), "access": access(),
            ]))
    }

    private mutating func addFiles() throws {
        add(
            try Source(parameters: [
                "files": .count(edge(1...6)), "samplesPerFile": .count(edge(1...5)),
                "size": .distribution(.uniform(lower: 1, upper: 9)), "access": access(),
            ]))
        for _ in 0..<number(0...2) {
            let choices: [any Operator] = [
                try Shuffle(parameters: ["buffer": .count(edge(1...9))]), try Repeat(parameters: ["count": .count(2)]),
                try Take(parameters: ["count": .count(edge(1...4))]), try Shard(parameters: [:]),
            ]
            add(choices[number(0...3)])
        }
        add(
            try Interleave(parameters: [
                "cycle": .count(edge(1...9)), "block": .count(edge(1...4)), "parallelism": parallelism(),
                "order": order(), "cost": .distribution(.constant(number(0...1) == 0 ? 0 : 1e-3)),
            ]))
    }

    private mutating func transformation() throws -> any Operator {
        switch number(0...14) {
        case 0, 1: return try Map(parameters: ["parallelism": parallelism(), "order": order()])
        case 2: return try Filter(parameters: ["keep": .quantity(number(0...1) == 0 ? 1e-6 : 0.7)])
        case 3, 4: return try Prefetch(parameters: ["buffer": bufferSize(0...30)])
        case 5: return try Shuffle(parameters: ["buffer": .count(edge(1...30))])
        case 6, 7:
            return try Batch(parameters: [
                "size": .count(edge(1...15)), "parallelism": parallelism(), "order": order(),
                "remainder": .word(number(0...2) == 0 ? "drop" : "keep"),
            ])
        case 8: return try Repeat(parameters: ["count": .count(number(1...3))])
        case 9: return try Repeat(parameters: ["count": .word("forever")])
        case 10: return try Take(parameters: ["count": .count(edge(1...20))])
        case 11: return try Skip(parameters: ["count": .count(edge(0...5))])
        case 12:
            let count = edge(1...20)
            return try Shard(parameters: ["count": .count(count), "index": .count(edge(0...count - 1))])
        default: return try Cache(parameters: ["store": .word(["memory", "file", "off"][number(0...2)])])
        }
    }

    private mutating func addTraining(isEndless: Bool) throws {
        let steps = isEndless || number(0...2) == 0 ? number(1...12) : nil
        if steps != nil { isCutShort = true }
        var extra: TestScenario.Values = ["runAhead": .count(edge(0...3))]
        if number(0...5) == 0 {
            extra["firstEpochSteps"] = .count(1)
            isCutShort = true
        }
        test = test.train(.constant(1e-3), epochs: number(1...4), steps: steps, extra)
    }
}
