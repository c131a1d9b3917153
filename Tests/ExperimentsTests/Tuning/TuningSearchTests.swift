import PipelineRuns
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

struct TuningSearchTests {
    private static let text = """
        overlap: 1
        platform: {cpu: {cores: 2}}
        options: {ramBudget: 1 GB}
        pipeline:
          - source: {elements: 200, size: 1 MB}
          - map: {name: a, cost: 2 ms, use: wait, parallelism: auto}
          - map: {name: b, cost: 4 ms, use: wait, parallelism: auto}
          - prefetch: auto
        train: {step: 1 ms}
        """

    private func search(_ text: String) async throws -> (best: [Int], workers: Int?) {
        let subject = try TuningTests.subject(text)
        let scenario = try subject.scenario()
        var parameters: [TunedParameter] = []
        for stage in scenario.pipeline.stages where ["a", "b", "prefetch"].contains(stage.name) {
            let isLast = stage.name == "prefetch"
            let parameter = try TunedParameter(stage, chosen: 2, isLast: isLast, in: subject, scenario)
            parameters.append(try #require(parameter))
        }
        var search = TuningSearch(
            subject, parameters, from: parameters.map { _ in 2 }, pool: scenario.platform.cpu.workers,
            .runSamplesPerSecond)
        try await search.run(threads: 1) { _ in }
        return (search.best, search.workers(of: search.best))
    }

    @Test func `the smallest values that keep up are found, with the threads that they need`() async throws {
        let found = try await search(Self.text)
        // Together they wait for 6 ms a sample, in a pool that all share.
        #expect(found.best[1] >= 4 && found.best[0] >= 2 && found.best[2] <= 2)
        let workers = try #require(found.workers)
        #expect(workers == max(found.best[0], found.best[1]))
    }

    @Test(arguments: [("1 GB", 8...1024), ("4 MB", 1...4)] as [(String, ClosedRange<Int>)])
    func `what is beyond the budget of memory is not found`(budget: String, places: ClosedRange<Int>) async throws {
        let found = try await search(
            """
            overlap: 1
            options: {ramBudget: \(budget)}
            pipeline: [source: {elements: 2000, size: 1 MB}, map: {cost: {exponential: 4 ms}}, prefetch: auto]
            train: {step: {exponential: 4 ms}}
            """)
        #expect(places.contains(found.best[0]))
    }
}
