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

    /// Six batches, of which one or none was not noted, whatever the sampler or the data set say; of a stream each
    /// worker ends with a batch of its own.
    @Test(
        arguments: [
            (MadeLoop.loader(samples: 41), five, 41, 41), (MadeLoop.loader(samples: 480), five, 48, 48),
            (MadeLoop.loader(samples: 8), five, 48, 48),
            (MadeLoop.loader(#""sampled": 44, "num_workers": 1"#), five, 44, 44),
            (MadeLoop.loader(#""sampled": 480, "num_workers": 1"#), five, 48, 48),
            (MadeLoop.loader(#""sampled": null, "num_workers": 1"#, samples: 480), five, 48, 48),
            (MadeLoop.loader(#""sampled": null, "num_workers": 1"#, samples: 480), short, 43, 43),
            (MadeLoop.loader(#""drop_last": true, "num_workers": 1"#, samples: 52), six, 48, 52),
            (MadeLoop.loader(#""drop_last": true, "num_workers": 1"#, samples: 480), five, 48, 48),
            (MadeLoop.loader(batchSize: nil, samples: 41), five, 41, 41),
            (MadeLoop.loader(batchSize: nil, samples: 480), short, 43, 43),
            (MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: 40), five, 40, 40),
            (MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: 36), [8, 8, 8, 8, 2, 2], 36, 36),
            (MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: 480), five, 48, 48),
            (MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: nil), [8, 8, 8, 8, 2, 2], 36, 36),
            (MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: nil), five, 48, 48),
            (MadeLoop.loader(#""num_workers": 0"#, kind: "iterable", samples: 41), five, 41, 41),
        ] as [(String, [Int], Double, Int)])
    func `the samples of an epoch are those of its batches`(
        loader: String, noted: [Int], perEpoch: Double, stored: Int
    ) throws {
        let loop = try Self.loop(loader, noted: noted)
        #expect(abs(loop.samplesPerSecond - perEpoch / 0.184) < 1e-6, "\(loop.samplesPerSecond)")
        let text = try loop.document().text
        #expect(text.contains("source: \(stored)\n") && text.contains("batchSize: 8\n"), "\(text)")
    }

    private static let five = [8, 8, 8, 8, 8]
    private static let six = [8, 8, 8, 8, 8, 8]
    private static let short = [8, 8, 8, 8, 8, 3]

    private static func loop(_ loader: String, noted sizes: [Int]) throws -> LoopScenario {
        let json = MadeLoop.json(loader: loader, notes: [MadeLoop.notes(worker: 0, sizes: sizes)])
        return try LoopScenario(LoopRecording(json: json), file: "loop.json")
    }

    /// Three workers with ten samples each, and two with all of eighteen: six batches.
    @Test(
        arguments: [
            (3, 30, [8, 8, 8, 2, 2, 2], "sharded", 30, 30), (3, 30, five, "sharded", 30, 30),
            (2, 18, [8, 8, 8, 8, 2, 2], "iterable", 36, 18), (2, 18, five, "iterable", 36, 18),
        ] as [(Int, Int, [Int], String, Double, Int)])
    func `short last batches of workers are no samples that are delivered twice`(
        workers: Int, samples: Int, noted: [Int], kind: String, perEpoch: Double, stored: Int
    ) throws {
        let loader = MadeLoop.loader(#""num_workers": \#(workers)"#, kind: "iterable", samples: samples)
        let loop = try Self.loop(loader, noted: noted)
        #expect(abs(loop.samplesPerSecond - perEpoch / 0.184) < 1e-6, "\(loop.samplesPerSecond)")
        let text = try loop.document().text
        #expect(text.contains("dataset: \(kind)\n") && text.contains("source: \(stored)\n"), "\(text)")
    }

    @Test func `an epoch that was left does not make those before it larger`() throws {
        let json = MadeLoop.json(
            loader: MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: nil),
            epochs: [MadeLoop.epoch(), MadeLoop.epoch(batches: 3, end: "left", begin: 1_000_000)],
            notes: [
                MadeLoop.notes(worker: 0, sizes: Self.short),
                MadeLoop.notes(worker: 0, batches: 3, begin: 1_030_000, start: 1_025_000),
            ])
        let text = try LoopScenario(LoopRecording(json: json), file: "loop.json").document().text
        #expect(text.contains("source: 43\n"), "\(text)")
    }

    /// With a length, four batches of eight tell of two workers no more than of one.
    @Test func `says where epochs that were left do not show whether workers share a stream`() throws {
        let loader = MadeLoop.loader(#""num_workers": 2"#, kind: "iterable", samples: 400)
        let json = MadeLoop.json(
            loader: loader, epochs: [MadeLoop.epoch(end: "left")], notes: [MadeLoop.notes(worker: 0)])
        let warnings = try LoopScenario(LoopRecording(json: json), file: "loop.json").warnings
        #expect(warnings.contains { $0.hasPrefix("workers are taken to share") && !$0.contains("1/2") }, "\(warnings)")
    }

    @Test(arguments: [(0, 48, true), (1, 48, true), (2, 48, false), (2, nil, true)] as [(Int, Int?, Bool)])
    func `says where it is not known whether workers share a stream`(workers: Int, samples: Int?, isSaid: Bool) throws {
        let loader = MadeLoop.loader(#""num_workers": \#(workers)"#, kind: "iterable", samples: samples)
        let warnings = try Self.loop(loader, noted: Self.five).warnings
        #expect(warnings.contains { $0.hasPrefix("workers are taken to share") } == isSaid, "\(warnings)")
    }

    /// Six batches, of one or two samples in turn; the data set's length is believed where it fits.
    @Test(
        arguments: [([1, 2, 1, 2, 1, 2], 100, 9), ([1, 2, 1, 2], 10, 10), ([1, 2, 1, 2], 100, 9)]
            as [([Int], Int, Double)])
    func `batches of different sizes cost in the mean what they cost`(
        noted: [Int], samples: Int, perEpoch: Double
    ) throws {
        let loop = try Self.loop(MadeLoop.loader(batchSize: nil, samples: samples), noted: noted)
        #expect(abs(loop.samplesPerSecond - perEpoch / 0.184) < 1e-6, "\(loop.samplesPerSecond)")
        // Two samples in each, which compute 8 ms and hold 80,000 bytes.
        let text = try loop.document().text
        #expect(text.contains("source: 12\n") && text.contains("batchSize: 2\n"), "\(text)")
        #expect(text.contains("outputBytes: 40000 B"), "\(text)")
        let cost = try #require(loop.sampleComputation?.mean)
        #expect(abs(cost * 12 - perEpoch * 8e-3 / 1.5) < 1e-9, "\(cost)")
        let stands = "so that one of its samples stands for \(CommentText.rounded(perEpoch / 12))"
        let sentence = "batches had 1 to 2 samples; those of the scenario have 2 and cost as much, \(stands)"
        #expect(loop.warnings.contains(sentence), "\(loop.warnings)")
        // Twelve samples of the scenario are all of the loop's.
        let rates = loop.rates(simulated: 12 / 0.184).sentence
        let rate = CommentText.rounded(perEpoch / 0.184)
        #expect(rates == "recorded \(rate) samples/s, simulated \(rate) at the same settings")
    }

    @Test(arguments: [1, 2, 3]) func `batches of different sizes are held against any plan`(size: Int) throws {
        let loader = MadeLoop.loader(batchSize: nil, samples: 9)
        let loop = try Self.loop(loader, noted: [1, 2, 1, 2, 1, 2]).inBatches(of: size)
        #expect(loop.loaderSettings?.batchSize == nil)
        let figures = Dictionary(uniqueKeysWithValues: loop.figures.values.map { ($0.name, $0.ofEpochs) })
        for (name, batchesPerSecond) in [("runSamplesPerSecond", 6 / 0.184), ("samplesPerSecond", 5 / 0.12)] {
            let rate = try #require(figures[name]?.first)
            #expect(abs(rate - batchesPerSecond * Double(size)) < 1e-6, "\(name): \(rate)")
        }
        let cost = try #require(loop.sampleComputation?.mean)
        #expect(abs(cost * Double(size) - 8e-3) < 1e-9, "\(cost)")
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

    /// In 175 ms each: the last step is taken to be as long as the others, 3 ms.
    @Test func `a loop that asks for no more than its loader has makes whole epochs`() throws {
        let json = MadeLoop.json(
            loader: MadeLoop.loader(batches: 6),
            epochs: [MadeLoop.epoch(end: "left"), MadeLoop.epoch(end: "left", begin: 1e6)])
        let loop = try LoopScenario(LoopRecording(json: json), file: "loop.json")
        #expect(abs(loop.samplesPerSecond - 48 / 0.175) < 1e-6, "\(loop.samplesPerSecond)")
        let text = try loop.document().text
        #expect(text.contains("12 steps in 2 epochs") && text.contains("epochs: 2\n"), "\(text)")
        #expect(text.contains("workers 1, persistent") && !text.contains("steps:") && !text.contains("shutdown"))
    }

    /// A stream's length says nothing of the batches of workers.
    @Test func `a stream that was left after as many batches as its loader counts is not whole`() throws {
        let loader = MadeLoop.loader(#""num_workers": 2"#, batches: 6, kind: "iterable")
        let text = try MadeLoop.scenario(MadeLoop.json(loader: loader, epochs: [MadeLoop.epoch(end: "left")]))
        #expect(text.contains("steps: 5\n"), "\(text)")
    }

    /// Numbers of batches after which epochs were left, and what is made of them.
    @Test(
        arguments: [
            ([6, 6, 6], "epochs: 3\n", "steps: 6\n", 0), ([6, 4, 6, 6], "epochs: 3\n", "steps: 6\n", 1),
            ([9, 6, 6], "epochs: 2\n", "steps: 6\n", 1), ([12, 6, 6], "", "steps: 11\n", 2),
            ([1, 1, 1, 1, 1, 1, 3], "", "steps: 2\n", 6),
        ] as [([Int], String, String, Int)])
    func `epochs that were left after the same number of batches are those of the loop`(
        batches: [Int], epochs: String, steps: String, leftOut: Int
    ) throws {
        let made = batches.enumerated().map { MadeLoop.epoch(batches: $1, end: "left", begin: Double($0) * 1e6) }
        let loop = try LoopScenario(LoopRecording(json: MadeLoop.json(epochs: made)), file: "loop.json")
        let text = try loop.document().text
        #expect(text.contains(steps) && text.contains("epochs:") == !epochs.isEmpty, "\(text)")
        #expect(epochs.isEmpty || text.contains(epochs), "\(text)")
        let told = leftOut == 1 ? "1 epoch that was" : "\(leftOut) epochs that were"
        #expect(loop.warnings.contains { $0.hasPrefix(told) } == (leftOut > 0), "\(loop.warnings)")
    }

    @Test func `says that epochs are left out beside whole ones`() throws {
        let json = MadeLoop.json(epochs: [MadeLoop.epoch(), MadeLoop.epoch(end: "left", begin: 1e6)])
        let loop = try LoopScenario(LoopRecording(json: json), file: "loop.json")
        #expect(loop.warnings.contains("1 epoch that was cut short is not counted"), "\(loop.warnings)")
        #expect(loop.figures.epochs == 1 && !loop.figures.isCut)
    }

    @Test func `refuses a recording without a step`() throws {
        let json = MadeLoop.json(
            loader: MadeLoop.loader(batches: 1),
            epochs: (0..<3).map { MadeLoop.epoch(batches: 1, end: "left", begin: Double($0) * 1e6) })
        let error = #expect(throws: CaseError.self) { try MadeLoop.scenario(json) }
        #expect(error?.description.contains("no step was recorded to its end: take more than one batch") == true)
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
