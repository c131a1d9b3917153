import Pipelines
import Testing

/// Each wrong rule on a small pipeline, beside what the right one does.
struct SlotRuleTests {
    /// When the calls of a map of two calls at a time begin.
    private func begins(
        calls: [Int64], step: Int64, count: Int, order: String = "ordered", _ slots: Map.Slots
    ) throws -> [Int64] {
        var map = try Map(parameters: ["parallelism": .count(2), "order": .word(order)])
        map.slots = slots
        let test = try TestScenario.source(count).stage(map)
        let backend = try TimedBackend(test, duration: durations(["map": calls, "step": [step]], in: test))
        backend.finish()
        return backend.work(of: "map").map(\.begunAt)
    }

    @Test(arguments: [(.shared, [0, 0, 1, 10]), (.keptByHead, [0, 0, 10, 10])] as [(Map.Slots, [Int64])])
    func `the head of an ordered map keeps its slot while the consumer waits`(slots: Map.Slots, begins: [Int64]) throws
    {
        #expect(try self.begins(calls: [10, 1, 1, 1], step: 0, count: 4, slots) == begins)
    }

    @Test(
        arguments: [
            (.shared, [0, 0, 1, 101, 201, 301]), (.forResultsToo, [0, 0, 1, 1, 2, 101]),
            (.onDemand, [0, 0, 201, 201, 402, 402]),
        ] as [(Map.Slots, [Int64])], ["ordered", "unordered"])
    func `a map's window beside a busy consumer`(_ example: (Map.Slots, [Int64]), order: String) throws {
        #expect(try begins(calls: [1], step: 100, count: 6, order: order, example.0) == example.1)
    }

    @Test(arguments: [(true, 19), (false, 7)])
    func `an interleave reads only the files of its cycle`(opensAhead: Bool, reads: Int) throws {
        var interleave = try Interleave(parameters: ["cycle": .count(2), "parallelism": .count(2)])
        interleave.opensAhead = opensAhead
        let backend = try StepwiseBackend(.files(50, of: 20).stage(interleave))
        backend.take(1)
        #expect(backend.begun[1] == reads)
    }

    /// Wrong rules delay or hasten, but lose nothing and never get stuck.
    @Test(arguments: [.shared, .keptByHead, .forResultsToo, .onDemand] as [Map.Slots], 1...20 as ClosedRange<UInt64>)
    func `any rule delivers the same samples`(slots: Map.Slots, seed: UInt64) throws {
        func map(_ values: TestScenario.Values) throws -> Map {
            var map = try Map(parameters: values)
            map.slots = slots
            return map
        }
        var interleave = try Interleave(parameters: ["cycle": .count(2), "parallelism": .count(2)])
        interleave.opensAhead = seed.isMultiple(of: 2)
        let scenario = try TestScenario.files(7, of: 3).stage(interleave)
            .stage(map(["parallelism": .count(3)])).stage(map(["parallelism": .count(2), "order": .word("unordered")]))
            .batch(2).train(epochs: 2)
        let backend = StepwiseBackend(pipeline: try scenario.pipeline(), platform: try scenario.platform(), seed: seed)
        var generator = SeededGenerator(seed: seed)
        backend.finish(using: &generator)
        try #require(backend.isFinished, "stuck: \(backend.waitingChain)")
        #expect(backend.received.map { $0.reduce(0) { $0 + $1.samples } } == [21, 21])
    }
}
