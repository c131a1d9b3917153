import Pipelines
import Testing

struct ShardTests {
    /// Reading a scenario rests on it: where the last accelerator has data, all have.
    @Test(arguments: 1...7)
    func `a later share is never larger, and of more nothing gets less`(shares: Int) throws {
        let operators = try OperatorRegistry.standard.all.flatMap { type in
            try type.examples.map { try type.init(parameters: $0) }
        }
        for elements: Int64 in 0...40 {
            let passed = try (0..<shares).map { try shard(shares, $0).cardinality(after: .finite(elements)) }
            for (earlier, later) in zip(passed, passed.dropFirst()) { #expect(later.isAtMost(earlier)) }
            for instance in operators {
                let (less, more) = (
                    instance.cardinality(after: .finite(elements)), instance.cardinality(after: .finite(elements + 1))
                )
                #expect(less.isAtMost(more), "\(type(of: instance).name)")
            }
        }
    }

    private func shard(_ count: Int, _ index: Int, block: Int = 1) throws -> Shard {
        try Shard(parameters: ["count": .count(count), "index": .count(index), "block": .count(block)])
    }

    @Test func `keeps every third, and computes the others for nothing`() throws {
        let test = try TestScenario.source(8).map().stage(shard(3, 1))
        let backend = try TimedBackend(test, duration: durations(["source": [2], "map": [3], "step": [7]], in: test))
        backend.finish()
        #expect(backend.backend.received[0].map(\.sample) == [1, 4, 7])
        #expect(backend.deliveries == [10, 32, 54])
        #expect(backend.work(of: "map").count == 8)
    }

    @Test func `keeps elements of a block together`() throws {
        let backend = try StepwiseBackend(.source(17).stage(shard(3, 1, block: 2)).train(epochs: 2))
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == [[2, 3, 8, 9, 14, 15], [2, 3, 8, 9, 14, 15]])
        let last = try StepwiseBackend(.source(17).stage(shard(3, 2, block: 2)))
        last.settle { _ in true }
        #expect(last.received[0].map(\.sample) == [4, 5, 10, 11, 16])
        #expect(try Shard(block: 2).onAccelerator(1, of: 3) == shard(3, 1, block: 2))
    }

    @Test func `begins each epoch and each pass at its index`() throws {
        let backend = try StepwiseBackend(.source(5).stage(shard(3, 1)).repeat(2).train(epochs: 2))
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == [[1, 4, 1, 4], [1, 4, 1, 4]])
    }

    @Test(arguments: 1...7, [1, 2, 5, 24, 25])
    func `the shares are the whole, each as long as announced`(_ count: Int, _ elements: Int) throws {
        for block in [1, 3] { try checkShares(count, of: elements, block: block) }
    }

    private func checkShares(_ count: Int, of elements: Int, block: Int) throws {
        var all: [Int64] = []
        for index in 0..<count {
            let share = try shard(count, index, block: block)
            // More shares than elements: some get nothing.
            guard share.cardinality(after: .finite(Int64(elements))) != .finite(0) else { continue }
            let backend = try StepwiseBackend(.source(elements).stage(share))
            backend.settle { _ in true }
            #expect(share.cardinality(after: .finite(Int64(elements))) == .finite(Int64(backend.received[0].count)))
            all += backend.received[0].map(\.sample)
        }
        #expect(all.sorted() == Array(0..<Int64(elements)))
    }

    @Test func `without parameters, gives each accelerator its share`() throws {
        let pipeline = try TestScenario.source(10).stage(Shard.self, [:]).batch(2).pipeline()
        #expect(pipeline.stepsPerEpoch == 5)
        let shares = try (0..<3).map { try pipeline.onAccelerator($0, of: 3) }
        #expect(shares.map(\.stepsPerEpoch) == [2, 2, 2])
        #expect(shares.map { $0.cardinality(at: 2) } == [.finite(4), .finite(3), .finite(3)])
        #expect(try pipeline.onAccelerator(0, of: 1).cardinality(at: 2) == .finite(10))
        #expect(throws: PipelineError.self) { try pipeline.onAccelerator(10, of: 11) }
    }

    @Test func `a share that was named is every accelerator's`() throws {
        #expect(try shard(3, 1).onAccelerator(0, of: 2) == shard(3, 1))
    }

    @Test func `of one accelerator passes everything on`() throws {
        let backend = try StepwiseBackend(.source(5).stage(Shard.self, [:]))
        backend.settle { _ in true }
        #expect(backend.received[0].map(\.sample) == [0, 1, 2, 3, 4])
    }

    @Test(
        arguments: [
            (["count": .count(3)], "count"), (["index": .count(0)], "index"),
            (["count": .count(3), "index": .count(3)], "index"),
        ] as [([String: ParameterValue], String)])
    func `refuses half a share, and one that does not exist`(_ values: [String: ParameterValue], _ parameter: String)
        throws
    {
        let error = try #require(throws: PipelineError.self) { try Shard(parameters: values) }
        #expect(error.parameter == parameter)
        #expect(error.reason.contains("`\(parameter)`"))
    }
}

extension Cardinality {
    /// Unknown numbers are not compared.
    fileprivate func isAtMost(_ other: Cardinality) -> Bool {
        switch (self, other) {
        case (.finite(let one), .finite(let other)): one <= other
        case (.infinite, .finite): false
        default: true
        }
    }
}
