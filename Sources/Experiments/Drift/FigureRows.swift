import PipelineRuns
import ScenarioFiles

/// Rows of figures with intervals, one for each figure of a variant: `overlap execute --csv`.
struct FigureRows {
    static let columns = ["variant", "metric", "mean", "ci_low", "ci_high", "conf", "reps"]
    /// Rows that are no figures of a variant alone.
    private static let others = ["speedUp", "runSpeedUp", "outOfMemory", "partial"]

    private let table: ResultTable
    private let known: [String]

    init(_ table: ResultTable, _ known: [String]) {
        self.table = table
        self.known = known
    }

    func add(to results: inout MeasuredResults) throws(ScenarioFileError) {
        for row in table.rows {
            let name = table.cell("metric", of: row) ?? ""
            let figure = try figure(row, name)
            let (steps, seed) = (try table.number("steps", of: row), try table.number("seed", of: row))
            let window = table.cell("window", of: row)
            var isTwice = false
            try results.update(in: row, of: table, known: known) { variant in
                if name == "outOfMemory" { variant.isOutOfMemory = true }
                if name == "partial" { variant.isPartial = true }
                if let figure {
                    isTwice = variant.figure(figure.metric) != nil
                    variant.figures.append(figure)
                }
                (variant.steps, variant.seed) = (steps, seed)
                variant.isOfWholeRun = window?.contains(RunReport.Window.wholeRun.rawValue)
            }
            if isTwice { throw table.mistake("a second row has `\(name)` of this variant", in: row, "metric") }
        }
    }

    /// Nil for a row that is no figure.
    private func figure(_ row: ResultTable.Row, _ name: String) throws(ScenarioFileError) -> MeasuredFigure? {
        if Self.others.contains(name) { return nil }
        guard let metric = Metric.named(name) else {
            throw table.mistake(
                "`\(name)` is no figure", in: row, "metric", accepted: "a name that `overlap help figures` explains",
                suggestion: nearestName(to: name, among: Metric.all.map(\.name)))
        }
        let mean = try needed("mean", row)
        let (confidence, runs) = (try needed("conf", row), try needed("reps", row))
        guard confidence > 0, confidence < 1 else {
            throw table.mistake("this is not a confidence", in: row, "conf", accepted: "a number between 0 and 1")
        }
        guard runs >= 1, runs <= 1e6, runs == runs.rounded() else {
            throw table.mistake("this is not a number of runs", in: row, "reps", accepted: "a whole number from 1")
        }
        let (lower, upper) = (try table.number("ci_low", of: row), try table.number("ci_high", of: row))
        let ends = lower.flatMap { lower in upper.map { (lower: lower, upper: $0) } }
        if let ends, !(ends.lower <= mean && mean <= ends.upper) {
            throw table.mistake("the mean does not lie from `ci_low` to `ci_high`", in: row, "mean")
        }
        if (lower == nil) != (upper == nil) {
            throw table.mistake("an interval has two ends", in: row, lower == nil ? "ci_low" : "ci_high")
        }
        return MeasuredFigure(metric, mean: mean, ends: ends, confidence: confidence, runs: Int(runs))
    }

    private func needed(_ column: String, _ row: ResultTable.Row) throws(ScenarioFileError) -> Double {
        guard let number = try table.number(column, of: row) else {
            throw table.mistake("a number is missing", in: row, column)
        }
        return number
    }
}
