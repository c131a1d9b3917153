import Experiments
import Measurements
import PipelineRuns

/// The values that were simulated, a row each.
struct KneeTable {
    let knee: Knee
    private let rows: [Knee.Point]

    /// Rows beyond which those far from the answer are left out.
    static let mostRows = 16

    init(_ knee: Knee) {
        self.knee = knee
        let tried = knee.tried
        guard tried.count > Self.mostRows, let centre = knee.answer?.range?.lowerBound else {
            rows = tried
            return
        }
        let near = tried.sorted { abs($0.position - centre) < abs($1.position - centre) }.prefix(Self.mostRows - 1)
        rows = tried.filter { point in
            point.position == knee.asymptote || near.contains { $0.position == point.position }
        }
    }

    /// Values that were simulated and have no row.
    var leftOut: Int { knee.series.count - rows.count }

    /// The lines, no longer than `columns` if that is possible: with heads in two lines, then without the pairs.
    func lines(columns: Int, colour: Bool) -> [String] {
        for (isNarrow, hasPairs) in [(false, true), (true, true)] {
            let table = table(isNarrow: isNarrow, hasPairs: hasPairs)
            if table.width <= columns { return table.lines(colour: colour) }
        }
        return table(isNarrow: true, hasPairs: false).lines(colour: colour)
    }

    private func table(isNarrow: Bool, hasPairs: Bool) -> Table {
        let unit = knee.axis.unit.isEmpty ? "" : " [\(knee.axis.unit)]"
        let rate = knee.metric.map(Self.head) ?? "figure"
        let heads = [knee.axis.name + unit, rate, "% of asymptote", "buffered"] + (hasPairs ? ["pairs"] : []) + [""]
        let parts = heads.map { isNarrow ? Self.parts($0) : [$0] }
        let height = parts.map(\.count).max() ?? 1
        var lines = (0..<height).map { line in
            parts.map { parts in
                let index = line - (height - parts.count)
                return index < 0 ? Table.Cell("") : Table.Cell(parts[index], .bold)
            }
        }
        lines += rows.map { cells($0, hasPairs: hasPairs) }
        let alignment: Table.Alignment = knee.axis.numbers == nil ? .left : .right
        let figures = Array(repeating: Table.Alignment.right, count: heads.count - 2)
        return Table(alignments: [alignment] + figures + [.left], rows: lines)
    }

    private func cells(_ point: Knee.Point, hasPairs: Bool) -> [Table.Cell] {
        let figure = knee.metric.flatMap { point.summary.estimate($0) }.map { QuantityFormat.text($0) } ?? "–"
        let buffered = point.summary.estimate(.peakBufferedBytes).map { QuantityFormat.text($0) } ?? "–"
        let pairs = hasPairs ? [Table.Cell(point.standing == .asymptote ? "" : "\(point.pairs)")] : []
        return [
            Table.Cell(knee.axis.cell(point.position)), Table.Cell(figure, .bold), Table.Cell(Self.ratio(point)),
            Table.Cell(buffered),
        ] + pairs + [mark(point)]
    }

    /// `98.85 ±0.09`, in percent.
    private static func ratio(_ point: Knee.Point) -> String {
        if point.standing == .asymptote { return "100" }
        guard let ratio = point.ratio else { return "–" }
        if ratio.halfWidth == 0, ratio.mean == 1 { return "100" }
        return QuantityFormat.text(
            ConfidenceInterval(
                mean: ratio.mean * 100, halfWidth: ratio.halfWidth.map { $0 * 100 }, confidence: ratio.confidence,
                count: ratio.count))
    }

    private func mark(_ point: Knee.Point) -> Table.Cell {
        if knee.answer == .exact(point.position) { return Table.Cell("← knee", .good) }
        return switch point.standing {
        case .asymptote: "asymptote"
        case .tooLittle: "too little"
        case .enough: "enough"
        case .open: Table.Cell("open", .warning)
        case .passed: ""
        case .outOfMemory: Table.Cell("out of memory", .bad)
        }
    }

    private static func head(of metric: Metric) -> String {
        switch metric.unit {
        case .samplesPerSecond, .batchesPerSecond: metric.unit.rawValue
        case .fraction, .seconds, .bytes, .bytesPerSecond, .count: metric.label
        }
    }

    /// A head in lines: after a dot and at spaces.
    private static func parts(_ head: String) -> [String] {
        head.replacing(".", with: ". ").replacing("% of", with: "%\u{A0}of").split(separator: " ").map(String.init)
    }
}
