import Measurements
import PipelineRuns
import Pipelines

/// Variants side by side: a row for each, or a column for each where rows would be too long.
struct ComparisonTable {
    /// Whether the training steps of all variants compute on accelerators.
    private var trainsOnGPU: Bool { summaries.allSatisfy { $0.scenario.pipeline.training.device == .gpu } }

    private struct Figure: Sendable {
        var head: String
        /// What the legend says of it.
        var meaning: String
        var alignment = Table.Alignment.right
        var cell: @Sendable (VariantSummary) -> Table.Cell
    }

    let summaries: [VariantSummary]

    /// The lines, no longer than `columns` if that is possible.
    func lines(columns: Int, colour: Bool) -> [String] {
        let wide = rows(summaries)
        if wide.width <= Self.columnsOfRows(in: columns) { return wide.lines(colour: colour) }
        var lines: [String] = []
        for (index, group) in groups(columns: columns).enumerated() {
            if index > 0 { lines.append("") }
            lines += self.columns(group).lines(colour: colour)
        }
        return lines
    }

    /// How wide a table of rows may be: in windows of 80 to 120 columns, which most have, it is all the same, so that a
    /// table looks alike in them.
    private static func columnsOfRows(in columns: Int) -> Int { columns > 120 ? columns : min(columns, 80) }

    /// The figures of all variants as texts: a head, and a cell for each variant.
    var texts: [(head: String, cells: [String])] {
        figures.map { figure in (figure.head, summaries.map { figure.cell($0).text }) }
    }

    /// What each column means, in one sentence.
    var meanings: [(head: String, meaning: String)] { figures.map { ($0.head, $0.meaning) } }

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
                    [Table.Cell(figure.head)] + summaries.map { figure.cell($0) }
                })
    }

    private var hasSeveralAccelerators: Bool { summaries.contains { $0.scenario.platform.gpu.count > 1 } }

    /// What variants are compared by.
    private var basis: SpeedUpBasis { SpeedUpBasis(summaries) }

    /// First what is over the same time as samples/s, then what is over a time of its own.
    private var figures: [Figure] { throughput + shares + ownTimes + verdict }

    private var throughput: [Figure] {
        let confidence = QuantityFormat.percent(summaries.first?.scenario.run.confidence ?? 0)
        return [
            Figure(
                head: "samples/s",
                meaning: "samples per second \(steadyPart)\(hasSeveralAccelerators ? ", over all accelerators" : ""); "
                    + "± is half the width of the \(confidence) interval"
            ) { summary in
                if summary.outOfMemory != nil { return Table.Cell("out of memory", .bad) }
                guard let rate = summary.estimate(.samplesPerSecond)?.interval.map(QuantityFormat.text) else {
                    return "–"
                }
                return Table.Cell(summary.isOfWholeRun ? "\(rate) run" : rate, .bold)
            },
            speedUp,
        ]
    }

    private var steadyPart: String {
        let usual =
            summaries.contains { $0.windows.contains { $0.window == .laterEpochs } }
            ? "in whole epochs after the first" : "after the warm-up that MSER-5 finds"
        return summaries.contains(where: \.isOfWholeRun) ? "\(usual); “run”: in the whole run" : usual
    }

    private var speedUp: Figure {
        let basis = basis
        let name = summaries.first?.scenario.variant ?? ""
        let pairs = "from pairs of runs with the same random numbers"
        switch basis {
        case .steady:
            return Figure(head: "speed-up", meaning: "samples/s ÷ those of `\(name)`, \(pairs)") {
                Self.speedUp(basis, $0)
            }
        case .wholeRun:
            return Figure(
                head: "run speed-up",
                meaning: "samples ÷ time of the whole run, start and interruptions included, ÷ that of `\(name)`, "
                    + pairs
            ) { Self.speedUp(basis, $0) }
        }
    }

    private var shares: [Figure] {
        let others = hasSeveralAccelerators ? ", or has none left before the others" : ""
        let stall = Figure(
            head: "stall",
            meaning: "share of that time the training loop waits and no step computes\(others); low < 5 %, high ≥ 20 % "
                + "(TensorBoard)",
            cell: Self.stall)
        let barrier = Self.figure(
            .barrierFraction, head: "barrier", "share of the time that accelerators wait for others to finish a step")
        return [stall] + (hasSeveralAccelerators ? [barrier] : []) + [
            Self.figure(
                .diskUtilisation, head: "disk",
                "share in use of its bandwidth, of its `queueDepth` or of the requests it accepts, whichever is most")
        ] + readCache + [
            Self.figure(.coreUtilisation, head: "CPU", "share of the cores at work"),
            Self.figure(
                .trainerUtilisation, head: trainsOnGPU ? "GPU" : "step", "share of the time that training steps compute"
            ),
        ]
    }

    /// Shown where something is kept of what was read.
    private var readCache: [Figure] {
        guard summaries.contains(where: \.scenario.platform.readCache.isUsed) else { return [] }
        return [
            Self.figure(.readCacheHits, head: "cache hits", "share of the samples read that the read cache had")
        ]
    }

    private var ownTimes: [Figure] {
        let owner = hasSeveralAccelerators ? "first accelerator" : "training loop"
        let uses = Self.figure(
            .usesPerSample, head: "uses",
            "how often a sample is used in an epoch: more than once where no `shard` divides the data")
        return [
            Self.figure(
                .acceleratorUtilisation, head: "AU, DLIO",
                "DLIO's accelerator utilisation: compute time ÷ time after each epoch's first step; – with fewer than "
                    + "\(UtilisationReport.fewestSteps)"),
            Self.figure(.epochSeconds, head: "epoch", "mean length of an epoch, the first included"),
            Self.figure(.firstBatchSeconds, head: "1st batch", "time until the \(owner) gets its first batch"),
        ] + (hasSeveralAccelerators ? [uses] : []) + [
            Self.figure(.peakBufferedBytes, head: "buffered", "most bytes at a time in buffers, shuffle and cache")
        ]
    }

    private var verdict: [Figure] {
        [
            Figure(
                head: "bottleneck", meaning: "what limits samples/s; in parentheses what is merely used most",
                alignment: .left, cell: Self.bottleneck)
        ]
    }

    private static func figure(_ metric: Metric, head: String, _ meaning: String) -> Figure {
        Figure(head: head, meaning: meaning) { summary in
            Table.Cell(summary.estimate(metric).map { QuantityFormat.text($0.value, metric.unit) } ?? "–")
        }
    }

    /// The baseline is once as fast as itself, without any doubt.
    private static func speedUp(_ basis: SpeedUpBasis, _ summary: VariantSummary) -> Table.Cell {
        guard let speedUp = basis.speedUp(of: summary) else { return "–" }
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
