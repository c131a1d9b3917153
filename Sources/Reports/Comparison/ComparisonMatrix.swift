import Experiments
import Measurements
import PipelineRuns

/// Every pair of several scenarios: a row for each, with how it compares with the earlier ones.
struct ComparisonMatrix {
    let comparison: Comparison
    let metric: Metric

    /// The lines, no longer than `columns` if that is possible: the columns in several tables where they do not fit.
    func lines(columns: Int, colour: Bool) -> [String] {
        let values = summaries.map { summary in
            summary.outOfMemory == nil
                ? Table.Cell(summary.estimate(metric).map { QuantityFormat.text($0) } ?? "–")
                : Table.Cell("out of memory", .bad)
        }
        var groups: [[Int]] = []
        for earlier in comparison.alternatives.indices.dropLast() {
            if let last = groups.last, table(last + [earlier], values).width <= columns {
                groups[groups.count - 1].append(earlier)
            } else {
                groups.append([earlier])
            }
        }
        return Array(groups.map { table($0, values).lines(colour: colour) }.joined(separator: [""]))
    }

    private var summaries: [VariantSummary] { comparison.summaries }

    private func table(_ group: [Int], _ values: [Table.Cell]) -> Table {
        let head = ["", metric.rowHead] + group.map { "÷ \($0 + 1)" }
        // Those before the first column have nothing to be compared with there.
        let shown = comparison.alternatives.indices.dropFirst(group.first ?? 0)
        return Table(
            alignments: [.left, .right] + group.map { _ in .right },
            rows: [head.map { Table.Cell($0, .bold) }]
                + shown.map { later in
                    [Table.Cell("\(later + 1) \(comparison.alternatives[later].name)"), values[later]]
                        + group.map { $0 < later ? cell(later, $0) : Table.Cell("") }
                })
    }

    private func cell(_ later: Int, _ earlier: Int) -> Table.Cell {
        let answer = comparison.answer(later, against: earlier)
        switch answer.verdict {
        case .identical: return "identical"
        case .noDifference: return "="
        case .noFigure: return "–"
        case .different: return Table.Cell(answer.effect.map(DifferenceTable.change) ?? "", emphasis(answer))
        case .notResolved: return Table.Cell(answer.effect.map { "(\(DifferenceTable.change($0)))" } ?? "")
        }
    }

    private func emphasis(_ answer: PairedAnswer) -> Emphasis {
        let isMore = (answer.effect?.difference.mean ?? 0) > 0
        return isMore == (metric.preference != .lower) ? .good : .bad
    }
}
