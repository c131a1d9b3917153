import Pipelines
import ScenarioFiles

/// The stages of a profiled pipeline, from the source on, with what their reader should know.
struct MeasuredStages {
    /// What the stages are made from.
    struct Facts {
        let tree: IteratorTree
        let chain: PipelineChain
        /// Functions by the number of the node that called them.
        let functions: [Int: FunctionCalls]
        /// Seconds that the profile covers.
        let seconds: Double
        /// Whether the pipeline ran as TensorFlow rewrites it, and is written as it was before.
        let isRewritten: Bool
        /// Whether functions took more time than the cores have, so that some of them waited.
        let functionsWait: Bool
        /// Elements of the data, where a complete cache tells them.
        let elements: Int?
        /// Bytes of a sample at the loop; nil when the profile does not say.
        let sampleBytes: Double?
    }

    private let facts: Facts
    /// From the source on.
    private(set) var stages: [StageDocument] = []
    /// What a scenario cannot say, as sentences.
    private(set) var notes: [String] = []
    /// Samples of an element at the loop.
    private(set) var samples = 1
    /// The function that takes most time, by the stage's name, and whether it has several calls at a time.
    private(set) var heaviest: (name: String, seconds: Double, isParallel: Bool)?
    /// Whether the pipeline ends without a buffer that a thread fills: a stage `prefetch: 0` then stands there.
    private(set) var lacksPrefetch = false
    private var counts: [String: Int] = [:]
    /// What takes less of the profile's time is left out.
    private static let leastShare = 0.01
    /// More than any epoch has: how many there are is not in a profile.
    private static let unknownElements = 1_000_000_000

    init(_ facts: Facts) {
        self.facts = facts
        for number in facts.chain.links.reversed() {
            let isLast = number == facts.chain.links.last
            if isLast { addSource(number) }
            if !isLast || facts.chain.end != .summary { add(number) }
        }
        for number in facts.chain.others {
            notes.append(
                "`\(facts.tree.nodes[number].kind)` is another input (\(total(number)) in all): left out.")
        }
        lacksPrefetch = !facts.isRewritten && !facts.chain.links.contains { node($0).kind == "Prefetch" }
        if lacksPrefetch { add(StageDocument(Prefetch.self, "buffer", .count(0))) }
    }

    private func node(_ number: Int) -> IteratorTree.Node { facts.tree.nodes[number] }

    private func total(_ number: Int) -> String { CommentText.time(facts.tree.seconds(of: number)) }

    // MARK: Sources

    private mutating func addSource(_ number: Int) {
        let node = node(number)
        switch facts.chain.end {
        case .files(let names): addFiles(number, names: names)
        case .summary:
            add(StageDocument(Source.self, "elements", .count(Self.unknownElements)))
            notes.append(
                "`\(node.kind)` makes several elements of one: it and all behind it are one stage, `reading`.")
            addCost(of: "reading", node.inclusive)
        case .data:
            add(StageDocument(Source.self, "elements", .count(facts.elements ?? Self.unknownElements)))
            if isCache(number) {
                notes.append("All elements came from a complete cache: what is behind it is not in the profile.")
            }
        }
    }

    private func isCache(_ number: Int) -> Bool {
        if case .cache = IteratorKind(node(number).kind) { true } else { false }
    }

    private mutating func addFiles(_ number: Int, names: Int?) {
        let node = node(number)
        let made = facts.tree.input(of: number, .made)
        let perFile = made.flatMap { facts.tree.nodes[$0].callsOfEach.values.max() } ?? 1
        var source = StageDocument(Source.self, "files", .count(min(Self.unknownElements, 1_000_000)))
        source.parameters.set("samplesPerFile", .count(perFile))
        add(source)
        notes.append("A file has \(perFile) samples at least: the profile shows no more of one.")
        var name = names
        while let next = name {
            if [.shuffle, .shard].contains(IteratorKind(facts.tree.nodes[next].kind)) { add(next) }
            name = facts.tree.nodes[next].inputs.first
        }
        var stage = StageDocument(Interleave.self, .block)
        stage.parameters.set("cycle", .count(min(node.count("cycle_length") ?? 1, 65536)))
        stage.parameters.set("block", .count(node.count("block_length") ?? 1))
        if node.kind != "Interleave" { setParallelism(node, &stage) }
        setUse(&stage)
        if let made, !facts.tree.nodes[made].inclusive.isEmpty {
            stage.parameters.set("cost", .measured(seconds: facts.tree.nodes[made].inclusive))
        }
        add(stage)
    }

    // MARK: Stages

    /// Adds a stage to the pipeline.
    private mutating func add(_ stage: StageDocument) { stages.append(stage) }

    private mutating func add(_ number: Int) {
        let node = node(number)
        switch IteratorKind(node.kind) {
        case .map: addSequentialMap(number)
        case .parallelMap: addMap(number, parallelism: node)
        case .mapAndBatch:
            addMap(number, parallelism: node)
            addBatch(node, cost: [])
        case .batch: addBatch(node, cost: isWorthACost(node.own) ? node.own : [])
        case .parallelBatch: addParallelBatch(node)
        case .prefetch: addPrefetch(node)
        case .shuffle: addShuffle(node, repeats: false)
        case .shuffleAndRepeat: addShuffle(node, repeats: true)
        case .cache(let isInFile): add(StageDocument(Cache.self, "store", .word(isInFile ? "file" : "memory")))
        case .repeat: add(StageDocument(Repeat.self, "count", .word("forever")))
        case .shard: addShard(node)
        case .filter: addFilter(node)
        case .counted:
            notes.append("`\(node.kind)` passes or skips a number of elements that is not in the profile: left out.")
        case .interleave, .transparent: break
        case .other: addOther(number)
        }
        if hasNoCost(IteratorKind(node.kind)), isWorthACost(node.own) { addCost(of: node.kind, node.own) }
    }

    /// Whether a stage's own time has no place in its parameters.
    private func hasNoCost(_ kind: IteratorKind) -> Bool {
        switch kind {
        case .shuffle, .shuffleAndRepeat, .cache, .repeat, .shard: true
        default: false
        }
    }

    private func isWorthACost(_ seconds: [Double]) -> Bool {
        seconds.reduce(0, +) >= Self.leastShare * facts.seconds
    }

    /// A stage that takes time in its caller's thread, and passes on what it gets.
    private mutating func addCost(of name: String, _ seconds: [Double]) {
        guard !seconds.isEmpty else { return }
        var stage = StageDocument(Map.self, name: .text(uniqueName(name)), .block)
        stage.parameters.set("pool", .word("own"))
        if facts.isRewritten { stage.parameters.set("function", .word("stateful")) }
        stage.parameters.set("cost", .measured(seconds: seconds))
        add(stage)
    }

    private mutating func uniqueName(_ name: String) -> String {
        counts[name, default: 0] += 1
        let count = counts[name] ?? 1
        return count == 1 ? name : "\(name)-\(count)"
    }

    private mutating func addSequentialMap(_ number: Int) {
        let node = node(number)
        let name = uniqueName("map")
        var stage = StageDocument(Map.self, name: .text(name), .block)
        setUse(&stage)
        if facts.isRewritten { stage.parameters.set("function", .word("stateful")) }
        noteHeaviest(name, node.own.reduce(0, +), isParallel: false)
        setBytes(number, &stage)
        if !node.own.isEmpty { stage.parameters.set("cost", .measured(seconds: node.own)) }
        add(stage)
    }

    private mutating func addMap(_ number: Int, parallelism node: IteratorTree.Node) {
        let name = uniqueName("map")
        var stage = StageDocument(Map.self, name: .text(name), .block)
        setParallelism(node, &stage)
        setUse(&stage)
        if node.flag("use_unbounded_threadpool") == true { stage.parameters.set("pool", .word("own")) }
        setBytes(number, &stage)
        let calls = facts.functions[number]
        noteHeaviest(name, calls?.seconds.reduce(0, +) ?? 0, isParallel: true)
        if let calls, !calls.seconds.isEmpty {
            stage.parameters.set("cost", .measured(seconds: calls.seconds))
        } else {
            notes.append("`\(name)`: the profile shows no whole call of its function, which so has no cost here.")
        }
        add(stage)
    }

    private mutating func noteHeaviest(_ name: String, _ seconds: Double, isParallel: Bool) {
        if seconds > heaviest?.seconds ?? 0 { heaviest = (name, seconds, isParallel) }
    }

    /// What the last function makes is what the loop gets.
    private func setBytes(_ number: Int, _ stage: inout StageDocument) {
        let maps = facts.chain.links.filter { facts.tree.nodes[$0].kind.contains("Map") && facts.tree.nodes[$0].kind != "FlatMap" }
        guard number == maps.first, let bytes = facts.sampleBytes, bytes >= 1, bytes < 1e15 else { return }
        stage.parameters.set("outputBytes", .bytes(bytes))
    }

    private func setUse(_ stage: inout StageDocument) {
        if facts.functionsWait { stage.parameters.set("use", .word("wait")) }
    }

    private func setParallelism(_ node: IteratorTree.Node, _ stage: inout StageDocument) {
        stage.parameters.set("parallelism", Self.automatic(node) ?? .word("auto"))
        if node.flag("deterministic") == false { stage.parameters.set("order", .word("unordered")) }
    }

    /// Calls at a time, or the choice left to the tuner; nil when neither can be told.
    private static func automatic(_ node: IteratorTree.Node) -> WrittenValue? {
        if node.flag("autotune") == true { return .word("auto") }
        return node.count("parallelism").map { .count(min($0, 65536)) }
    }

    private mutating func addBatch(_ node: IteratorTree.Node, cost: [Double]) {
        let size = node.count("batch_size") ?? 1
        samples = min(samples * size, 1_000_000_000)
        var stage = StageDocument(Batch.self, cost.isEmpty ? .line : .block)
        stage.parameters.set("size", .count(size))
        if node.flag("drop_remainder") == true { stage.parameters.set("remainder", .word("drop")) }
        if !cost.isEmpty { stage.parameters.set("cost", .measured(seconds: cost)) }
        add(stage)
    }

    private mutating func addParallelBatch(_ node: IteratorTree.Node) {
        let size = node.count("batch_size") ?? 1
        samples = min(samples * size, 1_000_000_000)
        var stage = StageDocument(Batch.self, "size", .count(size))
        setParallelism(node, &stage)
        if node.flag("drop_remainder") == true { stage.parameters.set("remainder", .word("drop")) }
        notes.append("What it takes to join batches in parallel is not in a profile.")
        add(stage)
    }

    private mutating func addPrefetch(_ node: IteratorTree.Node) {
        // TensorFlow adds it, and so do the rewrites of the scenario.
        if facts.isRewritten, node.settings["name"]?.hasPrefix("inject/") == true { return }
        let isTuned = node.flag("autotune") == true
        let buffer = node.settings["buffer_limit"].flatMap { Int($0) } ?? 1
        if isTuned { notes.append("`prefetch: auto` had room for \(max(0, buffer)) in the profile.") }
        add(StageDocument(Prefetch.self, "buffer", isTuned ? .word("auto") : .count(min(max(0, buffer), 1_000_000))))
    }

    private mutating func addShuffle(_ node: IteratorTree.Node, repeats: Bool) {
        add(StageDocument(Shuffle.self, "buffer", .count(node.count("buffer_size") ?? 1)))
        if repeats { add(StageDocument(Repeat.self, "count", .word("forever"))) }
    }

    private mutating func addShard(_ node: IteratorTree.Node) {
        guard let count = node.count("num_shards") else { return }
        var stage = StageDocument(Shard.self, "count", .count(count))
        stage.parameters.set("index", .count(min(max(0, node.settings["index"].flatMap { Int($0) } ?? 0), count - 1)))
        add(stage)
    }

    private mutating func addFilter(_ node: IteratorTree.Node) {
        func number(_ name: String) -> Double { node.settings[name].flatMap { Double($0) } ?? 0 }
        let passed = max(0, number("passed"))
        let keep = passed > 0 ? min(1, max(1e-6, passed / (passed + max(0, number("filtered"))))) : 1
        addFilter(keep: keep, cost: node.own)
    }

    private mutating func addFilter(keep: Double, cost: [Double]) {
        var stage = StageDocument(Filter.self, .block)
        stage.parameters.set("keep", .number(keep))
        if isWorthACost(cost) { stage.parameters.set("cost", .measured(seconds: cost)) }
        add(stage)
    }

    /// What no scenario has: it passes on what it gets, or every n-th element, and takes the time that it took.
    private mutating func addOther(_ number: Int) {
        let node = node(number)
        guard let input = node.inputs.max(by: { facts.tree.seconds(of: $0) < facts.tree.seconds(of: $1) }) else {
            // The data themselves.
            if isWorthACost(node.own) { addCost(of: node.kind, node.own) }
            return
        }
        let ratio = Double(facts.tree.nodes[input].calls) / Double(max(1, node.calls))
        let joined = ratio.rounded()
        if joined >= 2, joined <= 1_000_000, abs(ratio - joined) <= 0.05 * joined {
            samples = min(samples * Int(joined), 1_000_000_000)
            notes.append("`\(node.kind)` is none of the scenario's operators: it took \(Int(joined)) elements for each of its own.")
            var stage = StageDocument(Batch.self, "size", .count(Int(joined)))
            if isWorthACost(node.own) { stage.parameters.set("cost", .measured(seconds: node.own)) }
            return add(stage)
        }
        if ratio > 1.1 {
            notes.append("`\(node.kind)` is none of the scenario's operators: it passed on a part of its elements.")
            return addFilter(keep: 1 / ratio, cost: node.own)
        }
        guard isWorthACost(node.own) else {
            notes.append("`\(node.kind)` is none of the scenario's operators; it took less than 1 % of the time: left out.")
            return
        }
        notes.append("`\(node.kind)` is none of the scenario's operators: it passes elements on, and takes its time.")
        addCost(of: node.kind, node.own)
    }
}
