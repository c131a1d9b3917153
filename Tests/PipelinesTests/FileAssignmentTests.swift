import Testing
import Variates

@testable import Pipelines

struct FileAssignmentTests {
    typealias Values = TestScenario.Values

    private static func shares(_ files: Int64, _ workers: Int, _ split: DataLoader.Split) -> [[Int64]] {
        let shares = FileShares(workers: workers, split: split, files: files)
        return (0..<workers).map { worker in (0..<files).filter { shares.owner(ofFile: $0) == worker } }
    }

    @Test func `in turns, every n-th file is a worker's`() {
        #expect(Self.shares(7, 3, .turns) == [[0, 3, 6], [1, 4], [2, 5]])
    }

    @Test func `blocks follow one another, the longer ones first`() {
        #expect(Self.shares(7, 3, .blocks) == [[0, 1, 2], [3, 4], [5, 6]])
        #expect(Self.shares(2, 4, .blocks) == [[0], [1], [], []])
    }

    @Test(arguments: Int64(1)...12, 1...6)
    func `either way workers own as many`(_ files: Int64, _ workers: Int) {
        for split in DataLoader.Split.allCases {
            let shares = FileShares(workers: workers, split: split, files: files)
            #expect(Self.shares(files, workers, split).map { Int64($0.count) } == (0..<workers).map(shares.files))
        }
    }

    @Test(
        arguments: [
            ([400, 100, 100], .turns, 0.5), ([3, 4, 4, 1], .turns, 0), ([3, 4, 4, 1], .blocks, 1 - 12.0 / 21),
            ([5, 5, 5, 5], .turns, 1 - 4.0 / 6), ([9, 1], .blocks, 1 - 10.0 / 27),
        ] as [([Int64], DataLoader.Split, Double)])
    func `a worker is idle for what it has less in its files than another`(
        _ lengths: [Int64], _ split: DataLoader.Split, _ expected: Double
    ) throws {
        let loader = try DataLoader(workers: 3, dataset: .files, split: split)
        let files = MeanFlow(elements: Double(lengths.count), samples: 1, bytes: 0)
        #expect(abs(loader.idleShare(after: files, of: FileLengths(lengths)) - expected) < 1e-12)
    }

    @Test func `workers that each have one file need more of them to be of use`() throws {
        let loader = try DataLoader(workers: 3, dataset: .files)
        let limits = [2.0, 3, 4].map { loader.parallelismLimit(after: MeanFlow(elements: $0, samples: 1, bytes: 0)) }
        #expect(limits == [.files, .files, nil])
    }

    /// Files of 4 samples; a sample takes 10 ns, so that one file takes 40.
    private static func run(
        files: Int, workers: Int, batch: Int = 2, _ values: Values = [:]
    ) throws -> (end: Int64, delivered: [Int64]) {
        let scenario = try TestScenario.files(files, of: 4).dataLoader(
            workers: workers,
            values.merging([
                "dataset": .word("files"), "batchSize": .count(batch), "use": .word("wait"),
                "cost": .distribution(.constant(1e-9)),
            ]) { $1 })
        let timed = try TimedBackend(scenario) { work, _ in work.place == .ownThreadWait ? 10 : 0 }
        timed.finish()
        return (timed.backend.now, timed.backend.received.joined().map(\.sample))
    }

    @Test(arguments: [3, 4, 8])
    func `three files keep three workers at most at work`(_ workers: Int) throws {
        #expect(try Self.run(files: 3, workers: workers).end == 40)
    }

    @Test func `seven files for four workers take the time of two`() throws {
        #expect(try Self.run(files: 7, workers: 4).end == 80)
    }

    @Test func `a worker's batches go on from one of its files to the next`() throws {
        let run = try Self.run(files: 4, workers: 2, batch: 3)
        // Worker 0 has files 0 and 2: samples 0 to 3 and 8 to 11.
        #expect(run.delivered == [0, 4, 3, 7, 10, 14])
    }

    @Test func `batches are kept together by the shares of the files`() throws {
        let blocks = try Self.run(files: 4, workers: 2, batch: 4, ["split": .word("blocks")])
        #expect(blocks.delivered == [0, 8, 4, 12])
    }

    @Test(arguments: [1, 3, 4, 7], [0, 1, 2, 4, 9])
    func `announces as many batches as it delivers`(_ files: Int, _ workers: Int) throws {
        for (batch, split, remainder) in [(1, "turns", "keep"), (3, "turns", "keep"), (3, "blocks", "drop")] {
            let values: Values = [
                "workers": .count(workers), "batchSize": .count(batch), "split": .word(split),
                "remainder": .word(remainder), "dataset": .word("files"),
            ]
            let stored = StoredFiles(
                source: "source", lengths: FileLengths(files: Int64(files), samplesPerFile: 4), size: 0)
            let loader = try DataLoader(parameters: values)
            let announced = loader.cardinality(afterFiles: .finite(Int64(files)), of: stored)
            let run = try Self.run(files: files, workers: workers, batch: batch, values)
            #expect(announced == .finite(Int64(run.delivered.count)))
        }
    }

    /// Of eight files the first epoch, which is resumed, has five: three and two.
    @Test func `blocks are those of the files of an epoch`() throws {
        let once = try Skip(3, acts: .once)
        let loader = try DataLoader(workers: 2, batchSize: 4, dataset: .files, split: .blocks)
        let test = try TestScenario.files(8, of: 3).stage(once).stage(loader).train(epochs: 2)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == [[9, 18, 13, 22, 17], [0, 12, 4, 16, 8, 20]])
        #expect(try test.pipeline().totalSteps == 11)
    }

    @Test func `how many batches unequal files make is not announced`() throws {
        let stored = StoredFiles(source: "source", lengths: FileLengths([3, 5]), size: 0)
        func batches(_ workers: Int) throws -> Cardinality {
            try DataLoader(workers: workers, batchSize: 2, dataset: .files).cardinality(
                afterFiles: .finite(2), of: stored)
        }
        #expect(try batches(2) == .unknown)
        #expect(try batches(1) == .finite(4))
    }

    @Test func `a split divides files`() {
        let error = #expect(throws: PipelineError.self) { try DataLoader(workers: 2, split: .blocks) }
        #expect(error?.parameter == "split")
    }
}
