public import Experiments
import Measurements
import PipelineRuns
import Pipelines
import ScenarioFiles

/// Diagnoses as comma-separated values (RFC 4180, with line feeds): one row for each figure.
public struct DiagnosisCSV {
    private let diagnoses: [(diagnosis: Diagnosis, uncertain: Uncertain<Diagnosis.Conclusion>?)]

    /// - Parameter diagnoses: of the variants, each with how its conclusion depends on guesses, where any were made.
    public init(_ diagnoses: [(diagnosis: Diagnosis, uncertain: Uncertain<Diagnosis.Conclusion>?)]) {
        self.diagnoses = diagnoses
    }

    /// All rows, the names of the columns first.
    public var text: String {
        let head = [
            "variant", "part", "at", "metric", "unit", "mean", "ci_low", "ci_high", "conf", "reps", "seed", "verdict",
        ]
        let rows = diagnoses.flatMap { diagnosis, uncertain in
            (Self.rows(of: diagnosis) + (uncertain.map(Self.rows) ?? [])).map {
                [diagnosis.scenario.variant] + $0.cells(of: diagnosis)
            }
        }
        return ([head] + rows).map { $0.map(CSVText.quoted).joined(separator: ",") + "\n" }.joined()
    }

    /// A figure: its part, name and unit, its value with the ends of its interval, and what is behind it.
    private struct Row {
        var names: [String]
        /// Where the guesses lie.
        var place = ""
        var figures = ["", "", ""]
        var replications: Int?
        var verdict = ""

        func cells(of diagnosis: Diagnosis) -> [String] {
            let run = diagnosis.scenario.run
            return [names[0], place] + names.dropFirst() + figures
                + ["\(run.confidence)", replications.map { "\($0)" } ?? "", "\(run.seed)", verdict]
        }
    }

    private static func rows(of diagnosis: Diagnosis) -> [Row] {
        let summary = diagnosis.summary
        let count = summary.replications
        func row(_ part: String, _ name: String, _ unit: String, _ value: Double?) -> Row {
            Row(names: [part, name, unit], figures: [text(value), "", ""], replications: count)
        }
        func row(_ part: String, _ name: String, _ interval: ConfidenceInterval?) -> Row {
            Row(
                names: [part, name, "samples/s"], figures: figures(interval),
                replications: interval?.count ?? 0)
        }
        let loop = summary.loop.map { LoopShares($0, stages: summary.stages).parts } ?? []
        var rows = [row("rate", "samplesPerSecond", summary.estimate(.samplesPerSecond)?.interval)]
        if let outOfMemory = summary.outOfMemory {
            rows = [row("memory", "outOfMemory", "B", Double(outOfMemory.neededBytes))]
        }
        rows += loop.map { row("loop", $0.name, "1", $0.share) }
        rows.append(row("headroom", "without waits", "samples/s", diagnosis.withoutWaits))
        rows.append(row("headroom", "without steps", diagnosis.withoutSteps))
        let binds = diagnosis.bounds.binding?.name ?? ""
        rows.append(row("bound", binds, "samples/s", diagnosis.bounds.samplesPerSecond))
        for stage in summary.stages {
            guard let empty = stage.emptyFraction else { continue }
            rows.append(row("buffer empty", stage.name, "1", empty))
            rows.append(row("buffer full", stage.name, "1", stage.fullFraction))
        }
        return rows + diagnosis.gains.map(gainRow)
    }

    /// Two for each place of the guesses: what limits the rate there, and what brings most.
    private static func rows(of uncertain: Uncertain<Diagnosis.Conclusion>) -> [Row] {
        uncertain.placed.flatMap { place, conclusion in
            [
                Row(names: ["guess", "limit", ""], place: place, verdict: conclusion.cause.word),
                Row(
                    names: ["guess", "brings most", ""], place: place,
                    verdict: conclusion.best.map { $0 ?? "nothing" }.joined(separator: "; ")),
            ]
        }
    }

    private static func gainRow(_ gain: Diagnosis.Gain) -> Row {
        Row(
            names: ["one more", gain.oneMore.written, "1"], figures: figures(gain.answer.effect?.ratio),
            replications: gain.answer.pairs,
            verdict: gain.runsOutOfMemory ? "outOfMemory" : gain.answer.verdict.word)
    }

    private static func figures(_ interval: ConfidenceInterval?) -> [String] {
        [text(interval?.mean), text(interval?.lower), text(interval?.upper)]
    }

    private static func text(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
}
