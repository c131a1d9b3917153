import ScenarioFiles
import Testing

@testable import Experiments

@Suite struct SweptPartsTests {
    private static func parts(_ pipeline: String, step: String = "10 ms") throws -> SweptParts {
        let text = "{overlap: 1, pipeline: [\(pipeline)], train: \(step)}"
        return try SweptParts(try ScenarioFile(text: text, name: "s.yaml", directory: "."), variant: "base")
    }

    private static let source = "{source: {elements: 640}}"

    @Test func `finds the last buffer, the stage with the most work, and what evens out least`() throws {
        let parts = try Self.parts(
            """
            \(Self.source), {map: {name: a, cost: 5 ms}}, {prefetch: {name: early, buffer: 2}}, {map: {name: b, cost: 1 ms}},
            {batch: 64}, {prefetch: {name: late, buffer: 3}}
            """, step: "120 ms")
        #expect(parts.buffer?.path == "late.buffer" && parts.buffer?.count == 3)
        #expect(parts.calls?.path == "a.parallelism")
        // 64 calls of 5 ms vary like one of 40 ms.
        #expect(parts.work?.path == "train.step")
    }

    @Test func `stages without names are found by their addresses`() throws {
        let parts = try Self.parts("\(Self.source), {map: 50 ms}, {map: 1 ms}, {prefetch: 2}, {prefetch: 3}")
        #expect(parts.calls?.path == "map-1.parallelism")
        #expect(parts.work?.path == "map-1.cost")
        #expect(parts.buffer?.path == "prefetch-2.buffer" && parts.buffer?.count == 3)
    }

    @Test func `of work of a step's size the longest varies most, and of equal work the first`() throws {
        let load = "{map: {name: load, cost: 10 ms}}"
        #expect(try Self.parts("\(Self.source), \(load)").work?.path == "load.cost")
        #expect(try Self.parts("\(Self.source), \(load)", step: "11 ms").work?.path == "train.step")
        #expect(try Self.parts("\(Self.source), \(load), {batch: 4}").work?.path == "load.cost")
    }

    @Test func `finds workers and batches ahead of a loader`() throws {
        let parts = try Self.parts("\(Self.source), {dataLoader: {workers: 2, batchSize: 8, cost: 1 ms}}", step: "2 ms")
        #expect(parts.buffer?.path == "dataLoader.prefetchFactor" && parts.buffer?.accepts(0) == false)
        #expect(parts.calls?.path == "dataLoader.workers")
    }

    @Test func `a pipeline without buffer, calls and times has none`() throws {
        let parts = try Self.parts("\(Self.source), {shuffle: 4}", step: "0 ms")
        #expect(parts.buffer == nil && parts.calls == nil && parts.work == nil)
    }

    @Test func `log-normal times keep the mean, to twelve digits`() throws {
        let parts = try Self.parts("\(Self.source), {map: {name: load, cost: {exponential: {mean: 20 ms}}}}")
        #expect(
            parts.work?.logNormals(ofVariabilities: [0, 0.5, 2]) == [
                "20 ms", "{lognormal: {mean: 20 ms, cv: 0.5}}", "{lognormal: {mean: 20 ms, cv: 2}}",
            ])
        #expect(parts.calls?.logNormals(ofVariabilities: [0]) == nil)
    }
}
