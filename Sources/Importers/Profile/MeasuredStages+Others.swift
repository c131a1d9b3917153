import Pipelines
import ScenarioFiles

/// Iterators that no operator stands for.
extension MeasuredStages {
    /// What no scenario has: it passes on what it gets, or every n-th element, and takes the time that it took.
    mutating func addOther(_ number: Int) {
        let node = node(number)
        let slowest = node.inputs.max { facts.tree.seconds(of: $0) < facts.tree.seconds(of: $1) }
        guard let input = node.makesGroups ? facts.tree.input(of: number, .input) ?? slowest : slowest else {
            // The data themselves.
            if isWorthACost(node.own) { addCost(of: node.kind, node.own) }
            return
        }
        let taken = facts.tree.nodes[input].calls
        let ratio = Double(taken) / Double(max(1, node.calls))
        let joined = ratio.rounded()
        let isLikeBatch = joined >= 2 && abs(ratio - joined) <= 0.05 * joined
        if isLikeBatch || node.makesGroups && ratio > 1.1, joined <= 1_000_000 {
            return addGroups(node, of: max(1, Int(joined)), taken: taken)
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

    /// What takes several elements for each of its own, not always as many.
    private mutating func addGroups(_ node: IteratorTree.Node, of size: Int, taken: Int) {
        // Elements of a group that is not complete, and the call that finds the data's end.
        let mostBeside = (size + 1) * max(1, node.callsOfEach.count)
        let mean = abs(taken - size * node.calls) <= mostBeside ? nil : Double(taken) / Double(max(1, node.calls))
        join(size, mean: mean)
        let number = mean.map { "\(CommentText.rounded($0)) elements on average" } ?? "\(size) elements"
        notes.append(
            "`\(node.kind)` is not an operator of scenarios: it took \(number) for each of its own"
                + (mean == nil ? "." : "; a batch here has \(size)."))
        var stage = StageDocument(Batch.self, "size", .count(size))
        if isWorthACost(node.own) { stage.parameters.set("cost", .measured(seconds: node.own)) }
        add(stage)
    }
}

extension IteratorTree.Node {
    /// Whether it makes groups of elements, whatever their number.
    fileprivate var makesGroups: Bool { kind == "GroupByWindow" }
}
