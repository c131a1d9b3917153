import Pipelines
import ScenarioFiles

/// Where the data come from.
extension MeasuredStages {
    mutating func addSource(_ number: Int) {
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

    func isCache(_ number: Int) -> Bool {
        if case .cache = IteratorKind(node(number).kind) { true } else { false }
    }

    mutating func addFiles(_ number: Int, names: Int?) {
        let node = node(number)
        let made = facts.tree.input(of: number, .made)
        let perFile = made.flatMap { facts.tree.nodes[$0].callsOfEach.values.max() } ?? 1
        var source = StageDocument(Source.self, "files", .count(1_000_000))
        source.parameters.set("samplesPerFile", .count(perFile))
        add(source)
        notes.append("A file has at least \(perFile) samples: the profile shows no more of any file.")
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
}
