import Experiments
import PipelineSimulation
import ScenarioFiles

/// The sweep of a small scenario in which all times are constant: with four calls at a time loading keeps up with
/// training.
enum SweptScenario {
    static let text = """
        overlap: 1
        platform: {cpu: {cores: 8}}
        pipeline:
          - source: {elements: 256, size: 110 KiB}
          - map: {name: decode, cost: 8 ms, parallelism: 4}
          - cache: off
          - batch: 4
          - prefetch: 2
        train: 8 ms
        run: {replications: 2}
        """

    /// Batches of 4 kB, for which there are 100 kB.
    static let scarceMemory = """
        overlap: 1
        platform: {memory: 100 kB}
        pipeline: [source: {elements: 800, size: 1 kB}, batch: 4, prefetch: 1]
        train: 1 ms
        run: {replications: 2}
        """

    /// The grid of arguments of `--vary`, and its points in their order.
    static func results(
        _ arguments: [String], variants: String = ""
    ) async throws -> (grid: SweepGrid, results: [SweepResult]) {
        let file = try ScenarioFile(text: text + "\n" + variants, name: "s.yaml", directory: ".")
        let grid = try SweepGrid(arguments: arguments)
        let points = try grid.points(variants: file.variantNames) { variant, changes throws(ScenarioFileError) in
            try file.scenario(variant: variant, overrides: changes)
        }
        var results: [SweepResult] = []
        try await simulate(sweep: points, threads: 1) { result in
            results.append(result)
            return true
        }
        return (grid, results)
    }
}
