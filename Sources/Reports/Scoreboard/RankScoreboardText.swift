import Foundation
import Importers
package import Scoreboards

/// The replay of a DLIO run for people: a row for each epoch, then the summary.
package struct RankScoreboardText {
    private let scoreboard: RankScoreboard
    private let ranks: Int
    private let isMarkdown: Bool

    package init(_ scoreboard: RankScoreboard, ranks: Int, isMarkdown: Bool) {
        self.scoreboard = scoreboard
        self.ranks = ranks
        self.isMarkdown = isMarkdown
    }

    /// Tables and explanations, with a line feed at the end.
    package var text: String {
        let rows = scoreboard.scoreboard.rows
        let parts = [
            PlainTable(head: Self.head, rows: rows.map(Self.cells)).lines(isMarkdown: isMarkdown),
            PlainTable(head: Self.summaryHead, rows: summaries).lines(isMarkdown: isMarkdown), notes,
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private static let head = [
        "epoch", "", "samples/s reported", "predicted", "error", "AU reported", "predicted", "points", "length (s)",
    ]
    private static let summaryHead = ["|error| over predicted epochs", "epochs", "median", "largest"]

    private static func cells(_ row: Scoreboard.Row) -> [String] {
        let (measured, predicted) = (row.measured, row.predicted)
        return [
            row.id, note(row), rate(measured?.stepsPerSecond, row), rate(predicted?.stepsPerSecond, row),
            row.error.map { signed($0) + " %" } ?? "–", share(measured?.acceleratorUtilisation),
            share(predicted?.acceleratorUtilisation),
            row.utilisationError.map(signed) ?? "–",
            Figure.pair(predicted?.wallSeconds, measured?.wallSeconds) { Figure.decimal($0, 1) },
        ]
    }

    /// In percent, with its sign unless it rounds to nothing.
    private static func signed(_ value: Double) -> String {
        let text = String(format: "%+.2f", value * 100)
        return text.hasSuffix("0.00") ? "0.00" : text
    }

    private static func note(_ row: Scoreboard.Row) -> String {
        switch RankScoreboard.Group(rawValue: row.group) {
        case .first: "not scored"
        case .fit: "fitted"
        case .predicted, nil: "predicted"
        }
    }

    private static func rate(_ stepsPerSecond: Double?, _ row: Scoreboard.Row) -> String {
        stepsPerSecond.map { Figure.decimal($0 * Double(row.measured?.samplesPerStep ?? 1), 2) } ?? "–"
    }

    private static func share(_ value: Double?) -> String { value.map { Figure.decimal($0 * 100, 2) + " %" } ?? "–" }

    private var summaries: [[String]] {
        let (rates, utilisations) = (scoreboard.scoreboard.headline, scoreboard.utilisationErrors)
        func percent(_ value: Double?) -> String { value.map { Figure.decimal($0 * 100, 2) + " %" } ?? "–" }
        func points(_ value: Double?) -> String { value.map { Figure.decimal($0 * 100, 2) + " points" } ?? "–" }
        return [
            ["samples/s", "\(rates.count)", percent(rates.median), percent(rates.maximum)],
            ["AU", "\(utilisations.count)", points(utilisations.median), points(utilisations.maximum)],
        ]
    }

    private var notes: [String] {
        let constant = ranks == 1 ? "The loop itself takes" : "The barrier takes"
        let milliseconds = Figure.decimal(scoreboard.fit.seconds * 1000, 2)
        let batch = scoreboard.scoreboard.rows.first?.measured?.samplesPerStep.map { ", batches of \($0)" } ?? ""
        let warning = scoreboard.fit.isConverged ? "" : " (the fit has not converged, so that nothing is scored)"
        return [
            "\(ranks.counted("rank"))\(batch). \(constant) \(milliseconds) ms\(warning), the one constant: "
                + "fitted to the samples/s of epoch \(scoreboard.fit.epoch).",
            "AU is the mean of the ranks: computation after the first step ÷ (length of the epoch − own first step).",
            "Samples/s are all of an epoch's samples ÷ its length. Length is given as predicted/reported.",
        ]
    }
}
