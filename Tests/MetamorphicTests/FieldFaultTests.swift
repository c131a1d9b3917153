import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

/// The smallest inputs of the faults that random scenarios have found, with what is right.
@Suite struct FieldFaultTests {
    private static let faults = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/Field/faults")

    private func scenario(_ file: String, _ variant: String) throws -> Scenario {
        try ScenarioFile(path: Self.faults.appendingPathComponent(file).path).scenario(variant: variant)
    }

    private func figures(_ variant: String) throws -> ComparedFigures {
        let scenario = try scenario("noop-stage-peak-memory.yaml", variant)
        guard case .completed(let report) = try simulate(scenario, replication: 0) else { throw UnexpectedOutcome() }
        return ComparedFigures(.completed(report, of: scenario), without: ["shard", "skip"])
    }

    private struct UnexpectedOutcome: Error {}

    /// Two elements at a time: one is read, one copied; in the buffer an element is for an instant at most.
    @Test(arguments: [("a", "b"), ("c", "d")])
    func `a stage that does nothing needs no memory`(_ plain: String, _ changed: String) throws {
        let figures = try figures(plain)
        #expect(try self.figures(changed).differences(from: figures).isEmpty)
        #expect(figures.values["peakBytes"]?.value == 200_000)
    }

    @Test(arguments: ["two gpus", "one gpu", "pinned", "cost only", "disk"])
    func `a worker is busy all the time, and no more`(_ variant: String) throws {
        let outcome = try simulate(scenario("loader-utilisation.yaml", variant), replication: 0)
        guard case .completed(let report) = outcome else { throw UnexpectedOutcome() }
        #expect(report.stages[1].utilisation > 0.995 && report.stages[1].utilisation <= 1)
    }

    /// 10 of the 11.4 ms of a batch are reading: a faster disk can win them, more workers 1.4 ms.
    @Test(arguments: [("disk", Bottleneck.Kind.disk), ("one gpu", .stage)])
    func `the disk binds where its time is most of the workers'`(_ variant: String, _ kind: Bottleneck.Kind)
        async throws
    {
        let scenario = try scenario("loader-utilisation.yaml", variant)
        let replications = try await replicate(scenario, threads: 1)
        #expect(VariantSummary(replications, baseline: nil).bottleneck?.kind == kind)
    }
}
