import Pipelines
import Testing

/// Each wrong rule on a small pipeline, beside what the right one does.
struct WrongRuleTests {
    /// When the calls of a map of two calls at a time begin.
    private func begins(
        calls: [Int64], step: Int64, count: Int, order: String = "ordered", _ rule: WrongRule?
    ) throws -> [Int64] {
        let map = try Map(parameters: ["parallelism": .count(2), "order": .word(order)])
        let test = try TestScenario.source(count).stage(rule.map(map.with) ?? map)
        let backend = try TimedBackend(test, duration: durations(["map": calls, "step": [step]], in: test))
        backend.finish()
        return backend.work(of: "map").map(\.begunAt)
    }

    @Test(arguments: [(nil, [0, 0, 1, 10]), (.headKeepsSlot, [0, 0, 10, 10])] as [(WrongRule?, [Int64])])
    func `the head of an ordered map keeps its slot while the consumer waits`(rule: WrongRule?, begins: [Int64]) throws
    {
        #expect(try self.begins(calls: [10, 1, 1, 1], step: 0, count: 4, rule) == begins)
    }

    @Test(
        arguments: [
            (nil, [0, 0, 1, 101, 201, 301]), (.finishedCallsApart, [0, 0, 1, 1, 2, 101]),
            (.noRunAhead, [0, 0, 201, 201, 402, 402]), (.noFutureWorkers, [0, 0, 1, 101, 201, 301]),
        ] as [(WrongRule?, [Int64])], ["ordered", "unordered"])
    func `a map's window beside a busy consumer`(_ example: (WrongRule?, [Int64]), order: String) throws {
        #expect(try begins(calls: [1], step: 100, count: 6, order: order, example.0) == example.1)
    }

    @Test(arguments: [(nil, 19), (.noFutureWorkers, 7), (.noRunAhead, 19)] as [(WrongRule?, Int)])
    func `an interleave reads only the files of its cycle`(rule: WrongRule?, reads: Int) throws {
        let interleave = try Interleave(parameters: ["cycle": .count(2), "parallelism": .count(2)])
        let backend = try StepwiseBackend(.files(50, of: 20).stage(rule.map(interleave.with) ?? interleave))
        backend.take(1)
        #expect(backend.begun[1] == reads)
    }

    /// Wrong rules delay or hasten, but lose nothing and never get stuck.
    @Test(arguments: WrongRule.allCases, 1...20 as ClosedRange<UInt64>)
    func `a wrong rule delivers the same samples`(rule: WrongRule, seed: UInt64) throws {
        let scenario = try TestScenario.files(7, of: 3).interleave(cycle: 2, parallelism: 2)
            .map(parallelism: 3).stage(Map.self, ["parallelism": .count(2), "order": .word("unordered")]).batch(2)
            .train(epochs: 2)
        let pipeline = try scenario.pipeline().with(rule)
        #expect(pipeline.stages.map(\.name) == (try scenario.pipeline().stages.map(\.name)))
        let backend = StepwiseBackend(pipeline: pipeline, platform: try scenario.platform(), seed: seed)
        var generator = SeededGenerator(seed: seed)
        backend.finish(using: &generator)
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        #expect(backend.received.map { $0.reduce(0) { $0 + $1.samples } } == [21, 21])
    }
}
