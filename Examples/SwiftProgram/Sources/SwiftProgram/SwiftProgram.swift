import PipelineSimulation
import Pipelines
import Reports
import Variates

/// How large must the buffer in front of the training step be? Each size is simulated with the same random numbers.
@main
struct SwiftProgram {
    static func main() async throws {
        let platform = Platform(disk: try Disk(latency: .logNormal(mean: 4e-3, cv: 0.3)), cpu: try CPU(cores: 8))
        let source = try Source(files: 500, samplesPerFile: 10, size: 110_000)
        let reading = try Interleave(cycle: 16, parallelism: 16)
        let decode = try Map(cost: .logNormal(mean: 6e-3, cv: 0.3), parallelism: 8).named("decode")
        let variants = try [0, 1, 4].map { buffer in
            try Scenario(
                variant: "prefetch \(buffer)", platform: platform,
                pipeline: [source, reading, decode, Batch(64), Prefetch(buffer)],
                training: TrainingLoop(step: 0.120, epochs: 3))
        }
        let report = SimulationText(title: "buffers", summaries: try await simulate(variants))
        print(report.text(TextStyle(columns: 100)))
    }
}
