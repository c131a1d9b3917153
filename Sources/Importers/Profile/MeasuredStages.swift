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

    let facts: Facts
    /// From the source on.
    private(set) var stages: [StageDocument] = []
    /// What a scenario cannot say, as sentences.
    var notes: [String] = []
    /// Samples of an element at the loop: in the scenario, and on average in the profile, where their number may vary.
    var samples = (written: 1, profiled: 1.0)
    /// Elements of the source for one at the loop, and how many fill buffers first.
    var work = (perStep: 1.0, first: 0.0)
    /// The function that takes most time, by the stage's name, and whether it has several calls at a time.
    var heaviest: (name: String, seconds: Double, isParallel: Bool)?
    /// Whether the pipeline ends without a buffer that a thread fills: a stage `prefetch: 0` then stands there.
    private(set) var lacksPrefetch = false
    private var counts: [String: Int] = [:]
    /// What takes less of the profile's time is left out.
    private static let leastShare = 0.01
    /// More than any epoch has: how many there are is not in a profile.
    static let unknownElements = 1_000_000_000

    init(_ facts: Facts) {
        self.facts = facts
        for number in facts.chain.links.reversed() {
            let isLast = number == facts.chain.links.last
            if isLast { addSource(number) }
            if !isLast || facts.chain.end == .data { add(number) }
        }
        for number in facts.chain.others {
            notes.append(
                "`\(facts.tree.nodes[number].kind)` is another input (\(total(number)) in all): left out.")
        }
        lacksPrefetch = !facts.isRewritten && !facts.chain.links.contains { node($0).kind == "Prefetch" }
        if lacksPrefetch { add(StageDocument(Prefetch.self, "buffer", .count(0))) }
    }

    func node(_ number: Int) -> IteratorTree.Node { facts.tree.nodes[number] }

    func total(_ number: Int) -> String { CommentText.time(facts.tree.seconds(of: number)) }

    /// Adds a stage to the pipeline.
    mutating func add(_ stage: StageDocument) { stages.append(stage) }

    mutating func add(_ number: Int) {
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
    func hasNoCost(_ kind: IteratorKind) -> Bool {
        switch kind {
        case .shuffle, .shuffleAndRepeat, .cache, .repeat, .shard: true
        default: false
        }
    }

    func isWorthACost(_ seconds: [Double]) -> Bool {
        seconds.reduce(0, +) >= Self.leastShare * facts.seconds
    }

    /// A stage that takes time in its caller's thread, and passes on what it gets.
    mutating func addCost(of name: String, _ seconds: [Double]) {
        guard !seconds.isEmpty else { return }
        var stage = StageDocument(Map.self, name: .text(uniqueName(name)), .block)
        stage.parameters.set("pool", .word("own"))
        if facts.isRewritten { stage.parameters.set("function", .word("stateful")) }
        stage.parameters.set("cost", .measured(seconds: seconds))
        add(stage)
    }

    mutating func uniqueName(_ name: String) -> String {
        counts[name, default: 0] += 1
        let count = counts[name] ?? 1
        return count == 1 ? name : "\(name)-\(count)"
    }
}
