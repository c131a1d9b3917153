import Experiments
import PipelineRuns
import Pipelines

/// What a limit rests on.
struct LimitAssumptions {
    let limit: Limit
    let growsData: Bool
    let hasGuesses: Bool

    /// By which figures, how surely, with which data.
    var sentences: [String] {
        guard let scenario = limit.trials.first?.scenario else { return [] }
        let schedule = LookSchedule(scenario.run)
        let looks = schedule.counts
        let number =
            looks.count > 1
            ? "\(looks[0]) to \(looks[looks.count - 1]) replications of each value"
            : "\(looks[0].counted("replication")) of each value"
        let confidence = QuantityFormat.percent(scenario.run.confidence)
        return [
            "\(hold) \(confidence); ±: half the interval that decides. \(number), with the same random numbers, "
                + "seed \(scenario.run.seed). What lies between two values that agree is taken to agree too."
        ] + (hasGuesses ? [GuessNotes.assumption(scenario.run)] : []) + figures
            + (data.map { [$0] } ?? [])
    }

    private var hold: String {
        hasGuesses ? "As written, all verdicts together hold with" : "All verdicts together hold with"
    }

    private var figures: [String] {
        limit.question.conditions.map { condition in
            let isUtilisation = condition.metric.name == Metric.acceleratorUtilisation.name
            return "\(condition.name): \(isUtilisation ? Self.utilisation : condition.metric.summary)."
        }
    }

    private static let utilisation =
        "DLIO's accelerator utilisation, compute time ÷ time after an epoch's first step, mean over epochs and accelerators"

    private var data: String? {
        guard limit.question.paths.contains(where: { $0.hasSuffix("gpu.count") }) else { return nil }
        guard growsData else { return "The data stay the same: more accelerators have smaller shares." }
        return Set(limit.trials.map(\.scenario.pipeline.storedFiles.lengths.files)).count > 1
            ? "Data grow with the accelerators: each keeps its share (`--fixed-data`: they do not)."
            : "Each accelerator reads all the data: no stage divides them."
    }
}
