import Pipelines
import Testing
import Variates

struct MapAndBatchStageTests {
    private static func fused(_ elements: Int, parallelism: Int, batch: Int, drop: Bool = false) throws -> TestScenario
    {
        try TestScenario.source(elements).map(parallelism: parallelism).batch(batch, drop: drop).rewritten(.off)
    }

    private static func run(_ test: TestScenario, _ tables: [String: [Int64]]) throws -> TimedBackend {
        let backend = try TimedBackend(test, duration: durations(tables, in: test))
        backend.finish()
        return backend
    }

    /// One batch is open at first; another is opened each time a call could begin while the consumer waits.
    @Test func `opens more batches while the consumer waits for a slow call`() throws {
        let backend = try Self.run(Self.fused(6, parallelism: 2, batch: 2), ["map": [10, 1, 1, 1, 1, 1]])
        #expect(backend.work(of: "map").map(\.begunAt) == [0, 0, 1, 2, 3, 4])
        #expect(backend.deliveries == [10, 10, 10])
    }

    /// The first of two calls that end together finds the consumer waiting and no place: from then on two batches.
    @Test func `opens none while the consumer is busy`() throws {
        let backend = try Self.run(Self.fused(12, parallelism: 2, batch: 2), ["map": [1], "step": [100]])
        #expect(backend.work(of: "map").map(\.begunAt) == [0, 0, 1, 1, 2, 2, 101, 101, 201, 201, 301, 301])
        #expect(backend.deliveries == [1, 101, 201, 301, 401, 501])
    }

    /// Waiting for the slow call opens five batches in the first epoch; in the second there are two at most.
    @Test func `begins each epoch with as few batches as the first`() throws {
        let slowAtFirst = [10] + Array(repeating: Int64(1), count: 19)
        let backend = try Self.run(
            Self.fused(10, parallelism: 2, batch: 2).train(epochs: 2),
            ["map": slowAtFirst, "step": [0, 0, 0, 0, 0, 100, 100, 100, 100, 100]])
        let begun = backend.work(of: "map").map(\.begunAt)
        #expect(begun.prefix(10).allSatisfy { $0 < 10 })
        #expect(begun.suffix(10) == [10, 10, 11, 11, 12, 12, 111, 111, 211, 211])
    }

    @Test func `opens sixteen batches at most`() throws {
        let backend = try Self.run(
            Self.fused(40, parallelism: 2, batch: 1), ["map": [1000] + Array(repeating: 1, count: 39)])
        #expect(backend.work(of: "map").count { $0.begunAt < 1000 } == 16)
        #expect(backend.deliveries.prefix(16).allSatisfy { $0 == 1000 })
    }

    @Test func `has as many batches open as the calls need from the beginning, sixteen at most`() throws {
        for (parallelism, batch, ahead) in [(7, 3, 3), (6, 3, 2), (1, 3, 1), (100, 2, 16)] {
            let backend = try StepwiseBackend(Self.fused(1000, parallelism: parallelism, batch: batch))
            // Of the calls for the first batch each is done before the next begins, so that none finds the consumer
            // waiting and no place.
            backend.take(1)
            #expect(backend.begun[1] == batch * (1 + ahead), "parallelism \(parallelism), batch \(batch)")
        }
    }

    @Test func `a sequential map has one call at a time, and runs a batch ahead`() throws {
        let test = try TestScenario.source(12).map().batch(4).rewritten(.off)
        let backend = try Self.run(test, ["map": [10], "step": [15]])
        #expect(backend.work(of: "map").map(\.begunAt) == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110])
        #expect(backend.deliveries == [40, 80, 120])
    }

    @Test(arguments: [(false, [4, 4, 2]), (true, [4, 4])])
    func `a short batch is delivered or dropped, and its work is done`(_ drop: Bool, _ sizes: [Int64]) throws {
        let backend = try StepwiseBackend(Self.fused(10, parallelism: 3, batch: 4, drop: drop))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.received[0].map(\.samples) == sizes)
        #expect(backend.received[0].map(\.sample) == Array([0, 4, 8].prefix(sizes.count)))
        #expect(backend.begun[1] == 10)
        #expect(backend.memory.heldBytes == 0 && backend.occupancy(of: "map").elements == 0)
    }

    @Test func `holds results from their end until their batch is delivered`() throws {
        let test = try TestScenario.source(100, bytes: 10).map(parallelism: 2).batch(8).rewritten(.off)
        let backend = try StepwiseBackend(test)
        backend.take(1)
        #expect(backend.occupancy(of: "map").elements == 16 && backend.memory.heldBytes == 160)
    }

    @Test func `a tuner may change the calls at a time, and each epoch begins anew`() throws {
        var test = try TestScenario.source(400).map(parallelism: nil, ["parallelism": .word("auto")]).batch(4)
            .rewritten()
        test = test.cpu(["cores": .count(8)]).train(epochs: 2, steps: 20)
        let backend = try StepwiseBackend(test)
        let start = { backend.settle { $0.place == .iteratorCreation || $0.place == .disk } }
        start()
        #expect(backend.begun[1] == 8 && backend.tunedValue(of: "map") == 8)
        backend.changeParameter(of: "map", to: 11)
        backend.settle { $0.place == .disk }
        #expect(backend.begun[1] == 11, "a third batch is opened for the waiting consumer")
        _ = backend.completeFirst { $0.stage == 1 }
        backend.settle { $0.place == .disk }
        #expect(backend.begun[1] == 12 && backend.tunedValue(of: "map") == 11)
        while backend.epoch == 0, backend.completeFirst(where: { _ in true }) {}
        #expect(backend.tunedValue(of: "map") == 8)
    }

    @Test func `the joining of a batch is divided among its calls`() throws {
        func service(_ map: [String: ParameterValue], _ batch: [String: ParameterValue]) throws -> ServiceTime? {
            MapAndBatch(
                try Map(parameters: map), try Batch(parameters: batch.merging(["size": .count(4)]) { $1 })
            ).serviceTime
        }
        let decode = Distribution.exponential(mean: 3)
        let cost: [String: ParameterValue] = ["cost": .distribution(decode)]
        #expect(try service(cost, [:]) == ServiceTime(secondsPerElement: decode))
        #expect(
            try service(cost, ["cost": .distribution(.uniform(lower: 4, upper: 12))])
                == ServiceTime(secondsPerElement: .shifted(decode, by: 2)))
        let perByte: [String: ParameterValue] = ["costPerByte": .distribution(.constant(0.5))]
        #expect(
            try service(cost, perByte) == ServiceTime(secondsPerElement: decode, secondsPerByte: .constant(0.5)))
        #expect(
            try service(perByte, perByte)
                == ServiceTime(
                    secondsPerElement: .constant(0), secondsPerByte: .shifted(.constant(0.5), by: 0.5)))
        #expect(
            try service(cost.merging(["outputBytes": .quantity(10)]) { $1 }, perByte)
                == ServiceTime(secondsPerElement: .shifted(decode, by: 5)))
    }
}
