import Pipelines
import ScenarioFiles

/// Iterators that no operator stands for.
extension MeasuredStages {
    /// What no scenario has: it passes on what it gets, or every n-th element, and takes the time that it took.
    mutating func addOther(_ number: Int) {
        let node = node(number)
        guard let input = node.inputs.max(by: { facts.tree.seconds(of: $0) < facts.tree.seconds(of: $1) }) else {
            // The data themselves.
            if isWorthACost(node.own) { addCost(of: node.kind, node.own) }
            return
        }
        let ratio = Double(facts.tree.nodes[input].calls) / Double(max(1, node.calls))
        let joined = ratio.rounded()
        if joined >= 2, joined <= 1_000_000, abs(ratio - joined) <= 0.05 * joined {
            join(Int(joined))
            notes.append(
                "`\(node.kind)` is not an operator of scenarios: it took \(Int(joined)) elements for each "
                    + "of its own."
            )
            var stage = StageDocument(Batch.self, "size", .count(Int(joined)))
            if isWorthACost(node.own) { stage.parameters.set("cost", .measured(seconds: node.own)) }
            return add(stage)
        }
        if ratio > 1.1 {
            notes.append("`\(node.kind)` is not an operator of scenarios: it passed on a part of its elements.")
            return addFilter(keep: 1 / ratio, cost: node.own)
        }
        guard isWorthACost(node.own) else {
            notes.append(
                "`\(node.kind)` is not an operator of scenarios; it took less than 1 % of the time: left out.")
            return
        }
        notes.append("`\(node.kind)` is not an operator of scenarios: it passes elements on, and takes its time.")
        addCost(of: node.kind, node.own)
    }
}
