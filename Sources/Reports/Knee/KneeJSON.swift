package import Experiments
import Measurements
import PipelineRuns
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// Knees of the variants of a scenario, each with how it depends on guesses, where any were made.
    package init(scenario: String, knees: [(knee: Knee, uncertain: Uncertain<Knee.Answer>?)]) {
        self = .object([
            ("scenario", .string(scenario)),
            ("variants", .array(knees.map { JSONValue($0.knee, $0.uncertain) })),
        ])
    }

    private init(_ knee: Knee, _ uncertain: Uncertain<Knee.Answer>?) {
        func value(_ position: Int?) -> JSONValue {
            position.map { .string(knee.axis.vary.values[$0]) } ?? .null
        }
        func answer(_ answer: Knee.Answer?) -> [Member] {
            [
                ("verdict", .string(KneeVerdict.word(answer))),
                ("knee", value(answer?.range.flatMap { $0.count == 1 ? $0.lowerBound : nil })),
                ("smallestPossible", value(answer?.range?.lowerBound)),
                ("smallestKnownEnough", value(answer?.range?.upperBound)),
            ]
        }
        self = .object(
            [
                ("variant", .string(knee.points[0].variant)),
                ("parameter", .array(knee.axis.vary.paths.map { .string($0) })),
            ] + answer(knee.answer) + [
                ("sentence", .string(KneeVerdict(knee: knee).sentences.joined(separator: " "))),
                ("finished", .bool(knee.isFinished && uncertain?.isFinished != false)),
                ("within", .number(knee.share)),
                ("confidence", .number(1 - knee.schedule.error)),
                ("seed", .integer(Int64(knee.points[0].scenario.run.seed))),
                ("judgedBy", knee.metric.map { .string($0.name) } ?? .null),
                ("asymptote", value(knee.asymptote)),
                ("asymptoteReason", knee.asymptoteReason.map { .string($0.rawValue) } ?? .null),
                ("plannedTests", .integer(Int64(knee.plannedTests))),
                ("better", value(knee.fall?.best)),
                ("worse", value(knee.fall?.lower)),
                ("values", .array(knee.tried.map { Self.point($0, knee) })),
                ("guesses", uncertain.map { JSONValue(UncertainText($0, knee.axis), answer: answer) } ?? .null),
            ])
    }

    private static func point(_ point: Knee.Point, _ knee: Knee) -> JSONValue {
        let estimate = knee.metric.flatMap { point.summary.estimate($0) }
        let buffered = point.summary.estimate(.peakBufferedBytes)?.value
        return .object([
            ("value", .string(point.value)),
            ("standing", .string(point.standing.rawValue)),
            ("mean", JSONValue(estimate?.value)),
            ("low", JSONValue(estimate?.interval?.lower)),
            ("high", JSONValue(estimate?.interval?.upper)),
            ("ratio", JSONValue(point.ratio?.mean)),
            ("ratioLow", JSONValue(point.ratio?.lower)),
            ("ratioHigh", JSONValue(point.ratio?.upper)),
            ("pairs", .integer(Int64(point.pairs))),
            ("peakBufferedBytes", JSONValue(buffered)),
        ])
    }
}
