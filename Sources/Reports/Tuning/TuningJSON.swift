package import Experiments
import PipelineRuns
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// What automatic tuning of variants reaches.
    package init(scenario: String, tunings: [Tuning]) {
        self = .object([
            ("scenario", .string(scenario)), ("variants", .array(tunings.map { JSONValue($0) })),
        ])
    }

    private init(_ tuning: Tuning) {
        let answer = tuning.comparison.answer(Tuning.best, against: Tuning.automatic)
        let summaries = tuning.comparison.summaries
        func figures(_ position: Int) -> JSONValue {
            let metric = tuning.comparison.family.metric
            return .object([
                (
                    metric?.name ?? "figure",
                    metric.flatMap { summaries[position].estimate($0) }.map { JSONValue($0.value) } ?? .null
                ),
                (
                    "peakBufferedBytes",
                    summaries[position].estimate(.peakBufferedBytes).map { JSONValue($0.value) } ?? .null
                ),
            ])
        }
        self = .object([
            ("variant", .string(tuning.scenario.variant)),
            ("verdict", .string(answer.verdict.word)),
            ("writingIsBetter", .bool(tuning.isWorthWriting)),
            ("ratio", answer.effect?.ratio.map { JSONValue($0, unit: "1") } ?? .null),
            ("automatic", figures(Tuning.automatic)), ("bestFound", figures(Tuning.best)),
            ("parameters", .array(tuning.parameters.indices.map { Self.parameter($0, of: tuning) })),
            (
                "settings",
                .object(tuning.settings.map { ($0.path, .integer(Int64($0.value))) })
            ),
            ("recordedSeconds", JSONValue(tuning.trace.seconds)),
            ("configurations", .integer(Int64(tuning.configurations))),
        ])
    }

    private static func parameter(_ index: Int, of tuning: Tuning) -> JSONValue {
        let parameter = tuning.parameters[index]
        let choices = tuning.trace.choices[parameter.stage] ?? []
        return .object([
            ("path", .string(parameter.path)),
            ("chosen", .integer(Int64(tuning.chosen[index]))),
            ("bestFound", parameter.isWritable ? .integer(Int64(tuning.found[index])) : .null),
            (
                "overTime",
                .array(
                    choices.map {
                        .object([("seconds", JSONValue($0.seconds)), ("value", .integer(Int64($0.value)))])
                    })
            ),
        ])
    }
}
