import Experiments
import PipelineRuns

/// The figures in which two scenarios differ, a row each.
struct DifferenceTable {
    /// What the two are called, the baseline first.
    let names: [String]
    /// What is known of each, in the same order.
    let summaries: [VariantSummary]
    /// The rows.
    let effects: [PairedEffect]

    /// The lines, no longer than `columns` if that is possible.
    func lines(columns: Int, colour: Bool) -> [String] {
        let table = table(names)
        if table.width <= columns { return table.lines(colour: colour) }
        let letters = ["A", "B"]
        return self.table(letters).lines(colour: colour)
            + zip(letters, names).flatMap { Paragraph.lines("\($0): \($1)", columns: columns, indent: "   ") }
    }

    private func table(_ names: [String]) -> Table {
        let head = ["figure"] + names + ["difference"]
        return Table(
            alignments: [.left, .right, .right, .right],
            rows: [head.map { Table.Cell($0, .bold) }]
                + effects.enumerated().map { index, effect in
                    let emphasis = index == 0 ? Emphasis.bold : .none
                    let values = summaries.map { Self.value(of: effect.metric, $0) }
                    return ([effect.metric.rowHead] + values + [Self.change(effect)]).map { Table.Cell($0, emphasis) }
                })
    }

    private static func value(of metric: Metric, _ summary: VariantSummary) -> String {
        summary.estimate(metric).map { QuantityFormat.text($0) } ?? "–"
    }

    /// `+3.1 % ±0.4`, `−12.3 points ±0.4`, `−1.2 s ±100 ms` where there is no ratio.
    static func change(_ effect: PairedEffect) -> String {
        if effect.isIdentical { return "identical" }
        if let ratio = effect.ratio, effect.metric.unit != .fraction { return RatioText.change(ratio) }
        return DifferenceText.change(effect.difference, effect.metric)
    }
}
