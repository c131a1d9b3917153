import Pipelines
import Testing
import Variates

extension TestScenario {
    /// Files of equally many samples, each sample of so many bytes.
    static func files(_ files: Int, of samplesPerFile: Int, bytes: Double = 0) throws -> TestScenario {
        try TestScenario().stage(
            Source.self,
            [
                "files": .count(files), "samplesPerFile": .count(samplesPerFile),
                "size": .distribution(.constant(bytes)),
            ])
    }

    func interleave(cycle: Int, block: Int = 1, parallelism: Int? = nil, _ extra: Values = [:]) throws -> TestScenario {
        var values: Values = ["cycle": .count(cycle), "block": .count(block)]
        values["parallelism"] = parallelism.map(ParameterValue.count)
        return try stage(Interleave.self, values.merging(extra) { $1 })
    }
}

struct InterleaveTests {
    typealias Values = [String: ParameterValue]

    private func samples(_ backend: StepwiseBackend, epoch: Int = 0) -> [Int64] {
        backend.received[epoch].map(\.sample)
    }

    @Test func `the first record of a file pays the latency, and each has its function called`() throws {
        let backend = try StepwiseBackend(
            .files(2, of: 2).interleave(cycle: 2, ["cost": .distribution(milliseconds(1)), "use": .word("wait")]))
        var places: [Work.Place] = []
        while let next = backend.pending.first {
            if next.work.stage == 1 { places.append(next.work.place) }
            backend.complete(0)
        }
        let first: [Work.Place] = [.disk, .workerWait]
        let second: [Work.Place] = [.diskStream, .workerWait]
        #expect(places == first + first + second + second)
        #expect(samples(backend) == [0, 2, 1, 3])
    }

    @Test(
        arguments: [
            (100, .fixed(3), nil), (100, .fixed(4), .parameter("cycle")), (100, .fixed(9), .parameter("cycle")),
            (100, .sequential, nil), (100, .automatic, nil), (5, .fixed(4), .parameter("cycle")),
            (4, .fixed(4), .files), (4, .fixed(9), .files), (4, .fixed(3), nil), (3, .fixed(3), .files),
            (4, .automatic, .files), (2, .sequential, nil), (1, .sequential, .files),
        ] as [(Double, Parallelism, ParallelismLimit?)])
    func `no more files are read at a time than the cycle has, or than there are`(
        _ files: Double, _ parallelism: Parallelism, _ limit: ParallelismLimit?
    ) throws {
        let interleave = try Interleave(cycle: 4, parallelism: parallelism)
        #expect(interleave.parallelismLimit(after: MeanFlow(elements: files, samples: 1, bytes: 0)) == limit)
    }

    @Test(arguments: [nil, 2])
    func `a function without cost asks for no worker`(_ parallelism: Int?) throws {
        let backend = try StepwiseBackend(
            .files(2, of: 3, bytes: 10).interleave(
                cycle: 1, parallelism: parallelism, ["outputBytes": .quantity(70)]))
        while let next = backend.pending.first {
            if next.work.stage == 1 { #expect(next.work.place == .disk || next.work.place == .diskStream) }
            backend.complete(0)
        }
        #expect(backend.begun == [0, 6, backend.begun[2]])
        #expect(backend.received[0].map(\.bytes) == Array(repeating: 70, count: 6))
    }

    @Test(arguments: [nil, 3])
    func `samples have the size and the epoch that the source would give them`(_ parallelism: Int?) throws {
        let files: Values = [
            "files": .count(5), "samplesPerFile": .count(4), "access": .word("random"),
            "size": .distribution(.uniform(lower: 10, upper: 1e6)),
        ]
        func sizes(_ test: TestScenario) throws -> [[Int64: Int64]] {
            let backend = try StepwiseBackend(test.train(epochs: 2), seed: 9)
            backend.settle { _ in true }
            return backend.received.enumerated().map { epoch, elements in
                for element in elements { #expect(element.epoch == epoch && element.samples == 1) }
                return Dictionary(uniqueKeysWithValues: elements.map { ($0.sample, $0.bytes) })
            }
        }
        let source = try TestScenario().stage(Source.self, files)
        let expected = try sizes(source)
        #expect(Set(expected[0].values).count == 20)
        #expect(try sizes(source.interleave(cycle: 2, parallelism: parallelism)) == expected)
    }

    @Test func `random access is a new order of files, not of samples`() throws {
        let source: Values = ["files": .count(20), "samplesPerFile": .count(3), "access": .word("random")]
        let backend = try StepwiseBackend(
            TestScenario().stage(Source.self, source).interleave(cycle: 1).train(epochs: 2))
        backend.settle { _ in true }
        let orders = backend.received.indices.map { samples(backend, epoch: $0) }
        #expect(orders[0] != orders[1])
        for order in orders {
            let files = stride(from: 0, to: order.count, by: 3).map { order[$0] / 3 }
            #expect(files.sorted() == Array(0..<20))
            let inOrder: [Int64] = files.flatMap { file in (0..<3).map { file * 3 + $0 } }
            #expect(order == inOrder)
        }
    }

    @Test func `counts files before it and samples after it`() throws {
        let pipeline = try TestScenario.files(10, of: 6).shuffle(3).repeat(2).interleave(cycle: 4).batch(5).pipeline()
        #expect((1...5).map { pipeline.cardinality(at: $0) } == [10, 10, 20, 120, 24].map { .finite($0) })
        #expect(pipeline.stepsPerEpoch == 24)
        let single = try TestScenario.source(7).interleave(cycle: 4).pipeline()
        #expect(single.cardinality(at: 2) == .finite(7))
        let endless = try TestScenario.files(1, of: 6).repeatForever().interleave(cycle: 4).train(steps: 9).pipeline()
        #expect(endless.cardinality(at: 3) == .infinite)
    }

    @Test func `files may be shuffled and repeated`() throws {
        let backend = try StepwiseBackend(
            .files(4, of: 5).shuffle(4).repeat(3).interleave(cycle: 3, parallelism: 2))
        backend.settle { _ in true }
        let counts = samples(backend).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(counts.count == 20 && counts.values.allSatisfy { $0 == 3 })
    }

    @Test func `a share, a part and the rest are counted in files`() throws {
        let backend = try StepwiseBackend(
            .files(12, of: 2).stage(Skip.self, ["count": .count(2)]).stage(Take.self, ["count": .count(9)])
                .stage(Shard.self, ["count": .count(3), "index": .count(1)]).interleave(cycle: 2))
        backend.settle { _ in true }
        #expect(samples(backend) == [6, 12, 7, 13, 18, 19])
    }

    struct Misplaced: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var build: @Sendable (TestScenario) throws -> TestScenario
    }

    @Test(
        arguments: [
            Misplaced(testDescription: "map") { try $0.map() },
            Misplaced(testDescription: "filter") { try $0.stage(Filter.self, ["keep": .quantity(0.5)]) },
            Misplaced(testDescription: "batch") { try $0.batch(2) },
            Misplaced(testDescription: "cache") { try $0.cache() },
            Misplaced(testDescription: "prefetch") { try $0.prefetch(2) },
            Misplaced(testDescription: "interleave") { try $0.interleave(cycle: 1) },
        ])
    func `cannot follow what works on samples`(_ misplaced: Misplaced) throws {
        let test = try misplaced.build(.files(3, of: 4)).stage(
            Interleave.self, ["cycle": .count(2)], name: "tested")
        let error = try #require(throws: PipelineError.self) { try test.pipeline() }
        #expect(error.stage == 2)
        #expect(error.reason.contains("`\(misplaced.testDescription)`"), "\(error.reason)")
    }
}
