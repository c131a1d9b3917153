import Experiments
import ScenarioFiles

/// Knees of small scenarios.
enum SearchedKnee {
    /// The search of `overlap knee --vary`, not begun.
    static func new(
        _ text: String, _ vary: String, share: Double = 0.01, objective: Objective = .automatic
    ) throws -> Knee {
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        let grid = try SweepGrid(arguments: [vary])
        let points = try grid.points(variants: ["base"]) { variant, changes throws(ScenarioFileError) in
            try file.scenario(variant: variant, overrides: changes)
        }
        return Knee(grid.axes[0], points: points, share: share, objective: objective)
    }

    /// The same after its search.
    static func found(
        _ text: String, _ vary: String, share: Double = 0.01, objective: Objective = .automatic
    ) async throws -> Knee {
        var knee = try new(text, vary, share: share, objective: objective)
        try await knee.find(threads: 2)
        return knee
    }

    /// Two stations with exponential times.
    ///
    /// - Parameter ratio: mean time of the step ÷ that of loading.
    static func exponentialLine(_ ratio: Double, steps: Int, run: String) -> String {
        """
        overlap: 1
        platform: {cpu: {cores: 4}}
        pipeline: [source: {elements: \(steps), size: 1 KiB}, map: {cost: {exponential: 1 ms}}, prefetch: 1]
        train: {step: {exponential: \(ratio) ms}}
        run: \(run)
        """
    }
}
