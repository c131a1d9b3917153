public import Experiments
import Measurements
import PipelineRuns
import Pipelines

/// A comparison as comma-separated values: a row for the ratio and one for the difference of each figure of each pair.
public struct ComparisonCSV {
    private let comparison: Comparison

    /// - Parameter comparison: what was found.
    public init(_ comparison: Comparison) { self.comparison = comparison }

    /// The names of the columns, then the rows: the deciding figure of every pair; of two alternatives all others too.
    public var text: String {
        let head = ["variant", "compared_with", "part"] + DifferenceRows.head
        guard let metric = comparison.family.metric else { return CSVText.line(head) }
        let decided = comparison.family.answers.flatMap { answer in
            let names = [answer.scenario, answer.baseline].map { comparison.alternatives[$0].name }
            return rows(names, metric, answer.verdict, answer.effect)
        }
        let names = [1, 0].map { comparison.alternatives[$0].name }
        let others = comparison.figures?.all.flatMap { rows(names, $0.metric, $0.verdict, $0.effect) } ?? []
        return ([head] + decided + others).map(CSVText.line).joined()
    }

    private func rows(
        _ names: [String], _ metric: Metric, _ verdict: PairedAnswer.Verdict, _ effect: PairedEffect?
    ) -> [[String]] {
        DifferenceRows(
            metric: metric, ratio: effect?.ratio, difference: effect?.difference,
            seed: comparison.alternatives[0].scenario.run.seed, verdict: verdict.word
        ).cells.map { names + $0 }
    }
}
