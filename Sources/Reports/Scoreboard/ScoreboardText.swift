import Foundation
import Importers
package import Scoreboards

/// The scoreboard for people: a row for each case, then the summary.
package struct ScoreboardText {
    private let scoreboard: Scoreboard
    private let isMarkdown: Bool

    package init(_ scoreboard: Scoreboard, isMarkdown: Bool) {
        self.scoreboard = scoreboard
        self.isMarkdown = isMarkdown
    }

    /// Tables and explanations, with a line feed at the end.
    package var text: String {
        let unmodelled = scoreboard.rows.compactMap { row in row.reason.map { "\(row.id): \($0)" } }
        var parts = [PlainTable(head: Self.head, rows: scoreboard.rows.map(Self.cells)).lines(isMarkdown: isMarkdown)]
        parts.append(PlainTable(head: Self.summaryHead, rows: summaries).lines(isMarkdown: isMarkdown))
        if !unmodelled.isEmpty { parts.append(["Not modelled:"] + unmodelled.map { "- \($0)" }) }
        parts.append(notes)
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private static let head = [
        "case", "group", "measured", "predicted", "error", "first step", "mean epoch", "stall", "limit", "spread",
        "noisy",
    ]
    private static let summaryHead = ["|error| over", "cases", "missing", "median", "90 %", "largest"]

    private static func cells(_ row: Scoreboard.Row) -> [String] {
        let (measured, predicted) = (row.measured, row.predicted)
        let epochs = (mean(predicted?.epochSeconds), mean(measured?.epochSeconds))
        return [
            row.id, row.group, Figure.rate(measured?.stepsPerSecond), Figure.rate(predicted?.stepsPerSecond),
            Figure.signedPercent(row.error),
            Figure.pair(predicted?.firstStepSeconds, measured?.firstStepSeconds) { Figure.decimal($0 * 1000, 1) },
            Figure.pair(epochs.0, epochs.1) { Figure.decimal($0, 3) },
            Figure.pair(predicted?.stallFraction, measured?.stallFraction) { Figure.decimal($0 * 100, 1) },
            limits(row), Figure.percent(measured?.spread), measured?.isNoisy == true ? "noisy" : "",
        ]
    }

    private static func limits(_ row: Scoreboard.Row) -> String {
        guard let measured = row.measured, !measured.prefetchLimits.isEmpty else { return "" }
        let runs = measured.prefetchLimits.sorted()
        let all = Set(runs).count == 1 ? "\(runs[0])" : runs.map(String.init).joined(separator: ",")
        return "\(row.predicted?.prefetchLimit.map(String.init) ?? "–")/\(all)"
    }

    private static func mean(_ values: [Double]?) -> Double? {
        values.flatMap { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }
    }

    private var summaries: [[String]] {
        func cells(_ name: String, _ summary: ErrorSummary) -> [String] {
            [
                name, "\(summary.count)", "\(summary.missing)", Figure.percent(summary.median),
                Figure.percent(summary.p90), Figure.percent(summary.maximum),
            ]
        }
        return [
            cells("all but overheads", scoreboard.headline),
            cells("without contention for cores", scoreboard.withoutContention), cells("all", scoreboard.all),
        ] + scoreboard.groups.map { cells("group \($0)", scoreboard.summary(ofGroup: $0)) }
    }

    private var notes: [String] {
        var notes = [
            "Steps per second in the steady window. First step in ms, epochs in s, stall (time in next()) in %, and the final",
            "limit of the tuned prefetch are given as predicted/measured; spread is (largest − smallest)/median of the runs.",
            "Quantiles are interpolated linearly. Overheads: groups \(scoreboard.calibrationGroups.joined(separator: " and ")), from which the executor's costs were taken.",
            "In the first line more than \(Scoreboard.freeMissing) missing cases count as errors of 100 %.",
        ]
        let limits = scoreboard.prefetchLimits
        if limits.of > 0 {
            notes.append("Tuned prefetches with the median run's limit: \(limits.equal) of \(limits.of).")
        }
        return notes
    }
}
