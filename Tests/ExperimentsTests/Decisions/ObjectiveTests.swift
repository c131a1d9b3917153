import Experiments
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

struct ObjectiveTests {
    @Test(
        arguments: [
            ("steady", "samplesPerSecond"), ("run", "runSamplesPerSecond"), ("AU", "acceleratorUtilisation"),
            ("epochSeconds", "epochSeconds"), ("peakBytes", "peakBytes"),
        ])
    func `has the names of figures, and words for some`(_ name: String, _ metric: String) throws {
        guard case .figure(let chosen) = try #require(Objective(named: name)) else {
            Issue.record("\(name) is no figure")
            return
        }
        #expect(chosen.name == metric)
    }

    @Test(arguments: ["au", "", "throughput", "coreUtilisation", "usesPerSample"])
    func `is nothing unknown, nor what is neither good nor bad`(_ name: String) {
        #expect(Objective(named: name) == nil)
    }

    @Test func `takes each of its names`() {
        #expect(Objective.names.allSatisfy { Objective(named: $0) != nil })
    }

    /// Workers that are created one after the other: eight are steadily eight times as fast, and hardly faster in a run.
    @Test(arguments: [("0 s", "samplesPerSecond"), ("1 s", "runSamplesPerSecond")])
    func `by default a slow start is judged by the whole run`(_ creation: String, _ metric: String) async throws {
        var series = try [1, 8].map { workers in
            let file = try ScenarioFile(
                text: """
                    overlap: 1
                    platform: {processes: {creation: [\(creation)]}, cpu: {cores: 8}}
                    pipeline:
                      - source: {elements: 4000}
                      - dataLoader: {workers: \(workers), batchSize: 10, cost: 5 ms}
                    train: {step: 10 us}
                    run: {replications: 2}
                    """, name: "workers", directory: ".")
            return ReplicationSeries(try file.scenario(variant: "base"))
        }
        try await extend(&series, to: 2, threads: 2)
        #expect(Objective.automatic.metric(for: series).name == metric)
        #expect(Objective.figure(.acceleratorUtilisation).metric(for: series).name == "acceleratorUtilisation")
    }
}
