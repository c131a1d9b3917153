import Measurements
public import PipelineRuns
import Pipelines
public import ScenarioFiles

/// Rows of comma-separated values (RFC 4180, with line feeds), one per figure or one per run.
public struct CSVText {
    /// What identifies a run besides its number: the variant, and the values of a sweep's parameters.
    public let keys: [String]
    /// The figures to write; all when empty.
    public let metrics: [Metric]
    /// Whether a run has one row for all its figures.
    public let isWide: Bool
    private let costs: CostColumns?

    /// - Parameters:
    ///   - keys: what identifies a run besides its number.
    ///   - metrics: the figures to write.
    ///   - isWide: whether a run has one row for all its figures.
    ///   - prices: what resources cost; what runs cost is written too where it is given.
    public init(
        keys: [String] = ["variant"], metrics: [Metric] = Metric.all, isWide: Bool = false, prices: Prices? = nil
    ) {
        self.keys = keys
        self.metrics = metrics
        self.isWide = isWide
        costs = prices.map { CostColumns(prices: $0) }
    }

    /// The first line.
    public var header: String {
        let plan = ["conf", "reps", "seed", "warmup_steps", "steps", "converged"]
        let figures =
            isWide
            ? plan + metrics.flatMap { [$0.name, "\($0.name)_low", "\($0.name)_high"] }
                + (costs == nil ? [] : CostColumns.header) + ["outOfMemory"]
            : ["metric", "unit", "mean", "ci_low", "ci_high"] + plan
        return Self.line(["run_id"] + keys + figures + ["window"])
    }

    /// The lines of one run.
    ///
    /// - Parameters:
    ///   - number: number of the run, counted from 1.
    ///   - values: one for each key.
    ///   - summary: the run's figures.
    ///   - speedUp: whether ratios to the first variant are written too.
    public func lines(run number: Int, _ values: [String], _ summary: VariantSummary, speedUp: Bool = false) -> String {
        let identity = ["\(number)"] + values
        let plan = Self.plan(summary)
        let window = Self.window(summary)
        if isWide {
            let figures = metrics.flatMap { Self.figures(summary.estimate($0)) }
            let needed = summary.outOfMemory.map { "\($0.neededBytes)" } ?? ""
            return Self.line(identity + plan + figures + (costs?.cells(summary) ?? []) + [needed, window])
        }
        var rows = metrics.compactMap { metric in
            summary.estimate(metric).map { [metric.name, metric.unit.rawValue] + Self.figures($0) }
        }
        rows += costs?.rows(summary) ?? []
        if speedUp {
            for case (let name, let ratio?) in [("speedUp", summary.speedUp), ("runSpeedUp", summary.runSpeedUp)] {
                rows.append([name, "1", "\(ratio.mean)", Self.text(ratio.lower), Self.text(ratio.upper)])
            }
        }
        if let outOfMemory = summary.outOfMemory {
            rows.append(["outOfMemory", "B", "\(outOfMemory.neededBytes)", "", ""])
        }
        // Not every run that has not converged was cut short.
        if summary.isPartial { rows.append(["partial", "1", "1", "", ""]) }
        return rows.map { Self.line(identity + $0 + plan + [window]) }.joined()
    }

    /// The part of the runs that samples/s is of, and that `steps` counts; nothing where there are no figures.
    private static func window(_ summary: VariantSummary) -> String {
        summary.windows.map(\.window.rawValue).joined(separator: " + ")
    }

    private static func plan(_ summary: VariantSummary) -> [String] {
        let run = summary.scenario.run
        let isConverged =
            summary.outOfMemory == nil && summary.isSteady && summary.precision != .notMet && !summary.isPartial
        return [
            "\(run.confidence)", "\(summary.replications)", "\(run.seed)", "\(summary.warmUpSteps)",
            "\(summary.windowSteps)", "\(isConverged)",
        ]
    }

    private static func figures(_ estimate: Estimate?) -> [String] {
        [text(estimate?.value), text(estimate?.interval?.lower), text(estimate?.interval?.upper)]
    }

    private static func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

    /// A line of cells.
    static func line(_ cells: [String]) -> String { cells.map(quoted).joined(separator: ",") + "\n" }

    /// A cell, in quotes where it must be.
    static func quoted(_ cell: String) -> String {
        guard cell.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return cell }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
