public import Experiments
import Measurements
import PipelineRuns
import Pipelines
public import ScenarioFiles

/// A comparison as comma-separated values: a row for the ratio and one for the difference of each figure of each pair.
public struct ComparisonCSV {
    private let comparison: Comparison
    private let uncertain: Uncertain<[PairedAnswer]>?
    private let prices: Prices?

    /// - Parameters:
    ///   - comparison: what was found.
    ///   - uncertain: how it depends on guesses, if any were made.
    ///   - prices: what resources cost, where costs are written too.
    public init(
        _ comparison: Comparison, uncertain: Uncertain<[PairedAnswer]>? = nil, prices: Prices? = nil
    ) {
        self.comparison = comparison
        self.uncertain = uncertain
        self.prices = prices
    }

    /// The names of the columns, then the rows: the deciding figure of every pair; of two alternatives all others too; the
    /// deciding figure of every pair at each place of the guesses; what each alternative costs.
    public var text: String {
        let head = ["variant", "compared_with", "at", "part"] + DifferenceRows.head
        guard let metric = comparison.family.metric else { return CSVText.line(head) }
        let names = [1, 0].map { comparison.alternatives[$0].name } + [""]
        let others = comparison.figures?.all.flatMap { rows(names, $0.metric, $0.verdict, $0.effect) } ?? []
        let guesses = uncertain?.placed.flatMap { rows($0.answer, metric, at: $0.place) } ?? []
        return ([head] + rows(comparison.family.answers, metric) + others + guesses + costs).map(CSVText.line).joined()
    }

    private var costs: [[String]] {
        guard let prices else { return [] }
        let columns = CostColumns(prices: prices)
        return zip(comparison.alternatives, comparison.summaries).flatMap { one, summary in
            columns.rows(summary).map { cells in
                let run = one.scenario.run
                return [one.name, "", "", "cost"] + cells
                    + ["\(run.confidence)", "\(summary.replications)", "\(run.seed)", ""]
            }
        }
    }

    private func rows(_ answers: [PairedAnswer], _ metric: Metric, at place: String = "") -> [[String]] {
        answers.flatMap { answer in
            let names = [answer.scenario, answer.baseline].map { comparison.alternatives[$0].name }
            return rows(names + [place], metric, answer.verdict, answer.effect)
        }
    }

    /// - Parameter names: those of the two, and where the guesses lie.
    private func rows(
        _ names: [String], _ metric: Metric, _ verdict: PairedAnswer.Verdict, _ effect: PairedEffect?
    ) -> [[String]] {
        DifferenceRows(
            metric: metric, ratio: effect?.ratio, difference: effect?.difference,
            seed: comparison.alternatives[0].scenario.run.seed, verdict: verdict.word
        ).cells.map { names + $0 }
    }
}
