package import PipelineRuns

/// What must be known of a curve, and at how many points.
package struct SweepWarnings {
    /// One sentence for each kind, such as `at 3 of 8 points memory is not enough`.
    package let lines: [String]

    /// - Parameters:
    ///   - summaries: of the points that were computed.
    ///   - points: all that were asked for.
    package init(_ summaries: [VariantSummary], points: Int) {
        let warnings = summaries.map(Self.warnings)
        var known: [String] = []
        for warning in warnings.joined() where !known.contains(warning) { known.append(warning) }
        lines = known.map { warning in "at \(warnings.count { $0.contains(warning) }) of \(points) points \(warning)" }
    }

    /// Without figures of the point, so that points with the same warning can be counted.
    private static func warnings(_ summary: VariantSummary) -> [String] {
        (summary.precision == .notMet ? ["the precision was not reached"] : [])
            + summary.windows.compactMap { warning($0.window) }
            + (summary.outOfMemory == nil ? [] : ["memory runs out"])
            + IncompleteCaches.warnings(summary.stages) + UnmetInterruptions.warnings(summary.scenario)
            + summary.lackingTimes.map { "rare long times of \($0.name) hardly occurred, and figures are too good" }
    }

    private static func warning(_ window: RunReport.Window) -> String? {
        switch window {
        case .laterEpochs, .afterWarmUp: nil
        case .notConverged: "the end of the warm-up was not found"
        case .tooShort: "there are too few steps to tell the warm-up from the rest"
        case .wholeRun: "nothing is steady: samples/s is that of the whole run"
        }
    }
}
