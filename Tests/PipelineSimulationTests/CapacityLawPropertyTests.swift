import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing

/// No run breaks a capacity law: `simulate` refuses one that does.
///
/// `OVERLAP_RANDOM_RUNS` sets how many random scenarios are tried; `make laws` tries 10,000.
struct CapacityLawPropertyTests {
    private static let runs = ProcessInfo.processInfo.environment["OVERLAP_RANDOM_RUNS"].flatMap { Int($0) } ?? 600

    @Test func `no random run serves more than its resources can`() throws {
        var completed = 0
        for seed in 1...UInt64(Self.runs) {
            let pipeline = try LoadedPipeline(seed: seed)
            guard let scenario = pipeline.scenario(seed: seed) else { continue }
            do throws(SimulationError) {
                if case .completed = try simulate(scenario, replication: 0) { completed += 1 }
            } catch .capacityExceeded(let excess) {
                Issue.record("\(excess)\n\(pipeline.description)\n\(scenario.platform)\n\(scenario.pipeline.training)")
            } catch {
                switch error {
                case .badPipeline, .noSteps, .takesNoTime, .notRewritable: continue
                default: Issue.record("seed \(seed): \(error)\n\(pipeline.description)")
                }
            }
        }
        // In the others the parts do not fit together, an accelerator gets nothing, or everything is filtered.
        #expect(completed > Self.runs / 2)
    }
}
