import Pipelines
import Testing

/// Samples that a worker makes several at a time.
struct BatchMakingTests {
    private static func run(_ samples: [Int64], workers: Int, requests: Int, size: Int) throws -> LoaderRun {
        try LoaderRun(samples, workers: workers, ["requests": .count(requests), "batchSize": .count(size)])
    }

    @Test(arguments: [0, 1])
    func `as many samples at a time as requests`(_ workers: Int) throws {
        let run = try Self.run(Array(repeating: 10, count: 8), workers: workers, requests: 4, size: 8)
        #expect(run.made.map(\.begunAt) == [0, 0, 0, 0, 10, 10, 10, 10])
        #expect(run.deliveries == [20])
    }

    @Test func `a request that is done takes the next sample, whatever the others do`() throws {
        let run = try Self.run([50, 10, 10, 10, 10], workers: 1, requests: 2, size: 5)
        #expect(run.made.map(\.sample) == [0, 1, 2, 3, 4])
        #expect(run.made.map(\.begunAt) == [0, 0, 10, 20, 30])
        #expect(run.deliveries == [50])
    }

    @Test func `requests end with their batch`() throws {
        let run = try Self.run([10, 30, 10, 10], workers: 1, requests: 3, size: 2)
        #expect(run.made.map(\.begunAt) == [0, 0, 30, 30])
    }

    @Test(arguments: [1, 2, 5, 40], [0, 1, 3])
    func `samples are joined in their order`(_ requests: Int, _ workers: Int) throws {
        var generator = SeededGenerator(seed: 9)
        let samples = (0..<40).map { _ in Int64.random(in: 1...90, using: &generator) }
        let run = try Self.run(samples, workers: workers, requests: requests, size: 7)
        #expect(run.delivered == [0, 7, 14, 21, 28, 35])
        #expect(run.sizes == [7, 7, 7, 7, 7, 5])
    }
}
