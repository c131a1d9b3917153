import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Importers

@Suite struct LoopScenarioTests {
    private static func loop(_ name: String) throws -> LoopScenario {
        try LoopScenario(LoopRecording(json: Fixtures.data("loop/\(name).json")), file: "\(name).json")
    }

    @Test(arguments: LoopRecordingTests.fixtures) func `every recording becomes a scenario`(name: String) throws {
        let document = try Self.loop(name).document()
        #expect(throws: Never.self) { try ImportedText.checkScenario(document.text) }
        let file = try ScenarioFile(document, name: name)
        #expect(file.variantNames[0] == LoopScenario.recordedVariant)
    }

    /// As recorded, and with the other settings that the recording suggests.
    @Test(arguments: ["alone", "two-workers", "persistent", "grouped", "stream", "iterable"])
    func `is simulated about as fast as it was recorded`(name: String) async throws {
        let loop = try Self.loop(name)
        let scenario = try ScenarioFile(try loop.document(), name: name).scenario(variant: LoopScenario.recordedVariant)
        let summary = VariantSummary(try await replicate(scenario, threads: 1), baseline: nil)
        let rate = try #require(summary.estimates.first { $0.metric.name == Metric.runSamplesPerSecond.name }).value
        #expect(abs(rate / loop.samplesPerSecond - 1) < 0.2, "\(rate) beside \(loop.samplesPerSecond)")
    }

    @Test func `has the times, the machine and the settings of the loop`() throws {
        let text = try MadeLoop.scenario(MadeLoop.json())
        for line in [
            "cpu: {cores: 2, discipline: runQueues}", "memory: {capacity: 1000000 B}",
            "source: 48", "outputBytes: 10000 B", "give the source its `size`", "workers: 1", "batchSize: 8",
            "collate: 4 ms",
            "creation: [20 ms]", "gap: 4 ms", "delivery: 2 ms", "shutdown: [9 ms]", "boot: 10 ms", "busyBatch: 600 us",
            "hostOverhead: 500 us", "step: 2.5 ms", "queueDepth: 65536",
            "workers 0: {dataLoader.workers: 0}", "workers 2: {dataLoader.workers: 2}",
        ] {
            #expect(text.contains(line), "`\(line)` is not in\n\(text)")
        }
    }

    /// Six batches of eight in 20 ms until the iterator, then until the last step and the end.
    @Test func `counts samples over whole epochs, start and end included`() throws {
        let loop = try LoopScenario(LoopRecording(json: MadeLoop.json()), file: "loop.json")
        #expect(abs(loop.samplesPerSecond - 48 / 0.184) < 1e-6)
        let figures = Dictionary(uniqueKeysWithValues: loop.figures.values.map { ($0.name, $0.ofEpochs) })
        #expect(figures["firstBatchSeconds"].map { ($0[0] * 1e6).rounded() } == 52_000)
        #expect(figures["epochSeconds"].map { ($0[0] * 1e6).rounded() } == 184_000)
    }

    /// Six batches of eight, whatever the sampler or the data set say; of a stream each worker ends with a batch of its
    /// own.
    @Test(
        arguments: [
            (MadeLoop.loader(samples: 41), 41, 41), (MadeLoop.loader(samples: 480), 48, 48),
            (MadeLoop.loader(samples: 8), 48, 48), (MadeLoop.loader(#""sampled": 44, "num_workers": 1"#), 44, 44),
            (MadeLoop.loader(#""sampled": 480, "num_workers": 1"#), 48, 48),
            (MadeLoop.loader(#""sampled": null, "num_workers": 1"#, samples: 480), 48, 48),
            (MadeLoop.loader(#""drop_last": true, "num_workers": 1"#, samples: 52), 48, 52),
            (MadeLoop.loader(#""drop_last": true, "num_workers": 1"#, samples: 480), 48, 48),
            (MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: 40), 48, 40),
            (MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: 480), 48, 48),
        ] as [(String, Double, Int)])
    func `the samples of an epoch are those of its batches`(loader: String, perEpoch: Double, stored: Int) throws {
        let loop = try LoopScenario(LoopRecording(json: MadeLoop.json(loader: loader)), file: "loop.json")
        #expect(abs(loop.samplesPerSecond - perEpoch / 0.184) < 1e-6, "\(loop.samplesPerSecond)")
        let text = try loop.document().text
        #expect(text.contains("source: \(stored)\n"), "\(text)")
    }

    /// How many there would have been is known from the sampler alone.
    @Test func `an epoch that was cut short has the samples that the sampler states`() throws {
        let json = MadeLoop.json(loader: MadeLoop.loader(samples: 480), epochs: [MadeLoop.epoch(end: "left")])
        #expect(try MadeLoop.scenario(json).contains("source: 480\n"))
    }

    @Test(arguments: [
        ("left", "steps: 5"), ("KeyError", "steps: 5"), ("limit", "steps: 5"),
    ]) func `an epoch that was cut short has the steps that are known`(end: String, line: String) throws {
        let text = try MadeLoop.scenario(MadeLoop.json(epochs: [MadeLoop.epoch(end: end)]))
        #expect(text.contains(line), "\(text)")
    }

    @Test func `refuses a recording without a step`() throws {
        let json = MadeLoop.json(epochs: [MadeLoop.epoch(batches: 1, end: "left")])
        let error = #expect(throws: CaseError.self) { try MadeLoop.scenario(json) }
        #expect(error?.description.contains("no step was recorded") == true)
    }

    @Test func `puts the recorded rate beside the simulated one`() throws {
        let loop = try LoopScenario(LoopRecording(json: MadeLoop.json()), file: "loop.json")
        #expect(
            loop.rates(simulated: 261).sentence == "recorded 260.9 samples/s, simulated 261 at the same settings")
        #expect(try loop.document(simulated: 261).text.hasPrefix("# Recorded 260.9 samples/s, simulated 261"))
    }

    @Test(
        arguments: [
            (#""num_workers": 1"#, "", "taken from elsewhere", false),
            (#""num_workers": 0"#, "", "taken from elsewhere", true),
            (#""num_workers": 1"#, #", "accelerator": "H200""#, "synchronize=True", true),
            (#""num_workers": 1"#, #", "accelerator": "H200", "synchronized": true"#, "synchronize=True", false),
            (#""num_workers": 1"#, #", "damaged_lines": 2"#, "workers were killed: 2", true),
            (#""num_workers": 1"#, "", "6 steps are few", true),
        ] as [(String, String, String, Bool)])
    func `says what a recording cannot tell`(loader: String, more: String, text: String, isSaid: Bool) throws {
        let notes = MadeLoop.notes(worker: loader.hasSuffix("0") ? nil : 0)
        let json = MadeLoop.json(loader: MadeLoop.loader(loader), notes: [notes], more: more)
        let warnings = try LoopScenario(LoopRecording(json: json), file: "loop.json").warnings
        #expect(warnings.contains { $0.contains(text) } == isSaid, "\(warnings)")
    }
}
