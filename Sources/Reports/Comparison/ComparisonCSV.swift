public import Experiments
import Measurements
import PipelineRuns
import Pipelines

/// A comparison as comma-separated values, a row for each figure of each pair.
public struct ComparisonCSV {
    private let comparison: Comparison

    /// - Parameter comparison: what was found.
    public init(_ comparison: Comparison) { self.comparison = comparison }

    /// The names of the columns, then the rows: the deciding figure of every pair; of two alternatives all others too.
    public var text: String {
        let head = [
            "name", "compared_with", "metric", "unit", "verdict", "pairs", "ratio", "ratio_low", "ratio_high",
            "difference",
            "difference_low", "difference_high", "conf", "seed",
        ]
        guard let metric = comparison.family.metric else { return Self.lines([head]) }
        let decided = comparison.family.answers.map { answer in
            let names = [answer.scenario, answer.baseline].map { comparison.alternatives[$0].name }
            return row(names, metric, answer.verdict, answer.effect)
        }
        let names = [1, 0].map { comparison.alternatives[$0].name }
        let others = comparison.figures?.all.map { row(names, $0.metric, $0.verdict, $0.effect) } ?? []
        return Self.lines([head] + decided + others)
    }

    private func row(
        _ names: [String], _ metric: Metric, _ verdict: PairedAnswer.Verdict, _ effect: PairedEffect?
    ) -> [String] {
        let run = comparison.alternatives[0].scenario.run
        let figures = [effect?.ratio, effect?.difference].flatMap { [$0?.mean, $0?.lower, $0?.upper] }
        return names + [metric.name, metric.unit.rawValue, verdict.word, "\(effect?.difference.count ?? 0)"]
            + figures.map { $0.map { "\($0)" } ?? "" }
            + [effect.map { "\($0.difference.confidence)" } ?? "", "\(run.seed)"]
    }

    static func lines(_ rows: [[String]]) -> String {
        rows.map { $0.map(CSVText.quoted).joined(separator: ",") + "\n" }.joined()
    }
}
