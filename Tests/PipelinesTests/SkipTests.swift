import Pipelines
import Testing
import Variates

struct SkipTests {
    @Test func `drops on the first demand what was computed for nothing`() throws {
        let test = try TestScenario.source(5).map().skip(3)
        let backend = try TimedBackend(test, duration: durations(["source": [2], "map": [3], "step": [7]], in: test))
        backend.finish()
        #expect(backend.deliveries == [20, 32])
        #expect(backend.work(of: "map").count == 5)
        #expect(backend.backend.received[0].map(\.sample) == [3, 4])
    }

    @Test func `repeated, drops them in each pass`() throws {
        let backend = try StepwiseBackend(.source(4).skip(2).repeat(2).train(epochs: 2))
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == [[2, 3, 2, 3], [2, 3, 2, 3]])
    }

    @Test func `of all leaves nothing`() throws {
        #expect(throws: PipelineError.self) { try TestScenario.source(4).skip(4).pipeline() }
        let backend = try StepwiseBackend(.source(4).stage(Opaque()).skip(9))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.received[0].isEmpty)
    }

    @Test func `counts what goes on`() throws {
        let skip = try Skip(parameters: ["count": .count(5)])
        #expect(skip.cardinality(after: .finite(8)) == .finite(3))
        #expect(skip.cardinality(after: .finite(3)) == .finite(0))
        #expect(skip.cardinality(after: .infinite) == .infinite)
        #expect(skip.cardinality(after: .unknown) == .unknown)
    }

    @Test func `take and skip divide the data`() throws {
        let first = try StepwiseBackend(.source(10).take(4))
        let rest = try StepwiseBackend(.source(10).skip(4))
        for backend in [first, rest] { backend.settle { _ in true } }
        #expect(first.received[0].map(\.sample) + rest.received[0].map(\.sample) == Array(0..<10))
    }

    @Test func `that acts once leaves later epochs whole`() throws {
        let test = try TestScenario.source(5).stage(Skip.self, ["count": .count(3), "acts": .word("once")])
            .train(epochs: 3)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == [[3, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]])
        #expect(try test.pipeline().totalSteps == 12)
    }

    /// Of as many elements as there are, of more, and of what another one leaves.
    @Test(arguments: [[5], [8], [2, 3], [4, 9], [9, 1]])
    func `that acts once leaves nothing of the first epoch at most`(_ counts: [Int]) throws {
        let test = try counts.reduce(TestScenario.source(5)) {
            try $0.stage(Skip.self, ["count": .count($1), "acts": .word("once")])
        }.train(epochs: 3)
        let backend = try StepwiseBackend(test)
        backend.settle { _ in true }
        #expect(backend.received.map { $0.map(\.sample) } == [[], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]])
        #expect(try test.pipeline().totalSteps == 10)
    }

    @Test func `takes its time for each element that it drops`() throws {
        let cost = ParameterValue.distribution(.constant(4e-9))
        let test = try TestScenario.source(5).stage(Skip.self, ["count": .count(3), "cost": cost])
        let backend = try TimedBackend(test) { work, _ in work.place == .processCore ? work.token : 0 }
        backend.finish()
        #expect(backend.deliveries == [12, 12])
    }

    @Test(arguments: ["cache", "repeat"])
    func `that acts once cannot shorten what is repeated`(_ what: String) throws {
        let skip = try TestScenario.source(5).stage(Skip.self, ["count": .count(2), "acts": .word("once")])
        let repeated = try what == "cache" ? skip.stage(Cache.self, ["place": .word("memory")]) : skip.repeat(2)
        let error = #expect(throws: PipelineError.self) { try repeated.pipeline() }
        #expect(error?.reason.contains("must come after `\(what)`") == true)
        #expect(throws: Never.self) {
            try TestScenario.source(5).repeat(2).stage(Skip.self, ["count": .count(2), "acts": .word("once")])
                .pipeline()
        }
    }
}
