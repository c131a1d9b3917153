package import Experiments
package import PipelineRuns
import Pipelines
package import ScenarioFiles

/// The report of a sweep for people: what it has found, then a table.
package struct SweepText: Sendable {
    private let title: String
    private let grid: SweepGrid
    private let metrics: [Metric]
    private let style: TextStyle
    private let prices: Prices?

    /// What a planner looks at first.
    package static let usualMetrics: [Metric] = [
        .samplesPerSecond, .acceleratorUtilisation, .stallFraction, .peakBufferedBytes,
    ]

    /// - Parameters:
    ///   - title: the scenario's name.
    ///   - grid: what is swept.
    ///   - metrics: the figures that are shown, at least one.
    ///   - style: what its reader can show.
    ///   - prices: what resources cost, where costs are shown too.
    package init(title: String, grid: SweepGrid, metrics: [Metric], style: TextStyle, prices: Prices? = nil) {
        self.title = title
        self.grid = grid
        self.metrics = metrics
        self.style = style
        self.prices = prices
    }

    /// What names the values of a point.
    var keys: [String] { ["variant"] + grid.titles }

    /// The text.
    ///
    /// - Parameter results: at least one point.
    package func text(_ results: [SweepResult]) -> String {
        let (colour, width) = (style.hasColour, style.columnsOfSentences)
        func paragraphs(_ texts: [String], _ emphasis: Emphasis) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: width, indent: "  ") }.map { emphasis($0, colour: colour) }
        }
        let points = SufficientPoint.all(results, of: grid)
        let table = SweepTable(
            results: results, grid: grid, metrics: metrics, marked: Set(points.map(\.smallest)), prices: prices)
        var lines = paragraphs(sentences(SweepVerdict(results: results, grid: grid).sentences(points)), .bold) + [""]
        lines += table.lines(columns: style.columns, colour: colour) + [""]
        lines += paragraphs(origin(results, rows: table.rows.count), .dim)
        return lines.joined(separator: "\n") + "\n"
    }

    /// One sentence goes on from the title, several stand below it.
    private func sentences(_ verdicts: [String]) -> [String] {
        let title = visible(title)
        return verdicts.count == 1 ? ["\(title): \(verdicts.joined())"] : ["\(title):"] + verdicts
    }

    private func origin(_ results: [SweepResult], rows: Int) -> [String] {
        let summaries = results.map(\.summary)
        guard let first = summaries.first(where: { $0.outOfMemory == nil }) else { return [] }
        let counts = summaries.filter { $0.outOfMemory == nil }.map(\.replications)
        let (fewest, most) = (counts.min() ?? 0, counts.max() ?? 0)
        let number = fewest == most ? most.counted("replication") : "\(fewest)–\(most) replications"
        let confidence = QuantityFormat.percent(first.scenario.run.confidence)
        let run = summaries.contains(where: \.isOfWholeRun) ? " “run”: of the whole run." : ""
        let shown = rows < results.count ? ["\(rows) of \(results.count) points are shown; `--csv` writes all."] : []
        return shown + [
            "\(SweepTable.mark): the smallest within \(SweepVerdict.tolerance) of the best. "
                + "±: half the width of the \(confidence) interval.\(run) "
                + "\(number) of each point with the same random numbers, seed \(first.scenario.run.seed)."
        ]
    }
}
