import ScenarioFiles
import Testing

@testable import Experiments

struct TwoStationLineScenarioTests {
    /// The line of a pipeline, told from two numbers of places.
    private static func line(_ pipeline: String, platform: String = "{}", train: String = "{step: 8 ms}") throws
        -> TwoStationLine?
    {
        let scenarios = try [4, 5].map { places in
            let file = try ScenarioFile(
                text: """
                    overlap: 1
                    platform: \(platform)
                    pipeline: [\(pipeline)]
                    train: \(train)
                    """, name: "s", directory: ".")
            return try file.scenario(
                variant: "base",
                overrides: [try Override(path: pipeline.contains("second") ? "second" : "prefetch", value: "\(places)")]
            )
        }
        return TwoStationLine(scenarios[0], places: 4, other: scenarios[1], otherPlaces: 5)
    }

    @Test func `times of one thread add up`() throws {
        // A batch of four: reading 1 ms and decoding exponential with 1 ms each; the step takes 10 ms.
        let line = try #require(
            try Self.line(
                "source: 64, map: {cost: {exponential: 1 ms}}, batch: 4, prefetch: 1",
                platform: "{disk: {latency: 1 ms}}", train: "{step: 10 ms}"))
        #expect(abs(line.ratio - 0.8) < 1e-12)
        #expect(abs(line.variation - 4 / 64) < 1e-12)
        let read = try #require(
            try Self.line(
                "source: 64, prefetch: 1", platform: "{disk: {latency: {exponential: 2 ms}}}",
                train: "{step: {exponential: 1 ms}, hostOverhead: 1 ms}"))
        #expect(abs(read.ratio - 1) < 1e-12 && abs(read.variation - 1.25) < 1e-12)
    }

    @Test(arguments: [
        "source: 64, map: {cost: 1 ms, parallelism: 2}, prefetch: 1", "source: 64, prefetch: 1, map: {parallelism: 2}",
        "source: 64, map: {cost: 1 ms}, prefetch: 1, cache: memory",
        "source: 64, map: {cost: 1 ms}, prefetch: {name: first, buffer: 3}, prefetch: {name: second, buffer: 1}",
    ])
    func `is none where more than two threads work, or data are kept`(pipeline: String) throws {
        #expect(try Self.line(pipeline) == nil)
    }

    @Test func `is none of several accelerators, or of a loop that runs ahead`() throws {
        let pipeline = "source: 64, map: {cost: 1 ms}, prefetch: 1"
        #expect(try Self.line(pipeline) != nil)
        #expect(try Self.line(pipeline, platform: "{gpu: {count: 2}}") == nil)
        #expect(try Self.line(pipeline, train: "{step: 8 ms, runAhead: 2}") == nil)
    }
}
