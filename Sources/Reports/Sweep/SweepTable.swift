import Experiments
import PipelineRuns
import ScenarioFiles

/// The points of a sweep, a row each: values, figures, and a mark where a variant has what it needs.
struct SweepTable {
    let results: [SweepResult]
    let grid: SweepGrid
    let metrics: [Metric]
    /// Positions of the rows that are marked.
    let marked: Set<Int>
    /// What resources cost, where costs are shown too.
    var prices: Prices?

    /// Rows beyond which some are left out.
    static let mostRows = 40
    static let mark = "←"

    private struct Column {
        var head: String
        var alignment = Table.Alignment.right
        var cell: (Int) -> Table.Cell
    }

    /// The lines, no longer than `columns` if that is possible: with heads in several lines, then in several tables.
    func lines(columns: Int, colour: Bool) -> [String] {
        let figures = metrics.map(figure) + costs
        for isNarrow in [false, true] {
            let table = table(figures, isNarrow: isNarrow)
            if table.width <= columns { return table.lines(colour: colour) }
        }
        var groups: [[Column]] = []
        for figure in figures {
            if let last = groups.last, table(last + [figure], isNarrow: true).width <= columns {
                groups[groups.count - 1].append(figure)
            } else {
                groups.append([figure])
            }
        }
        return Array(groups.map { table($0, isNarrow: true).lines(colour: colour) }.joined(separator: [""]))
    }

    /// Positions of the points that have a row: the first and last, marked ones, and others at equal distances.
    var rows: [Int] {
        guard results.count > Self.mostRows else { return Array(results.indices) }
        let free = max(2, Self.mostRows - marked.count)
        let even = (0..<free).map { $0 * (results.count - 1) / (free - 1) }
        return marked.union(even).sorted()
    }

    private func table(_ figures: [Column], isNarrow: Bool) -> Table {
        let columns = keys + figures + [Column(head: "", alignment: .left) { marked.contains($0) ? mark : "" }]
        let heads = columns.map { isNarrow ? Self.parts($0.head) : [$0.head] }
        let height = heads.map(\.count).max() ?? 1
        var lines = (0..<height).map { line in
            heads.map { parts in
                let index = line - (height - parts.count)
                return index < 0 ? Table.Cell("") : Table.Cell(parts[index], .bold)
            }
        }
        lines += rows.map { row in columns.map { $0.cell(row) } }
        return Table(alignments: columns.map(\.alignment), rows: lines)
    }

    private var mark: Table.Cell { Table.Cell(Self.mark, .good) }

    /// What tells the points apart.
    private var keys: [Column] {
        let variants =
            Set(results.map(\.point.variant)).count == 1
            ? [] : [Column(head: "variant", alignment: .left) { Table.Cell(results[$0].point.variant, .bold) }]
        return variants
            + grid.axes.indices.map { index in
                let axis = grid.axes[index]
                return Column(
                    head: axis.name + (axis.unit.isEmpty ? "" : " [\(axis.unit)]"),
                    alignment: axis.numbers == nil ? .left : .right
                ) { Table.Cell(axis.cell(results[$0].point.indices[index])) }
            }
    }

    private func figure(_ metric: Metric) -> Column {
        let isFirst = metric.name == metrics.first?.name
        return Column(head: Self.head(of: metric)) { position in
            let summary = results[position].summary
            if summary.outOfMemory != nil { return isFirst ? Table.Cell("out of memory", .bad) : "–" }
            guard let estimate = summary.estimate(metric) else { return "–" }
            let text = QuantityFormat.text(estimate)
            let isRate = metric.name == Metric.samplesPerSecond.name
            return Table.Cell(isRate && summary.isOfWholeRun ? "\(text) run" : text, isFirst ? .bold : .none)
        }
    }

    private var costs: [Column] {
        guard let prices else { return [] }
        let columns = CostColumns(prices: prices)
        return CostColumns.labels.indices.map { index in
            Column(head: CostColumns.labels[index]) { Table.Cell(columns.texts(results[$0].summary)[index]) }
        }
    }

    private static func head(of metric: Metric) -> String {
        switch metric.name {
        case Metric.samplesPerSecond.name: "samples/s"
        case Metric.acceleratorUtilisation.name: "AU, DLIO"
        case Metric.peakBufferedBytes.name: "buffered"
        default: metric.label
        }
    }

    /// A head in lines: after a dot and at spaces.
    private static func parts(_ head: String) -> [String] {
        head.replacing(".", with: ". ").split(separator: " ").map(String.init)
    }
}
