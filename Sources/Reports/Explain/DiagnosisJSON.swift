package import Experiments
import Measurements
import PipelineRuns
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// Diagnoses of the variants of a scenario, each with how its conclusion depends on guesses, where any were made.
    package init(
        scenario: String, _ diagnoses: [(diagnosis: Diagnosis, uncertain: Uncertain<Diagnosis.Conclusion>?)]
    ) {
        self = .object([
            ("scenario", .string(scenario)),
            ("variants", .array(diagnoses.map { JSONValue($0.diagnosis, $0.uncertain) })),
        ])
    }

    private init(_ diagnosis: Diagnosis, _ uncertain: Uncertain<Diagnosis.Conclusion>?) {
        let summary = diagnosis.summary
        let parts = summary.loop.map { LoopShares($0, stages: summary.stages).parts } ?? []
        self = .object([
            ("variant", .string(diagnosis.scenario.variant)),
            ("seed", .integer(Int64(diagnosis.scenario.run.seed))),
            ("confidence", .number(diagnosis.scenario.run.confidence)),
            ("judgedBy", .string(diagnosis.metric.name)),
            ("finished", .bool(diagnosis.isFinished && uncertain?.isFinished != false)),
            ("outOfMemory", summary.outOfMemory.map { Self($0) } ?? .null),
            ("samplesPerSecond", Self(summary.estimate(.samplesPerSecond)?.interval, unit: "samples/s")),
            ("cause", summary.bottleneck.map { .string($0.explanation) } ?? .null),
            ("loop", .array(parts.map { .object([("part", .string($0.name)), ("share", .number($0.share))]) })),
            ("samplesPerSecondWithoutWaits", Self(finite: diagnosis.withoutWaits)),
            ("samplesPerSecondWithoutSteps", Self(diagnosis.withoutSteps, unit: "samples/s")),
            ("bound", Self(finite: diagnosis.bounds.samplesPerSecond)),
            ("binds", diagnosis.bounds.binding.map { .string($0.name) } ?? .null),
            ("buffers", .array(summary.stages.compactMap(Self.buffer))),
            ("indifference", .number(diagnosis.indifference)),
            ("oneMore", .array(diagnosis.gains.map { Self($0) })),
            (
                "notSimulated",
                .array(
                    diagnosis.failures.map {
                        .object([("name", .string($0.oneMore.name)), ("reason", .string("\($0.error)"))])
                    })
            ),
            ("guesses", uncertain.map { JSONValue($0) } ?? .null),
        ])
    }

    private init(_ uncertain: Uncertain<Diagnosis.Conclusion>) {
        self.init(UncertainText(uncertain)) { conclusion in
            [
                ("limit", .string(conclusion.cause.word)),
                ("bringsMost", .array(conclusion.best.map { $0.map { .string($0) } ?? .null })),
                ("resolved", .bool(conclusion.isResolved)),
            ]
        }
    }

    private static func buffer(_ stage: StageReport) -> JSONValue? {
        stage.emptyFraction.map { empty in
            .object([
                ("stage", .string(stage.name)), ("meanElements", .number(stage.meanElements)),
                ("emptyFraction", .number(empty)), ("fullFraction", JSONValue(stage.fullFraction)),
            ])
        }
    }

    private init(_ gain: Diagnosis.Gain) {
        self = .object([
            ("name", .string(gain.oneMore.name)),
            ("set", .array(gain.oneMore.changes.map { .string("\($0.path)=\($0.value)") })),
            ("verdict", .string(gain.answer.verdict.word)),
            ("outOfMemory", .bool(gain.runsOutOfMemory)),
            ("ratio", Self(gain.answer.effect?.ratio, unit: "1")),
            (
                "difference",
                Self(gain.answer.effect?.difference, unit: gain.answer.effect?.metric.unit.rawValue ?? "1")
            ),
            ("pairs", .integer(Int64(gain.answer.pairs))),
        ])
    }

    private init(_ interval: ConfidenceInterval?, unit: String) {
        self = interval.map { Self($0, unit: unit) } ?? .null
    }

    private init(finite value: Double?) { self.init(value.flatMap { $0.isFinite ? $0 : nil }) }
}
