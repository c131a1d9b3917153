// How large must the buffer be? One curve, with the same random numbers at each point.
import Experiments
import PipelineRuns
import Pipelines
import ScenarioFiles

let written = """
    overlap: 1
    platform: {cpu: {cores: 8}}
    pipeline:
      - source: 2000
      - map: {name: decode, cost: {lognormal: {mean: 6 ms, cv: 0.5}}, parallelism: 8}
      - batch: 16
      - prefetch: 0
    train: {step: {lognormal: {mean: 14 ms, cv: 0.3}}}
    run: {replications: 10}
    """
let file = try ScenarioFile(text: written, name: "buffer.yaml", directory: ".")

// snippet.sweep
let grid = try SweepGrid(arguments: ["prefetch=0,1,4"])
let points = try grid.points(variants: file.variantNames) { variant, changes throws(ScenarioFileError) in
    try file.scenario(variant: variant, overrides: changes)
}
try await simulate(sweep: points, threads: 2) { result in
    let rate = result.summary.estimate(.samplesPerSecond)?.value ?? 0
    print("prefetch \(result.point.cells[0]): \(Int(rate)) samples/s")
    return true
}
