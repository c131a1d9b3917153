package import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// Everything that is known of a comparison, and how it depends on guesses, if any were made.
    ///
    /// - Parameters:
    ///   - comparison: what was found.
    ///   - uncertain: how it depends on guesses.
    ///   - prices: what resources cost, where costs are written too.
    package init(
        _ comparison: Comparison, uncertain: Uncertain<[PairedAnswer]>? = nil, prices: Prices? = nil
    ) {
        let (family, run) = (comparison.family, comparison.alternatives[0].scenario.run)
        let metric = family.metric
        let summaries = comparison.summaries
        let guesses = uncertain.map { UncertainPairs($0, of: comparison).texts }
        let isAutomatic = if case .automatic = comparison.objective { true } else { false }
        self = .object([
            ("verdict", .string(ComparisonVerdict(comparison: comparison).verdict.word)),
            ("sentence", .string(ComparisonVerdict(comparison: comparison).sentence)),
            ("finished", .bool(comparison.isFinished && uncertain?.isFinished != false)),
            ("judgedBy", metric.map { .string($0.name) } ?? .null),
            ("judgedByDefault", .bool(isAutomatic)),
            ("indifference", .number(family.indifference)),
            ("confidence", .number(run.confidence)),
            ("seed", .integer(Int64(run.seed))),
            (
                "alternatives",
                .array(
                    comparison.alternatives.indices.map { index in
                        Self.alternative(comparison.alternatives[index], summaries[index], metric, prices)
                    })
            ),
            ("pairs", .array(family.answers.indices.map { Self.pair($0, comparison, guesses?[$0]) })),
            ("figures", comparison.figures.map { .array(Self.figures($0)) } ?? .null),
        ])
    }

    private static func alternative(
        _ alternative: Alternative, _ summary: VariantSummary, _ metric: Metric?, _ prices: Prices?
    ) -> Self {
        let interval = metric.flatMap { summary.estimate($0)?.interval }
        let cost = prices.flatMap { try? ScenarioCost(summary, $0) }
        return .object(
            [
                ("name", .string(alternative.name)),
                ("scenario", .string(alternative.scenario.name)),
                ("variant", .string(alternative.scenario.variant)),
                ("replications", .integer(Int64(summary.replications))),
                ("outOfMemory", summary.outOfMemory.map { Self($0) } ?? .null),
                ("value", interval.map { Self($0, unit: metric?.unit.rawValue ?? "1") } ?? .null),
            ] + (cost.map { [("cost", Self($0))] } ?? []))
    }

    private static func pair(
        _ position: Int, _ comparison: Comparison, _ guesses: UncertainText<PairedAnswer>?
    ) -> JSONValue {
        let answer = comparison.family.answers[position]
        return .object(
            [
                ("name", .string(comparison.alternatives[answer.scenario].name)),
                ("comparedWith", .string(comparison.alternatives[answer.baseline].name)),
                ("verdict", .string(answer.verdict.word)),
                ("pairs", .integer(Int64(answer.pairs))),
            ] + effect(answer.effect) + [
                (
                    "guesses",
                    guesses.map { text in
                        JSONValue(text) { [("verdict", .string($0.verdict.word))] + effect($0.effect) }
                    } ?? .null
                )
            ])
    }

    private static func figures(_ figures: FigureDifferences) -> [JSONValue] {
        figures.all.map { figure in
            .object(
                [("metric", .string(figure.metric.name)), ("verdict", .string(figure.verdict.word))]
                    + effect(figure.effect))
        }
    }

    private static func effect(_ effect: PairedEffect?) -> [Member] {
        [
            ("ratio", effect?.ratio.map { Self($0, unit: "1") } ?? .null),
            ("difference", effect.map { Self($0.difference, unit: $0.metric.unit.rawValue) } ?? .null),
        ]
    }
}
