// The table that `overlap simulate` prints, of variants that are written in Swift.
import PipelineRuns
import PipelineSimulation
import Pipelines
import Reports
import Variates

let variants = try [0, 2].map { buffer in
    try Scenario(
        variant: "prefetch \(buffer)", platform: Platform(cpu: CPU(cores: 8)),
        pipeline: [
            Source(elements: 2_000), Map(cost: .logNormal(mean: 6e-3, cv: 0.3), parallelism: 8).named("decode"),
            Batch(16), Prefetch(buffer),
        ],
        training: TrainingLoop(step: 14e-3), run: RunPlan(seed: 1, replications: 10))
}

// snippet.table
let summaries = try await simulate(variants)
let report = SimulationText(title: "buffers", question: "does one pay?", summaries: summaries)
print(report.text(TextStyle(columns: 100)))
