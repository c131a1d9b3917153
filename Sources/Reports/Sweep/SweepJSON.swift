package import Experiments
package import ScenarioFiles

extension JSONValue {
    /// What a sweep of one parameter has found, beside its points: sentences, warnings, the axis, and what the step
    /// alone allows.
    ///
    /// - Parameters:
    ///   - grid: whose first axis is meant.
    ///   - results: of its points.
    package init(sweepOf grid: SweepGrid, _ results: [SweepResult]) {
        let sentences = SweepVerdict(results: results, grid: grid).sentences(SufficientPoint.all(results, of: grid))
        let warnings = SweepWarnings(results.map(\.summary), points: results.count).lines
        let stepAlone = results.compactMap(\.stepAloneSamplesPerSecond).max()
        self = .object([
            ("sentences", .array(sentences.map { .string($0) })), ("warnings", .array(warnings.map { .string($0) })),
            ("stepAlone", JSONValue(stepAlone)),
            ("axis", grid.axes.first.map { Self($0) } ?? .null),
        ])
    }

    /// An axis: its paths, its values, and their numbers where they are some.
    package init(_ axis: SweepGrid.Axis) {
        self = .object([
            ("paths", .array(axis.vary.paths.map { .string($0) })),
            ("values", .array(axis.vary.values.map { .string($0) })),
            ("numbers", axis.numbers.map { .array($0.map { .number($0) }) } ?? .null),
            ("unit", .string(axis.unit)),
        ])
    }
}
