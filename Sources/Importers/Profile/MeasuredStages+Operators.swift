import Pipelines
import ScenarioFiles

/// Stages that have an operator of their own, functions left out.
extension MeasuredStages {
    mutating func addBatch(_ node: IteratorTree.Node, cost: [Double]) {
        let size = batchSize(of: node)
        join(size)
        var stage = StageDocument(Batch.self, cost.isEmpty ? .line : .block)
        stage.parameters.set("size", .count(size))
        if node.flag("drop_remainder") == true { stage.parameters.set("remainder", .word("drop")) }
        if !cost.isEmpty { stage.parameters.set("cost", .measured(seconds: cost)) }
        add(stage)
    }

    mutating func addParallelBatch(_ node: IteratorTree.Node) {
        let size = batchSize(of: node)
        join(size)
        var stage = StageDocument(Batch.self, "size", .count(size))
        setParallelism(node, &stage)
        if node.flag("drop_remainder") == true { stage.parameters.set("remainder", .word("drop")) }
        notes.append("What it takes to join batches in parallel is not in a profile.")
        add(stage)
    }

    mutating func addPrefetch(_ node: IteratorTree.Node) {
        // TensorFlow adds it, and so do the rewrites of the scenario.
        if facts.isRewritten, node.settings["name"]?.hasPrefix("inject/") == true { return }
        let isTuned = node.flag("autotune") == true
        let buffer = node.settings["buffer_limit"].flatMap { Int($0) } ?? 1
        if isTuned { notes.append("`prefetch: auto` had room for \(max(0, buffer)) in the profile.") }
        add(StageDocument(Prefetch.self, "buffer", isTuned ? .word("auto") : .count(min(max(0, buffer), 1_000_000))))
    }

    /// Elements in a batch; what older versions do not tell follows from the calls.
    func batchSize(of node: IteratorTree.Node) -> Int {
        if let size = node.count("batch_size") { return size }
        let taken = node.inputs.map { facts.tree.nodes[$0].calls }.max() ?? 1
        return max(1, Int((Double(taken) / Double(max(1, node.calls))).rounded()))
    }

    /// Counts elements that become one.
    ///
    /// - Parameter mean: how many did in the profile; nil where always as many.
    mutating func join(_ size: Int, mean: Double? = nil) {
        samples.written = min(samples.written * size, 1_000_000_000)
        samples.profiled = min(samples.profiled * (mean ?? Double(size)), 1e9)
        work.perStep *= Double(size)
    }

    mutating func addShuffle(_ node: IteratorTree.Node, repeats: Bool) {
        let buffer = node.count("buffer_size") ?? 1
        work.first += Double(buffer)
        add(StageDocument(Shuffle.self, "buffer", .count(buffer)))
        if repeats { add(StageDocument(Repeat.self, "count", .word("forever"))) }
    }

    mutating func addShard(_ node: IteratorTree.Node) {
        guard let count = node.count("num_shards") else { return }
        var stage = StageDocument(Shard.self, "count", .count(count))
        work.perStep *= Double(count)
        stage.parameters.set("index", .count(min(max(0, node.settings["index"].flatMap { Int($0) } ?? 0), count - 1)))
        add(stage)
    }

    mutating func addFilter(_ node: IteratorTree.Node) {
        func number(_ name: String) -> Double { node.settings[name].flatMap { Double($0) } ?? 0 }
        let passed = max(0, number("passed"))
        let keep = passed > 0 ? min(1, max(1e-6, passed / (passed + max(0, number("filtered"))))) : 1
        addFilter(keep: keep, cost: node.own)
    }

    mutating func addFilter(keep: Double, cost: [Double]) {
        var stage = StageDocument(Filter.self, .block)
        stage.parameters.set("keep", .number(keep))
        work.perStep /= keep
        if isWorthACost(cost) { stage.parameters.set("cost", .measured(seconds: cost)) }
        add(stage)
    }
}
