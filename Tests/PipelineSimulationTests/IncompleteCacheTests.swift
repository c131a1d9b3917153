import Pipelines
import Testing

@testable import PipelineRuns

@Suite struct IncompleteCacheTests {
    private func incomplete(_ test: TestScenario) throws -> Int {
        try complete(test).stages.reduce(0) { $0 + $1.incompleteCaches }
    }

    private static func read() throws -> TestScenario { try .source(20, latency: milliseconds(1)) }

    @Test(arguments: [1, 3], ["memory", "file"])
    func `steps that end an epoch before the data do leave it incomplete`(epochs: Int, store: String) throws {
        let cache: TestScenario.Values = ["store": .word(store)]
        let test = try Self.read().stage(Cache.self, cache).train(milliseconds(1), epochs: epochs, steps: 5)
        #expect(try incomplete(test) == epochs)
        let whole = try Self.read().stage(Cache.self, cache).train(milliseconds(1), epochs: epochs)
        #expect(try incomplete(whole) == 0)
    }

    @Test func `a take behind it does so too, and in front of it not`() throws {
        #expect(try incomplete(try Self.read().cache().take(5).train(milliseconds(1), epochs: 3)) == 3)
        #expect(try incomplete(try Self.read().take(5).cache().train(milliseconds(1), epochs: 3)) == 0)
    }

    @Test func `a first epoch that alone is cut leaves it incomplete once`() throws {
        let test = try Self.read().cache().train(milliseconds(1), epochs: 3, ["firstEpochSteps": .count(5)])
        #expect(try incomplete(test) == 1)
    }

    @Test func `a repeat that goes on past the first pass completes it`() throws {
        #expect(try incomplete(try Self.read().cache().repeatForever().train(milliseconds(1), steps: 30)) == 0)
        #expect(try incomplete(try Self.read().cache().repeatForever().train(milliseconds(1), steps: 10)) == 1)
    }

    @Test func `a buffer that has run ahead to the end completes it`() throws {
        #expect(try incomplete(try Self.read().cache().prefetch(20).train(milliseconds(10), epochs: 2, steps: 10)) == 0)
    }

    @Test func `one that is off is never warned of`() throws {
        let off = try Self.read().stage(Cache.self, ["store": .word("off")])
        #expect(try incomplete(off.train(milliseconds(1), epochs: 2, steps: 5)) == 0)
    }
}
