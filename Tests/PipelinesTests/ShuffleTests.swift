import Pipelines
import Testing

struct ShuffleTests {
    @Test func `fills before the first element, and its tail takes no time`() throws {
        let test = try TestScenario.source(10).shuffle(4)
        let backend = try TimedBackend(test, duration: durations(["source": [5]], in: test))
        backend.finish()
        #expect(backend.deliveries == [20, 25, 30, 35, 40, 45, 50, 50, 50, 50])
    }

    @Test func `pulls one for each it delivers`() throws {
        let backend = try StepwiseBackend(.source(100).shuffle(10))
        for taken in 1...20 {
            backend.take(taken)
            #expect(backend.begun[0] == 9 + taken)
        }
    }

    @Test func `larger than its input, delivers all of it in random order`() throws {
        let backend = try StepwiseBackend(.source(30).shuffle(1000))
        backend.settle { _ in true }
        let samples = backend.received[0].map(\.sample)
        #expect(samples.sorted() == Array(0..<30))
        #expect(samples != samples.sorted())
    }

    /// Orders of four samples over 4,800 epochs: 24 cells of 200 expected, 23 degrees of freedom, 99.9 % quantile
    /// 49.73.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `all orders are equally likely`(_ seed: UInt64) throws {
        let backend = try StepwiseBackend(.source(4).shuffle(4).train(epochs: 4800), seed: seed)
        backend.settle { _ in true }
        var counts: [Int: Int] = [:]
        for epoch in backend.received {
            counts[epoch.reduce(0) { $0 * 4 + Int($1.sample) }, default: 0] += 1
        }
        let statistic =
            counts.values.reduce(0.0) { $0 + Double(($1 - 200) * ($1 - 200)) / 200 }
            + 200 * Double(24 - counts.count)
        #expect(statistic < 49.73)
    }

    /// The first pick from a buffer of ten, 99.9 % quantile with 9 degrees of freedom: 27.88.
    @Test func `picks uniformly from a buffer in a longer stream`() throws {
        let backend = try StepwiseBackend(.source(40).shuffle(10).train(epochs: 3000, steps: 1), seed: 5)
        backend.settle { $0.stage == 2 || $0.stage == 0 }
        var counts = Array(repeating: 0, count: 10)
        for epoch in backend.received { counts[Int(epoch[0].sample)] += 1 }
        let statistic = counts.reduce(0.0) { $0 + Double(($1 - 300) * ($1 - 300)) / 300 }
        #expect(statistic < 27.88)
    }

    @Test func `decides the same whatever the durations`() throws {
        func order(_ tables: [String: [Int64]], seed: UInt64) throws -> [[Int64]] {
            let test = try TestScenario.source(60).map(parallelism: 3).shuffle(8).prefetch(2).train(epochs: 2)
            let backend = try TimedBackend(test, seed: seed, duration: durations(tables, in: test))
            backend.finish()
            return backend.backend.received.map { $0.map(\.sample) }
        }
        let fast = try order(["source": [1], "step": [10]], seed: 1)
        #expect(try order(["source": [9], "map": [30, 4], "step": [3, 50]], seed: 1) == fast)
        #expect(try order(["source": [1], "step": [10]], seed: 2) != fast)
        #expect(fast[0] != fast[1])
    }

    @Test func `a stream that repeats is not shuffled the same way in each pass`() throws {
        let backend = try StepwiseBackend(.source(100).repeat(6).shuffle(10))
        backend.settle { _ in true }
        let samples = backend.received[0].map(\.sample)
        let passes = (0..<5).map { Array(samples[(100 * $0 + 50)..<(100 * $0 + 90)]) }
        #expect(Set(passes).count == 5)
    }
}
