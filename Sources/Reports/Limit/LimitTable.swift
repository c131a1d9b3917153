import Experiments
import PipelineRuns
import ScenarioFiles

/// The values that were tried: the conditions' figures, what they say, what binds, and the replications it took.
struct LimitTable {
    let limit: Limit

    /// Rows beyond which those far from the edge are left out.
    static let mostRows = 14

    /// The lines; columns from the right are left out where there is no room for them.
    func lines(_ style: TextStyle) -> [String] {
        let columns = columns
        for kept in stride(from: columns.count, through: 3, by: -1) {
            let table = table(Array(columns.prefix(kept)), isNarrow: false)
            if table.width <= style.columns { return table.lines(colour: style.hasColour) + omission }
        }
        return table(Array(columns.prefix(3)), isNarrow: true).lines(colour: style.hasColour) + omission
    }

    /// How many values have no row.
    private var omission: [String] {
        let count = limit.trials.count - Self.mostRows
        return count > 0 ? ["(\(count.counted("value")) farther from the edge not shown)"] : []
    }

    private struct Column {
        var head: String
        var alignment = Table.Alignment.right
        var cell: (LimitTrial) -> Table.Cell
    }

    /// The value that is marked.
    private var answer: Int? { limit.verdict == .answered ? limit.met?.value : nil }

    private var columns: [Column] {
        let value = Column(head: visible(limit.question.paths.joined(separator: ", "))) { trial in
            Table.Cell(limit.question.text(trial.value), trial.value == answer ? .bold : .none)
        }
        let figures = limit.question.conditions.indices.map { index in
            Column(head: limit.question.conditions[index].text) { trial in
                trial.figures.indices.contains(index) ? Table.Cell(LimitFigure.text(trial.figures[index])) : "–"
            }
        }
        let verdict = Column(head: "", alignment: .left) { trial in
            trial.value == answer
                ? Table.Cell("met \(SweepTable.mark)", .good) : Table.Cell(trial.verdictWord)
        }
        let rest = [
            Column(head: "bottleneck", alignment: .left) { trial in
                guard let bottleneck = trial.summary.bottleneck else { return "–" }
                let text = "\(bottleneck.name) \(QuantityFormat.percent(bottleneck.utilisation))"
                return Table.Cell(bottleneck.kind == .none ? "(\(text))" : text)
            },
            Column(head: "replications") { Table.Cell("\($0.replications)") },
        ]
        return [value] + figures + [verdict] + rest
    }

    private func table(_ columns: [Column], isNarrow: Bool) -> Table {
        let heads = columns.map { isNarrow ? Self.parts($0.head) : [$0.head] }
        let height = heads.map(\.count).max() ?? 1
        let head = (0..<height).map { line in
            heads.map { parts -> Table.Cell in
                let index = line - (height - parts.count)
                return index < 0 ? "" : Table.Cell(parts[index], .bold)
            }
        }
        return Table(
            alignments: columns.map(\.alignment), rows: head + rows.map { trial in columns.map { $0.cell(trial) } })
    }

    /// A head of several paths, in lines.
    private static func parts(_ head: String) -> [String] {
        head.replacing(", ", with: ",\n").split(separator: "\n").map(String.init)
    }

    /// The trials that have a row: all, or those nearest to the edge.
    private var rows: [LimitTrial] {
        let trials = limit.trials
        guard trials.count > Self.mostRows else { return trials }
        let edge = Double((limit.met ?? limit.missed)?.value ?? 0)
        func distance(_ trial: LimitTrial) -> Double { (Double(trial.value) - edge).magnitude }
        let nearest = trials.sorted { distance($0) < distance($1) }.prefix(Self.mostRows)
        return nearest.sorted { $0.value < $1.value }
    }
}

extension LimitTrial {
    /// What its conditions come to, in a word.
    var verdictWord: String {
        if outOfMemory != nil { return "out of memory" }
        return verdict == .open && lacksFigure ? "no figure" : verdict.words
    }
}

extension ThresholdVerdict {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .met: "met"
        case .missed: "missed"
        case .open: "not resolved"
        }
    }
}
