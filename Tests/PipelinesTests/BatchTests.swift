import Pipelines
import Testing

struct BatchTests {
    @Test(arguments: [(false, [4, 4, 2]), (true, [4, 4])])
    func `joins samples, bytes and digests`(_ drop: Bool, _ sizes: [Int64]) throws {
        let backend = try StepwiseBackend(.source(10, bytes: 100).batch(4, drop: drop))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        let batches = backend.received[0]
        #expect(batches.map(\.samples) == sizes)
        #expect(batches.map(\.bytes) == sizes.map { Int64($0) * 100 })
        #expect(batches.map(\.sample) == sizes.indices.map { Int64($0) * 4 })
        for batch in batches {
            let members = batch.sample..<(batch.sample + Int64(batch.samples))
            #expect(batch.digest == members.reduce(0) { $0 &+ Element.digest(of: $1) })
        }
        // The work on a tail that is dropped was done all the same.
        #expect(backend.begun[0] == 10)
        #expect(backend.memory.heldBytes == 0)
    }

    @Test func `pulls in turn and joins in the caller's thread`() throws {
        let test = try TestScenario.source(6).batch(3)
        let backend = try TimedBackend(test, duration: durations(["source": [2], "batch": [5], "step": [7]], in: test))
        backend.finish()
        #expect(backend.work(of: "batch").map(\.begunAt) == [6, 24])
        #expect(backend.work(of: "batch").map(\.work.place) == [.callerCore, .callerCore])
        #expect(backend.stepEnds == [18, 36])
    }

    @Test func `of batches counts their samples`() throws {
        let backend = try StepwiseBackend(.source(12).batch(2).stage(Batch.self, ["size": .count(3)], name: "outer"))
        backend.settle { _ in true }
        #expect(backend.received[0].map(\.samples) == [6, 6])
    }

    @Test func `the longest data do not overflow`() throws {
        let batch = try Batch(parameters: ["size": .count(2)])
        #expect(batch.cardinality(after: .finite(.max)) == .finite(.max / 2 + 1))
    }
}
