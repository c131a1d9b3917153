import Experiments
import Measurements
import PipelineRuns

/// Measured figures beside predicted ones, a row each.
struct DriftTable {
    let drift: Drift

    /// The deciding figure of every variant.
    func variants(columns: Int, colour: Bool) -> [String] {
        let verdict = DriftVerdict(drift: drift)
        let rows = drift.variants.map { variant -> [Table.Cell] in
            let word = verdict.word(variant)
            let emphasis: Emphasis = word == .asPredicted ? .good : word == .drifted ? .bad : .none
            let cells = variant.judged.map(Self.cells) ?? ["–", "–", "–"]
            return ([variant.measured.name] + cells).map { Table.Cell($0) } + [Table.Cell(word.text, emphasis)]
        }
        return Self.lines(["variant", "predicted", "measured", "difference", "verdict"], rows, columns, colour)
    }

    /// The other figures that differ.
    func figures(columns: Int, colour: Bool) -> [String] {
        let hasSeveral = drift.variants.count > 1
        let rows = drift.variants.flatMap { variant in
            ([variant.judged].compactMap { hasSeveral ? nil : $0 } + moved(variant)).map { figure in
                ((hasSeveral ? [variant.measured.name] : []) + [figure.metric.rowHead] + Self.cells(figure)).map {
                    Table.Cell($0)
                }
            }
        }
        guard !rows.isEmpty else { return [] }
        let head = (hasSeveral ? ["variant"] : []) + ["figure", "predicted", "measured", "difference"]
        return Self.lines(head, rows, columns, colour)
    }

    /// Rows of other figures, over all variants.
    private static let mostRows = 14

    /// The surest of those that differ, in the order of the file, without rates that say the same as others.
    private func moved(_ variant: Drift.Variant) -> [FigureDrift] {
        let all = variant.others.filter { figure in
            figure.verdict(tolerance: drift.tolerance) == .drifted
                && ![.batchesPerSecond, .bytesPerSecond].contains(figure.metric.unit)
        }
        let most = max(1, Self.mostRows / drift.variants.count)
        let surest = all.sorted { $0.sureness > $1.sureness }.prefix(most).map(\.metric.name)
        return all.filter { surest.contains($0.metric.name) }
    }

    private static func lines(
        _ head: [String], _ rows: [[Table.Cell]], _ columns: Int, _ colour: Bool
    ) -> [String] {
        let lefts = head.prefix { $0 != "predicted" }.count
        let alignments = head.indices.map { index in
            index < lefts || head[index] == "verdict" ? Table.Alignment.left : .right
        }
        return Table(alignments: alignments, rows: [head.map { Table.Cell($0, .bold) }] + rows).lines(colour: colour)
    }

    private static func cells(_ figure: FigureDrift) -> [String] {
        [
            value(figure.predicted.mean, figure.metric), value(figure.measured.mean, figure.metric),
            figure.metric.unit != .fraction ? figure.ratio.map(RatioText.change) : nil,
        ].enumerated().map { index, text in
            text ?? (index == 2 ? DifferenceText.change(figure.difference, figure.metric) : "–")
        }
    }

    /// A value of a figure; `digits` counts for times, sizes and shares.
    static func value(_ value: Double, _ metric: Metric, digits: Int = 3) -> String {
        switch metric.unit {
        case .seconds: QuantityFormat.seconds(value, digits: digits)
        case .bytes: QuantityFormat.bytes(value, digits: digits)
        case .fraction: "\(Figure.decimal(value * 100, max(0, digits - 2))) %"
        default: QuantityFormat.text(value, metric.unit)
        }
    }
}

extension FigureDrift {
    /// How many times its uncertainty the difference is.
    var sureness: Double {
        guard let halfWidth = difference.halfWidth, halfWidth > 0 else { return .infinity }
        return difference.mean.magnitude / halfWidth
    }
}
