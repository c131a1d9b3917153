import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

struct EpochSizeTests {
    private static func scenario(_ pipeline: String, accelerators: Int = 1) throws -> Scenario {
        let text = """
            {overlap: 1, platform: {gpu: {count: \(accelerators)}}, pipeline: [\(pipeline)], train: {step: 1 ms}}
            """
        return try ScenarioFile(text: text, name: "s", directory: ".").scenario(variant: "base")
    }

    /// Steps, samples at the least, and samples at most.
    @Test(
        arguments: [
            ("source: 2400, batch: 400", [6, 2400, 2400]),
            ("source: 2420, batch: 400", [7, 2420, 2800]),
            ("source: 2420, batch: {size: 400, remainder: drop}", [6, 2400, 2400]),
            ("source: 10, batch: 4, repeat: 2", [6, 20, 24]),
            ("source: 10, repeat: 2, batch: 4", [5, 20, 20]),
            ("source: 10, batch: 4, shuffle: 2", [3, 10, 12]),
            ("source: 7", [7, 7, 7]),
        ] as [(String, [Double])])
    func `last batches have the samples that are left`(pipeline: String, counts: [Double]) throws {
        let size = try #require(try EpochSize(Self.scenario(pipeline), epoch: 0))
        #expect([size.steps, size.leastSamples, size.mostSamples] == counts)
    }

    /// Five files for four accelerators: the first has two.
    @Test func `each accelerator has its own share`() throws {
        let size = try #require(
            try EpochSize(
                Self.scenario(
                    "source: {files: 5, samplesPerFile: 832}, shard: {}, interleave: {cycle: 1}, batch: 64",
                    accelerators: 4), epoch: 1))
        #expect(size.steps == 26 && size.fewestSamples == 832)
        #expect(size.leastSamples == 4160 && size.mostSamples == 4160)
    }

    @Test func `what the data decide is not known`() throws {
        #expect(try EpochSize(Self.scenario("source: 100, filter: 0.5, batch: 4"), epoch: 0) == nil)
    }
}
