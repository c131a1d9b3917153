import PipelineRuns
import Pipelines
import Testing
import Variates

@testable import PipelineSimulation

/// What copies to accelerators take, by where the bytes lie and who else works.
struct CopyTests {
    private static func seconds(
        _ gpu: GPU, hostMemory: DataLoader.HostMemory = .pageable, stages: [any PipelinePart] = [], cores: Int = 4
    ) throws -> Double {
        let loader = try DataLoader(batchSize: 1, hostMemory: hostMemory, outputBytes: 1_000_000)
        let scenario = try Scenario(
            platform: Platform(cpu: CPU(cores: cores), gpu: gpu), pipeline: [Source(elements: 100), loader] + stages,
            training: TrainingLoop(step: 1e-3))
        guard case .completed(let report) = try simulate(scenario, replication: 0) else {
            throw UnexpectedOutOfMemory()
        }
        return report.simulatedSeconds
    }

    /// 1 MB at 100 MB/s takes 10 ms, from pinned memory at 500 MB/s 2 ms.
    @Test func `from pinned memory they have a bandwidth of their own`() throws {
        let gpu = try GPU(copyBandwidth: 100e6, pinnedCopyBandwidth: 500e6)
        #expect((try Self.seconds(gpu) - 1.1).magnitude < 1e-6)
        #expect((try Self.seconds(gpu, hostMemory: .pinned) - 0.3).magnitude < 1e-6)
        #expect((try Self.seconds(GPU(copyBandwidth: 100e6), hostMemory: .pinned) - 1.1).magnitude < 1e-6)
    }

    @Test func `what is made of a pinned batch lies elsewhere`() throws {
        let gpu = try GPU(copyBandwidth: 100e6, pinnedCopyBandwidth: 500e6)
        #expect((try Self.seconds(gpu, hostMemory: .pinned, stages: [Map()]) - 1.1).magnitude < 1e-6)
        #expect((try Self.seconds(gpu, hostMemory: .pinned, stages: [PrefetchToDevice()]) < 0.4))
    }

    /// A map that computes all the time keeps one of two cores busy: of a bandwidth that falls to a half beside two,
    /// three quarters are left.
    @Test(arguments: [(2, 0.75), (1, 0.5), (1000, 0.9995)])
    func `beside busy cores they are slower`(_ cores: Int, _ share: Double) throws {
        let gpu = try GPU(copyBandwidth: 100e6, busyCopyShare: 0.5)
        let scenario = try Scenario(
            platform: Platform(cpu: CPU(cores: cores), gpu: gpu),
            pipeline: [
                Source(elements: 400, size: 1e6), Map(cost: 50e-3, parallelism: .fixed(1)), Repeat(1), Prefetch(2),
            ], training: TrainingLoop(step: 1e-9, steps: 200))
        guard case .completed(let report) = try simulate(scenario, replication: 0) else {
            throw UnexpectedOutOfMemory()
        }
        // The map takes longer than a copy: the loop's copies are the rest of each period.
        #expect((report.wholeRun.loop.copies * 50e-3 - 10e-3 / share).magnitude < 2e-4)
    }
}
