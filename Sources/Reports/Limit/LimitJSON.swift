package import Experiments
import Measurements
import PipelineRuns
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// The limits of the variants of a scenario.
    ///
    /// - Parameters:
    ///   - scenario: its name.
    ///   - limits: those found, each with what it hinges on, where guesses were made.
    package init(scenario: String, _ limits: [(limit: Limit, uncertain: Uncertain<Limit>?)]) {
        self = .object([
            ("scenario", .string(scenario)),
            ("variants", .array(limits.map { JSONValue($0.limit, $0.uncertain) })),
        ])
    }

    private init(_ limit: Limit, _ uncertain: Uncertain<Limit>?) {
        let question = limit.question
        let scenario = limit.trials.first?.scenario
        let isFinished = limit.edge != nil && uncertain?.isFinished != false
        self = .object([
            ("variant", .string(scenario?.variant ?? "")),
            ("sentence", .string(LimitVerdict(limit: limit).sentences.joined(separator: " "))),
            ("finished", .bool(isFinished)),
            ("judgedBy", limit.decidingMetric.map { .string($0.name) } ?? .null),
            ("confidence", JSONValue(scenario?.run.confidence)),
            ("seed", scenario.map { .integer(Int64(clamping: $0.run.seed)) } ?? .null),
            ("goal", .string(question.goal == .last ? "max" : "min")),
            ("paths", .array(question.paths.map { .string($0) })),
            ("unit", .string(question.unit)),
            ("conditions", .array(question.conditions.map { JSONValue($0) })),
            ("verdict", .string(LimitWord.of(limit))),
            ("met", JSONValue(value: limit.met?.value)),
            ("missed", JSONValue(value: limit.missed?.value)),
            ("open", .array((limit.edge?.open ?? []).map { JSONValue(value: question.values[$0]) })),
            ("exceptions", .array((limit.edge?.exceptions ?? []).map { JSONValue(value: question.values[$0]) })),
            ("trials", .array(limit.trials.map { JSONValue($0) })),
            ("guesses", uncertain.map { JSONValue($0) } ?? .null),
        ])
    }

    private init(value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }

    private init(_ condition: Condition) {
        self = .object([
            ("figure", .string(condition.metric.name)), ("unit", .string(condition.metric.unit.rawValue)),
            (condition.isLeast ? "atLeast" : "atMost", .number(condition.threshold)),
        ])
    }

    private init(_ trial: LimitTrial) {
        let bottleneck = trial.summary.bottleneck
        self = .object([
            ("value", JSONValue(value: trial.value)), ("verdict", .string(LimitWord.of(trial))),
            ("judgedBy", trial.missedMetric.map { .string($0.name) } ?? .null),
            ("replications", JSONValue(value: trial.replications)),
            ("figures", .array(trial.figures.map { JSONValue($0) })),
            ("bottleneck", bottleneck.map { .string($0.name) } ?? .null),
            ("explanation", bottleneck.map { .string($0.explanation) } ?? .null),
        ])
    }

    private init(_ figure: ConditionFigure) {
        self = .object([
            ("figure", .string(figure.condition.metric.name)), ("mean", JSONValue(figure.value)),
            ("low", JSONValue(figure.interval?.lower)), ("high", JSONValue(figure.interval?.upper)),
            ("confidence", JSONValue(figure.interval?.confidence)), ("verdict", .string(LimitWord.of(figure))),
        ])
    }

    private init(_ uncertain: Uncertain<Limit>) {
        self.init(UncertainText(uncertain)) { limit in
            [
                ("verdict", .string(LimitWord.of(limit))), ("met", JSONValue(value: limit.met?.value)),
                ("missed", JSONValue(value: limit.missed?.value)),
            ]
        }
    }
}

extension Limit {
    /// The figure that decided: the only condition's, or the one that the next value misses.
    fileprivate var decidingMetric: Metric? {
        guard verdict == .answered || verdict == .unmet else { return nil }
        return question.conditions.count == 1 ? question.conditions[0].metric : missed?.missedMetric
    }
}

extension LimitTrial {
    /// The first figure that misses its condition.
    fileprivate var missedMetric: Metric? { figures.first { $0.verdict == .missed }?.condition.metric }
}
