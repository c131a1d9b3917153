import Experiments
import PipelineRuns
import Pipelines

/// What a limit rests on.
struct LimitAssumptions {
    let limit: Limit
    let growsData: Bool

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
            "±: half the interval that decides; all verdicts together hold with \(confidence). \(number), with the same "
                + "random numbers, seed \(scenario.run.seed). Values between those tried are taken to be alike on each side."
        ] + figures + (data.map { [$0] } ?? [])
    }

    private var figures: [String] {
        limit.question.conditions.map { condition in
            let accelerators =
                condition.metric.name == Metric.acceleratorUtilisation.name ? ", and over accelerators" : ""
            return "\(condition.name): \(condition.metric.summary)\(accelerators)."
        }
    }

    private var data: String? {
        guard limit.question.paths.contains(where: { $0.hasSuffix("gpu.count") }) else { return nil }
        return growsData
            ? "Data grow with the accelerators: each keeps its share (`--fixed-data`: they do not)."
            : "The data stay the same: more accelerators have smaller shares."
    }
}
