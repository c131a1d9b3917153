package import Experiments
import Measurements
import PipelineRuns
import Pipelines
package import ScenarioFiles

extension JSONValue {
    /// Everything that is known of executed runs beside their prediction.
    ///
    /// - Parameter costs: of a recorded loop, beside those that were planned.
    package init(_ drift: Drift, costs: CostDriftTable? = nil) {
        let verdict = DriftVerdict(drift: drift)
        self = .object(
            [
                ("verdict", .string(verdict.word.rawValue)),
                ("sentence", .string(verdict.sentence)),
                ("finished", .bool(drift.isFinished)),
                ("judgedBy", .string(drift.metric.name)),
                ("tolerance", .number(drift.tolerance)),
                ("confidence", .number(drift.confidence)),
                ("seed", drift.variants.first.map { .integer(Int64($0.predicted.scenario.run.seed)) } ?? .null),
                (
                    "variants",
                    .array(
                        drift.variants.map { variant in
                            .object([
                                ("variant", .string(variant.measured.name)),
                                ("verdict", .string(verdict.word(variant).rawValue)),
                                ("replications", .integer(Int64(variant.predicted.replications))),
                                ("seed", .integer(Int64(variant.predicted.scenario.run.seed))),
                                (
                                    "figures",
                                    .array(
                                        (([variant.judged].compactMap { $0 }) + variant.others).map { figure in
                                            Self.figure(figure, tolerance: drift.tolerance)
                                        })
                                ),
                            ])
                        })
                ),
            ] + (costs?.isEmpty == false ? [("costs", costs?.json ?? .null)] : []))
    }

    private static func figure(_ figure: FigureDrift, tolerance: Double) -> JSONValue {
        .object([
            ("metric", .string(figure.metric.name)),
            ("unit", .string(figure.metric.unit.rawValue)),
            ("verdict", .string(DriftWord(figure.verdict(tolerance: tolerance)).rawValue)),
            ("runs", .integer(Int64(figure.measured.runs))),
            ("predicted", .number(figure.predicted.mean)),
            ("measured", .number(figure.measured.mean)),
            ("ratio", figure.ratio.map { Self($0, unit: "1") } ?? .null),
            ("difference", Self(figure.difference, unit: figure.metric.unit.rawValue)),
        ])
    }
}
