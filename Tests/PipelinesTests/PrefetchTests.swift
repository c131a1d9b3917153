import Pipelines
import Testing

struct PrefetchTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var seed: UInt64
        var buffer: Int
        var testDescription: String { "seed \(seed), buffer \(buffer)" }
        static let all = [1, 2, 3, 8].flatMap { buffer in (1...5).map { Case(seed: $0, buffer: buffer) } }
    }

    /// start = max(finish of the one before, pop of the one `buffer` before), finish = start + load,
    /// pop = max(finish, ask), next ask = pop + step.
    @Test(arguments: Case.all)
    func `follows tf.data's recurrence to the nanosecond`(_ example: Case) throws {
        let count = 200
        var generator = SeededGenerator(seed: example.seed)
        let loads = (0..<count).map { _ in Int64.random(in: 0...1000, using: &generator) }
        let steps = (0..<count).map { _ in Int64.random(in: 0...1000, using: &generator) }
        let test = try TestScenario.source(count).prefetch(example.buffer)
        let backend = try TimedBackend(test, duration: durations(["source": loads, "step": steps], in: test))
        backend.finish()

        var pops: [Int64] = []
        var starts: [Int64] = []
        var (finish, ask): (Int64, Int64) = (0, 0)
        for index in 0..<count {
            let start = max(finish, index >= example.buffer ? pops[index - example.buffer] : 0)
            finish = start + loads[index]
            starts.append(start)
            pops.append(max(finish, ask))
            ask = pops[index] + steps[index]
        }
        #expect(backend.work(of: "source").map(\.begunAt) == starts)
        #expect(backend.deliveries == pops)
        #expect(backend.stepEnds.last == ask)
    }

    @Test func `of 0 takes turns`() throws {
        let test = try TestScenario.source(4).prefetch(0)
        let backend = try TimedBackend(test, duration: durations(["source": [3], "step": [5]], in: test))
        backend.finish()
        #expect(backend.deliveries == [3, 11, 19, 27])
        #expect(backend.stepEnds == [8, 16, 24, 32])
    }

    @Test func `of 1 overlaps fully when times are constant`() throws {
        for (load, step) in [(3, 5), (5, 3)] as [(Int64, Int64)] {
            let test = try TestScenario.source(10).prefetch(1)
            let backend = try TimedBackend(test, duration: durations(["source": [load], "step": [step]], in: test))
            backend.finish()
            #expect(backend.stepEnds.last == load + 9 * max(load, step) + step)
        }
    }

    @Test func `never holds more than its buffer`() throws {
        let backend = try StepwiseBackend(.source(50, bytes: 10).prefetch(4))
        var generator = SeededGenerator(seed: 3)
        backend.finish(using: &generator)
        #expect(backend.occupancy(of: "prefetch").maximumElements == 4)
        #expect(backend.occupancy(of: "prefetch").maximumBytes == 40)
    }

    @Test func `delivers what is ready before it passes a failure on`() throws {
        let backend = try StepwiseBackend(.source(10).prefetch(3))
        backend.take(1)
        #expect(backend.begun[0] == 4)
        backend.take(2)
        let backendWithLoad = try StepwiseBackend(.source(10).prefetch(3))
        while backendWithLoad.begun[0] < 4 {
            _ = backendWithLoad.completeFirst { $0.stage == 0 || $0.place == .iteratorCreation }
        }
        let load = try #require(backendWithLoad.pending.firstIndex { $0.work.stage == 0 })
        backendWithLoad.fail(load, with: Failure(code: 3))
        backendWithLoad.settle { _ in true }
        #expect(backendWithLoad.failure == Failure(code: 3))
        #expect(backendWithLoad.received[0].map(\.sample) == [0, 1, 2])
    }

    @Test func `grows while it runs`() throws {
        let backend = try StepwiseBackend(.source(50).prefetch(1))
        backend.take(1)
        #expect(backend.begun[0] == 2)
        backend.changeParameter(of: "prefetch", to: 3)
        backend.take(1)
        #expect(backend.begun[0] == 4)
    }
}
