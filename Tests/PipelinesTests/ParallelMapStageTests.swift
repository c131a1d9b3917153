import Pipelines
import Testing

struct ParallelMapStageTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var seed: UInt64
        var parallelism: Int
        var testDescription: String { "seed \(seed), parallelism \(parallelism)" }
        static let all = (1...5).flatMap { parallelism in (1...4).map { Case(seed: $0, parallelism: parallelism) } }
    }

    /// With an upstream that takes no time, call k starts when fewer than P calls run and the slot of call k − P has
    /// left the line; a slot leaves when the consumer asks for it, finished or not.
    @Test(arguments: Case.all)
    func `ordered, follows its recurrence to the nanosecond`(_ example: Case) throws {
        let count = 150
        let slots = example.parallelism
        var generator = SeededGenerator(seed: example.seed)
        let calls = (0..<count).map { _ in Int64.random(in: 1...1000, using: &generator) }
        let steps = (0..<count).map { _ in Int64.random(in: 0...400, using: &generator) }
        let test = try TestScenario.source(count).map(parallelism: slots)
        let backend = try TimedBackend(test, duration: durations(["map": calls, "step": steps], in: test))
        backend.finish()

        var (starts, finishes, leaves, deliveries): ([Int64], [Int64], [Int64], [Int64]) = ([], [], [], [])
        var ask: Int64 = 0
        for index in 0..<count {
            var start = starts.last ?? 0
            if index >= slots {
                // At most P − 1 of the earlier calls may still run.
                start = max(start, leaves[index - slots], finishes.sorted()[index - slots])
            }
            starts.append(start)
            finishes.append(start + calls[index])
            leaves.append(max(ask, start))
            deliveries.append(max(leaves[index], finishes[index]))
            ask = deliveries[index] + steps[index]
        }
        #expect(backend.work(of: "map").map(\.begunAt) == starts)
        #expect(backend.deliveries == deliveries)
    }

    @Test func `ordered, an unfinished head leaves its slot while the consumer waits`() throws {
        let test = try TestScenario.source(4).map(parallelism: 2)
        let backend = try TimedBackend(test, duration: durations(["map": [10, 1, 1, 1]], in: test))
        backend.finish()
        #expect(backend.work(of: "map").map(\.begunAt) == [0, 0, 1, 10])
        #expect(backend.deliveries == [10, 10, 10, 11])
    }

    @Test func `the window is P while the consumer is busy`() throws {
        let test = try TestScenario.source(6).map(parallelism: 2)
        let backend = try TimedBackend(test, duration: durations(["map": [1], "step": [100]], in: test))
        backend.finish()
        #expect(backend.work(of: "map").map(\.begunAt) == [0, 0, 1, 101, 201, 301])
        #expect(backend.deliveries == [1, 101, 201, 301, 401, 501])
    }

    @Test func `unordered, delivers what is finished first`() throws {
        let test = try TestScenario.source(4).unordered(parallelism: 2)
        let backend = try TimedBackend(test, duration: durations(["map": [10, 1, 1, 1]], in: test))
        backend.finish()
        #expect(backend.work(of: "map").map(\.begunAt) == [0, 0, 1, 2])
        #expect(backend.deliveries == [1, 2, 3, 10])
        #expect(backend.backend.received[0].map(\.sample) == [1, 2, 3, 0])
    }

    @Test func `unordered, takes the first finished slot in order of input`() throws {
        let test = try TestScenario.source(3).unordered(parallelism: 3)
        let backend = try TimedBackend(test, duration: durations(["map": [5, 3, 4], "step": [7]], in: test))
        backend.finish()
        // Call 2 was finished before call 0, but both are finished when the consumer comes at 10.
        #expect(backend.backend.received[0].map(\.sample) == [1, 0, 2])
        #expect(backend.deliveries == [3, 10, 17])
    }

    @Test func `pulls its input one at a time, holding a call for each`() throws {
        let test = try TestScenario.source(4).map(parallelism: 2)
        let backend = try TimedBackend(test, duration: durations(["source": [5], "map": [12]], in: test))
        backend.finish()
        // Both calls are open from 5 on: the second waits for its input until 10, the third is pulled at 17.
        #expect(backend.work(of: "source").map(\.begunAt) == [0, 5, 17, 22])
        #expect(backend.work(of: "map").map(\.begunAt) == [5, 10, 22, 27])
    }

    @Test func `a tuner's parallelism holds at once`() throws {
        let backend = try StepwiseBackend(.source(50).map(parallelism: 1))
        backend.take(1)
        #expect(backend.begun[1] == 2)
        backend.changeParameter(of: "map", to: 5)
        backend.take(1)
        #expect(backend.begun[1] == 6)
    }

    @Test func `a parallelism that is tuned begins each epoch where it began`() throws {
        let test = try TestScenario.source(50).stage(Map.self, ["parallelism": .word("auto")]).train(
            epochs: 2, steps: 3
        )
        .cpu(["workers": .count(4)])
        let backend = try StepwiseBackend(test)
        #expect(backend.tunedValue(of: "map") == 4 && backend.tunedValue(of: "source") == nil)
        backend.changeParameter(of: "map", to: 9)
        backend.take(1)
        #expect(backend.begun[1] == 10 && backend.tunedValue(of: "map") == 9)
        while backend.epoch == 0 { try backend.completeNext() }
        #expect(backend.tunedValue(of: "map") == 4)
    }

    @Test func `a parallelism that is fixed has no tuned value`() throws {
        #expect(try StepwiseBackend(.source(5).map(parallelism: 3)).tunedValue(of: "map") == nil)
    }
}
