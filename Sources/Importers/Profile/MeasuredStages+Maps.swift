import Pipelines
import ScenarioFiles

/// Functions of elements.
extension MeasuredStages {
    mutating func addSequentialMap(_ number: Int) {
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

    mutating func addMap(_ number: Int, parallelism node: IteratorTree.Node) {
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
            notes.append("`\(name)`: the profile shows no complete call of its function, so it has no cost here.")
        }
        add(stage)
    }

    mutating func noteHeaviest(_ name: String, _ seconds: Double, isParallel: Bool) {
        if seconds > heaviest?.seconds ?? 0 { heaviest = (name, seconds, isParallel) }
    }

    /// What the last function makes is what the loop gets.
    func setBytes(_ number: Int, _ stage: inout StageDocument) {
        let maps = facts.chain.links.filter {
            facts.tree.nodes[$0].kind.contains("Map") && facts.tree.nodes[$0].kind != "FlatMap"
        }
        guard number == maps.first, let bytes = facts.sampleBytes, bytes >= 1, bytes < 1e15 else { return }
        stage.parameters.set("outputBytes", .bytes(bytes))
    }

    func setUse(_ stage: inout StageDocument) {
        if facts.functionsWait { stage.parameters.set("use", .word("wait")) }
    }

    func setParallelism(_ node: IteratorTree.Node, _ stage: inout StageDocument) {
        stage.parameters.set("parallelism", Self.automatic(node) ?? .word("auto"))
        if node.flag("deterministic") == false { stage.parameters.set("order", .word("unordered")) }
    }

    /// Calls at a time, or the choice left to the tuner; nil when neither can be told.
    static func automatic(_ node: IteratorTree.Node) -> WrittenValue? {
        if node.flag("autotune") == true { return .word("auto") }
        return node.count("parallelism").map { .count(min($0, 65536)) }
    }
}
