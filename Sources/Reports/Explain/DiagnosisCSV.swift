public import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// Diagnoses as comma-separated values (RFC 4180, with line feeds): one row for each figure.
public struct DiagnosisCSV {
    private let diagnoses: [Diagnosis]

    /// - Parameter diagnoses: of the variants.
    public init(_ diagnoses: [Diagnosis]) { self.diagnoses = diagnoses }

    /// All rows, the names of the columns first.
    public var text: String {
        let rows = diagnoses.flatMap { diagnosis in
            Self.rows(of: diagnosis).map { [diagnosis.scenario.variant] + $0 }
        }
        let head = ["variant", "part", "name", "unit", "mean", "ci_low", "ci_high", "pairs", "verdict"]
        return ([head] + rows).map { $0.map(CSVText.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func rows(of diagnosis: Diagnosis) -> [[String]] {
        let summary = diagnosis.summary
        let loop = summary.loop.map { LoopShares($0, stages: summary.stages).parts } ?? []
        let rate = figures(summary.estimate(.samplesPerSecond)?.interval)
        let free = figures(diagnosis.withoutSteps)
        var rows = [["rate", "samplesPerSecond", "samples/s"] + rate]
        rows += loop.map { ["loop", $0.name, "1", "\($0.share)", "", ""] }
        rows.append(["headroom", "without waits", "samples/s", text(diagnosis.withoutWaits), "", ""])
        rows.append(["headroom", "without steps", "samples/s"] + free)
        rows.append([
            "bound", diagnosis.bounds.binding?.name ?? "", "samples/s", text(diagnosis.bounds.samplesPerSecond), "", "",
        ])
        for stage in summary.stages {
            guard let empty = stage.emptyFraction else { continue }
            rows.append(["buffer empty", stage.name, "1", "\(empty)", "", ""])
            rows.append(["buffer full", stage.name, "1", text(stage.fullFraction), "", ""])
        }
        return rows.map { $0 + ["", ""] }
            + diagnosis.gains.map { gain in
                ["one more", gain.oneMore.written, "1"] + figures(gain.answer.effect?.ratio)
                    + ["\(gain.answer.pairs)", gain.answer.verdict.word]
            }
    }

    private static func figures(_ interval: ConfidenceInterval?) -> [String] {
        [text(interval?.mean), text(interval?.lower), text(interval?.upper)]
    }

    private static func text(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
}
