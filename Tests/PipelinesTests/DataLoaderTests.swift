import Pipelines
import Testing
import Variates

struct DataLoaderTests {
    typealias Values = TestScenario.Values

    private static let unordered: Values = ["order": .word("unordered")]

    @Test(arguments: [1, 2, 3, 8], [1, 2, 5])
    func `batches go to the workers in turns, whatever they take`(_ workers: Int, _ size: Int) throws {
        var generator = SeededGenerator(seed: 5)
        let samples = (0..<40).map { _ in Int64.random(in: 1...90, using: &generator) }
        let run = try LoaderRun(samples, workers: workers, ["batchSize": .count(size)], step: 20)
        #expect(run.made.count == 40)
        for (sample, worker, _) in run.made { #expect(worker == sample / Int64(size) % Int64(workers)) }
        #expect(run.delivered == stride(from: 0, to: 40, by: size).map(Int64.init))
    }

    @Test func `a worker makes the samples of its batches one after the other`() throws {
        let run = try LoaderRun([3, 5, 7, 11, 13], workers: 2, ["batchSize": .count(2)])
        #expect(run.made.map(\.sample) == [0, 2, 1, 3, 4])
        #expect(run.made.map(\.begunAt) == [0, 0, 3, 7, 8])
        #expect(run.deliveries == [8, 18, 21])
        #expect(run.sizes == [2, 2, 1])
    }

    @Test func `in order, a straggler holds back those behind it`() throws {
        let run = try LoaderRun([100, 10, 10, 10], workers: 2)
        #expect(run.delivered == [0, 1, 2, 3])
        #expect(run.deliveries == [100, 100, 110, 110])
    }

    /// Samples 1, 3, 4 and 5 go past the straggler; 2 was asked of its worker, and stays behind it.
    @Test func `out of order, what was asked of a straggler's worker waits for it`() throws {
        let run = try LoaderRun([100, 10, 10, 10, 10, 10], workers: 2, Self.unordered)
        #expect(run.delivered == [1, 3, 4, 5, 0, 2])
        #expect(run.deliveries == [10, 20, 30, 40, 100, 110])
        #expect(run.made.filter { $0.worker == 0 }.map(\.sample) == [0, 2])
    }

    /// Batch 1 is received at 10 and delivered at 100: only then is another asked for.
    @Test func `asks for a batch when one is delivered, not when one is received`() throws {
        let run = try LoaderRun([100, 10, 10, 10], workers: 2, ["prefetchFactor": .count(1)])
        #expect(run.made.map(\.begunAt) == [0, 0, 100, 100])
    }

    @Test(arguments: [(1, 1), (2, 2), (4, 3)])
    func `holds at most what it has asked for`(_ workers: Int, _ factor: Int) throws {
        let values: Values = ["prefetchFactor": .count(factor), "batchSize": .count(3)]
        let run = try LoaderRun(Array(repeating: 1, count: 90), workers: workers, values, step: 1000)
        #expect(run.maximumElements == Int64(workers * factor))
    }

    @Test func `without workers the loop does everything by turns`() throws {
        let run = try LoaderRun([3, 5, 7], workers: 0, ["batchSize": .count(2)], step: 100)
        #expect(run.deliveries == [8, 115])
        #expect(run.end == 215)
    }

    @Test(arguments: [0, 2])
    func `joining a batch takes its time`(_ workers: Int) throws {
        let collate = try nanoseconds([40, 1])
        let run = try LoaderRun(
            [5, 5, 5, 5], workers: workers, ["batchSize": .count(2), "collate": .distribution(collate)])
        #expect(run.deliveries == (workers == 0 ? [50, 61] : [50, 50]))
    }

    // MARK: Data sets that are gone through

    @Test func `an iterable data set comes once from each worker`() throws {
        let run = try LoaderRun(
            Array(repeating: 10, count: 5), workers: 2, ["batchSize": .count(2), "dataset": .word("iterable")])
        #expect(run.delivered == [0, 0, 2, 2, 4, 4])
        #expect(run.sizes == [2, 2, 2, 2, 1, 1])
        #expect(run.made.filter { $0.worker == 1 }.map(\.sample) == [0, 1, 2, 3, 4])
    }

    /// Worker 0 has 0, 3, 6, worker 1 has 1, 4, worker 2 has 2, 5: the second batches are short, or missing.
    @Test(arguments: [("keep", [0, 1, 2, 6]), ("drop", [0, 1, 2])])
    func `shares end by themselves`(_ remainder: String, _ expected: [Int64]) throws {
        let run = try LoaderRun(
            Array(repeating: 10, count: 7), workers: 3,
            ["batchSize": .count(2), "dataset": .word("sharded"), "remainder": .word(remainder)])
        #expect(run.isFinished)
        #expect(run.delivered == expected)
    }

    @Test(arguments: ["indexed", "iterable", "sharded"], [1, 4, 12, 13, 24])
    func `announces as many batches as it delivers`(_ dataset: String, _ samples: Int) throws {
        for (workers, size, drops) in [(0, 5, false), (2, 1, true), (3, 4, false), (3, 4, true), (5, 3, false)] {
            let values: Values = [
                "workers": .count(workers), "batchSize": .count(size), "dataset": .word(dataset),
                "remainder": .word(drops ? "drop" : "keep"),
            ]
            let loader = try DataLoader(parameters: values)
            guard case .finite(let announced) = loader.cardinality(after: .finite(Int64(samples))), announced > 0 else {
                continue
            }
            let run = try LoaderRun(Array(repeating: 1, count: samples), workers: workers, values)
            #expect(run.delivered.count == Int(announced), "\(workers) workers, batches of \(size)")
        }
    }

    // MARK: Storage

    @Test func `workers read from the disk, and open files`() throws {
        let scenario = try TestScenario.files(3, of: 2, bytes: 10).dataLoader(workers: 1, ["batchSize": .count(3)])
        let backend = try StepwiseBackend(scenario)
        var places: [Work.Place] = []
        while let next = backend.pending.first {
            if next.work.place == .disk || next.work.place == .diskStream { places.append(next.work.place) }
            #expect(next.work.stage != 0, "the source reads nothing itself")
            backend.complete(0)
        }
        #expect(places == [.disk, .diskStream, .disk, .diskStream, .disk, .diskStream])
        #expect(backend.received[0].map(\.bytes) == [30, 30])
    }

    @Test func `samples are made of what was read`() throws {
        let scenario = try TestScenario.source(4, bytes: 10)
            .dataLoader(workers: 2, ["batchSize": .count(2), "outputBytes": .quantity(70)])
        let backend = try StepwiseBackend(scenario)
        while !backend.pending.isEmpty { backend.complete(0) }
        #expect(backend.received[0].map(\.bytes) == [140, 140])
    }

    @Test func `stands where indices come in`() throws {
        let source = try TestScenario.source(4)
        for wrong in [try source.map(), try source.stage(Shuffle.self, ["buffer": .count(3)])] {
            #expect(throws: PipelineError.self) { try wrong.dataLoader(workers: 1).pipeline() }
        }
        #expect(throws: Never.self) { try source.stage(Shard.self, [:]).dataLoader(workers: 1).map().pipeline() }
        #expect(throws: PipelineError.self) {
            try DataLoader(parameters: ["workers": .count(1024), "prefetchFactor": .count(1000)])
        }
    }
}
