// What does a parallel map bring, and what a prefetch on top of it?
import PipelineRuns
import PipelineSimulation
import Pipelines
import Variates

let decoding = try Distribution.logNormal(mean: 6e-3, cv: 0.3)
let (source, batch) = (try Source(elements: 5_000, size: 110_000), try Batch(64))
let training = try TrainingLoop(step: 0.120, epochs: 3)
let pipelines: [(name: String, parts: [any PipelinePart])] = [
    ("in turns", [source, try Map(cost: decoding), batch]),
    ("parallel", [source, try Map(cost: decoding, parallelism: 8), batch]),
    ("parallel, ahead", [source, try Map(cost: decoding, parallelism: 8), batch, try Prefetch(2)]),
]
// Equal seeds: the variants draw the same times, and differ by the pipeline alone.
let run = try RunPlan(seed: 1, precision: 0.01)
let variants = try pipelines.map {
    try Scenario(
        variant: $0.name, platform: Platform(cpu: CPU(cores: 8)), pipeline: $0.parts, training: training, run: run)
}

// snippet.results
for summary in try await simulate(variants) {
    guard let rate = summary.estimate(.samplesPerSecond), let speedUp = summary.speedUp else { continue }
    let percent = Int(((speedUp.mean - 1) * 100).rounded())
    print("\(summary.scenario.variant): \(Int(rate.value.rounded())) samples/s, \(percent) % more")
}
