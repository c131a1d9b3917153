import Measurements
import PipelineSimulation
import Pipelines

/// Variants side by side: a row for each, or a column for each where rows would be too long.
struct ComparisonTable {
    /// Whether the training steps of all variants compute on accelerators.
    private var trainsOnGPU: Bool { summaries.allSatisfy { $0.scenario.pipeline.training.device == .gpu } }

    private struct Figure: Sendable {
        var head: String
        /// What the table with a column for each variant calls it.
        var label: String
        var alignment = Table.Alignment.right
        var cell: @Sendable (VariantSummary) -> Table.Cell
    }

    let summaries: [VariantSummary]

    /// The lines, no longer than `columns` if that is possible.
    func lines(columns: Int, colour: Bool) -> [String] {
        let wide = rows(summaries)
        if wide.width <= columns { return wide.lines(colour: colour) }
        var lines: [String] = []
        for (index, group) in groups(columns: columns).enumerated() {
            if index > 0 { lines.append("") }
            lines += self.columns(group).lines(colour: colour)
        }
        return lines
    }

    /// As many variants at a time as fit.
    private func groups(columns: Int) -> [[VariantSummary]] {
        var groups: [[VariantSummary]] = []
        for summary in summaries {
            if let last = groups.last, self.columns(last + [summary]).width <= columns {
                groups[groups.count - 1].append(summary)
            } else {
                groups.append([summary])
            }
        }
        return groups
    }

    private func rows(_ summaries: [VariantSummary]) -> Table {
        Table(
            alignments: [.left] + figures.map(\.alignment),
            rows: [[Table.Cell("variant", .bold)] + figures.map { Table.Cell($0.head, .bold) }]
                + summaries.map { summary in
                    [Table.Cell(summary.scenario.variant, .bold)] + figures.map { $0.cell(summary) }
                })
    }

    private func columns(_ summaries: [VariantSummary]) -> Table {
        Table(
            alignments: [.left] + summaries.map { _ in .right },
            rows: [[Table.Cell("variant", .bold)] + summaries.map { Table.Cell($0.scenario.variant, .bold) }]
                + figures.map { figure in
                    [Table.Cell(figure.label)] + summaries.map { figure.cell($0) }
                })
    }

    private var hasSeveralAccelerators: Bool { summaries.contains { $0.scenario.platform.gpu.count > 1 } }

    private var figures: [Figure] {
        var figures = commonFigures
        if hasSeveralAccelerators {
            figures.insert(Self.figure(.barrierFraction, head: "barrier"), at: 6)
            figures.insert(Self.figure(.usesPerSample, head: "uses"), at: 7)
        }
        return figures
    }

    private var commonFigures: [Figure] {
        [
            Figure(head: "samples/s", label: "samples/s") { summary in
                if summary.outOfMemory != nil { return Table.Cell("out of memory", .bad) }
                return Table.Cell(summary.estimate(.samplesPerSecond)?.interval.map(QuantityFormat.text) ?? "–", .bold)
            },
            Figure(head: "speed-up", label: "speed-up", cell: Self.speedUp),
            Self.figure(.epochSeconds, head: "epoch"),
            Self.figure(.firstBatchSeconds, head: "1st batch"),
            Self.figure(.acceleratorUtilisation, head: "AU"),
            Figure(head: "stall", label: "stall", cell: Self.stall),
            Self.figure(.diskUtilisation, head: "disk"),
            Self.figure(.coreUtilisation, head: "CPU"),
            Self.figure(.trainerUtilisation, head: trainsOnGPU ? "GPU" : "step"),
            Self.figure(.peakBufferedBytes, head: "buffered"),
            Figure(head: "bottleneck", label: "bottleneck", alignment: .left, cell: Self.bottleneck),
        ]
    }

    private static func figure(_ metric: Metric, head: String) -> Figure {
        Figure(head: head, label: metric.label) { summary in
            Table.Cell(summary.estimate(metric).map { QuantityFormat.text($0.value, metric.unit) } ?? "–")
        }
    }

    /// The baseline is once as fast as itself, without any doubt.
    private static func speedUp(_ summary: VariantSummary) -> Table.Cell {
        guard let speedUp = summary.speedUp else { return "–" }
        return speedUp.mean == 1 && speedUp.halfWidth ?? 0 == 0 ? "1" : Table.Cell(QuantityFormat.text(speedUp))
    }

    private static func stall(_ summary: VariantSummary) -> Table.Cell {
        guard let value = summary.estimate(.stallFraction)?.value else { return "–" }
        let percent = QuantityFormat.percent(value)
        switch StallLabel(stallFraction: min(max(value, 0), 1)) {
        case .notInputBound: return Table.Cell("\(percent) low", .good)
        case .moderatelyInputBound: return Table.Cell("\(percent) mod.", .warning)
        case .highlyInputBound: return Table.Cell("\(percent) high", .bad)
        }
    }

    private static func bottleneck(_ summary: VariantSummary) -> Table.Cell {
        guard let bottleneck = summary.bottleneck else { return "–" }
        let text = "\(bottleneck.name) \(QuantityFormat.percent(bottleneck.utilisation))"
        // In parentheses what is merely the busiest.
        return Table.Cell(bottleneck.kind == .none ? "(\(text))" : text)
    }
}
