// Simulates all variants of a scenario file, with a change, and names what limits each.
import PipelineSimulation
import Pipelines
import ScenarioFiles

let text = """
    overlap: 1
    name: decoding
    pipeline:
      - source: {elements: 2000, size: 110 kB}
      - map: {name: decode, cost: {lognormal: {mean: 6 ms, cv: 0.3}}}
      - batch: 64
    train: {step: 120 ms, epochs: 2}
    variants:
      naive: {}
      parallel: {decode.parallelism: 8}
    """
do {
    let file = try ScenarioFile(text: text, name: "decoding.yaml", directory: ".")
    let scenarios = try file.scenarios(overrides: [Override(path: "platform.cpu.cores", value: "16")])
    for summary in try await simulate(scenarios) {
        print("\(summary.scenario.variant): \(summary.bottleneck?.explanation ?? "")")
    }
} catch let error as ScenarioFileError {
    // With the line, the column, and what would be accepted there.
    for diagnostic in error.diagnostics { print(diagnostic) }
}
