// How fast does this pipeline feed its training loop, and what limits it?
import PipelineSimulation
import Pipelines
let scenario = try Scenario(
    platform: Platform(disk: Disk(latency: .logNormal(mean: 4e-3, cv: 0.3)), cpu: CPU(cores: 8)),
    pipeline: [
        Source(elements: 5_000, size: 110_000),
        Map(cost: .logNormal(mean: 6e-3, cv: 0.3), parallelism: 8).named("decode"), Batch(64), Prefetch(2),
    ],
    training: TrainingLoop(step: 0.120, epochs: 3))
let summary = try await simulate(scenario)
print(summary.estimate(.samplesPerSecond)?.value.rounded() ?? 0, "samples/s:", summary.bottleneck?.explanation ?? "")
