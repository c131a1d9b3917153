import Pipelines
import Variates

/// Random scenarios in which every kind of resource may be what limits the run, each a pure function of its seed:
/// scarce or plentiful disk, cores, pool threads, copies and steps; runs of one step, or of some hundred.
struct LoadedPipeline {
    private(set) var test = TestScenario()
    private(set) var description = ""
    private var generator: SeededGenerator

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed &* 0x9E37)
        switch number(0...5) {
        case 0: try addLoader()
        case 1, 2: try addFiles()
        default: add(try Source(parameters: ["elements": .count(number(1...60)), "size": size, "access": access]))
        }
        for _ in 0..<number(0...5) { add(try transformation()) }
        if number(0...4) == 0 { add(try PrefetchToDevice(parameters: ["buffer": .count(number(1...3))])) }
        addTraining()
        addPlatform()
    }

    /// The scenario, tuned by a random algorithm; nil where the parts do not fit together.
    func scenario(seed: UInt64) -> Scenario? {
        var scenario = try? test.scenario(seed: seed)
        let algorithms = ExecutionOptions.Autotune.allCases
        scenario?.options.autotune = algorithms[Int(seed % UInt64(algorithms.count))]
        if seed.isMultiple(of: 5) { scenario?.options.rewrites = .tensorflow }
        return scenario
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
    private mutating func either<T>(_ one: T, _ other: T) -> T { number(0...1) == 0 ? one : other }

    private mutating func add(_ operator: any Operator) {
        description += "\(`operator`)\n"
        test = test.stage(`operator`, name: "\(type(of: `operator`).name)\(description.count)")
    }

    /// Nothing, something whole, or something random, of about a millisecond at most.
    private var time: ParameterValue {
        mutating get {
            let mean = Double(number(1...1000)) * 1e-6
            return .distribution(
                [.constant(0), .constant(mean), .constant(mean), .exponential(mean: mean)][number(0...3)])
        }
    }

    private var size: ParameterValue {
        mutating get { .distribution(either(.constant(Double(number(0...500))), .uniform(lower: 0, upper: 1000))) }
    }

    private var access: ParameterValue { mutating get { .word(either("random", "sequential")) } }
    private var order: ParameterValue { mutating get { .word(either("ordered", "unordered")) } }
    private var use: ParameterValue { mutating get { .word(either("core", "wait")) } }

    private var parallelism: ParameterValue {
        mutating get { [.word("none"), .word("auto"), .count(1), .count(number(2...6))][number(0...3)] }
    }

    private mutating func addLoader() throws {
        add(try Source(parameters: ["elements": .count(number(1...60)), "size": size]))
        add(
            try DataLoader(parameters: [
                "workers": .count(number(0...4)), "batchSize": .count(number(1...5)), "order": order, "use": use,
                "prefetchFactor": .count(number(1...3)), "cost": time, "collate": time,
                "dataset": .word(["indexed", "iterable", "sharded"][number(0...2)]),
                "hostMemory": .word(either("pinned", "pageable")), "workersLive": .word(either("epoch", "run")),
            ]))
        test = test.processes([
            "creation": .table([1e-3, 3e-3]), "bootCompute": .quantity(either(0, 5e-4)),
            "busyBatch": .quantity(either(0, 2e-4)), "sendPerByte": .quantity(either(0, 1e-7)),
            "pinPerByte": .quantity(either(0, 3e-7)), "receivePerByte": .quantity(either(0, 1e-7)),
            "gap": .curve(PiecewiseLinear(constant: either(0, 1e-4))),
            "delivery": .curve(PiecewiseLinear(constant: either(0, 1e-4))),
        ])
    }

    private mutating func addFiles() throws {
        add(
            try Source(parameters: [
                "files": .count(number(1...9)), "samplesPerFile": .count(number(1...9)), "size": size, "access": access,
            ]))
        if number(0...2) == 0 { return }
        add(
            try Interleave(parameters: [
                "cycle": .count(number(1...4)), "block": .count(number(1...3)), "parallelism": parallelism,
                "order": order, "cost": time, "use": use,
            ]))
    }

    private mutating func transformation() throws -> any Operator {
        switch number(0...17) {
        case 0...4:
            return try Map(parameters: [
                "parallelism": parallelism, "order": order, "cost": time, "use": use,
                "pool": .word(number(0...4) == 0 ? "own" : "shared"),
            ])
        case 5...8: return try Prefetch(parameters: ["buffer": either(.count(number(0...8)), .word("auto"))])
        case 9: return try Filter(parameters: ["keep": .quantity(0.7), "cost": time, "use": use])
        case 10: return try Shuffle(parameters: ["buffer": .count(number(1...20))])
        case 11, 12:
            return try Batch(parameters: [
                "size": .count(number(1...6)), "parallelism": parallelism, "order": order, "cost": time,
            ])
        case 13: return try Repeat(parameters: ["count": .count(number(1...3))])
        case 14: return try Take(parameters: ["count": .count(number(1...40))])
        case 15: return try Shard(parameters: [:])
        default: return try Cache(parameters: ["store": .word(either("memory", "file"))])
        }
    }

    private mutating func addTraining() {
        var values: TestScenario.Values = ["hostOverhead": time]
        if number(0...3) == 0 {
            values["device"] = .word("cpu")
            values["threads"] = .count(number(1...3))
        } else {
            values["runAhead"] = .count(number(0...3))
        }
        if number(0...4) == 0 {
            values["checkpointBytes"] = .quantity(Double(number(0...1) * 2000))
            values["checkpointTime"] = .distribution(.constant(1e-3))
            values["checkpointSteps"] = .count(number(1...9))
        }
        guard case .distribution(let step) = time else { return }
        let steps = number(0...3) == 0 ? number(1...30) : nil
        test = test.train(step, epochs: number(1...3), steps: steps, values)
    }

    private mutating func addPlatform() {
        let bandwidth: TestScenario.Values =
            either(
                ["bandwidth": either(.word("unlimited"), .quantity(1e6))],
                ["bandwidthByDepth": .table([4e5, 9e5, 1e6])])
        test = test.disk(bandwidth.merging(["queueDepth": .count(number(1...4)), "latency": time]) { $1 })
        test = test.cpu([
            "cores": .count(number(1...4)), "workers": .count(number(1...6)),
            "discipline": .word(either("fifo", either("sharing", "runQueues"))),
        ])
        test = test.gpu([
            "count": .count(max(1, number(-3...3))), "barrier": .word(either("step", "epoch")),
            "copyLatency": .quantity(either(0, 2e-4)), "launchOverhead": .quantity(either(0, 1e-4)),
        ])
        for name in ["iteratorCreation", "next", "wakeUp", "buffering", "handOver", "computeCall", "timerOvershoot"] {
            if number(0...3) == 0 { test = test.overhead(name, PiecewiseLinear(constant: 3e-5)) }
        }
    }
}
