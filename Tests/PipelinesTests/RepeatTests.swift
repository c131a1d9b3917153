import Pipelines
import Testing

struct RepeatTests {
    @Test func `what is upstream starts again, with a bubble`() throws {
        let test = try TestScenario.source(3).prefetch(2).repeat(2)
        let backend = try TimedBackend(test, duration: durations(["source": [4], "step": [4]], in: test))
        backend.finish()
        #expect(backend.deliveries == [4, 8, 12, 20, 24, 28])
        #expect(backend.stepEnds.last == 32)
    }

    @Test func `what is downstream sees one stream`() throws {
        let test = try TestScenario.source(3).repeat(2).prefetch(2)
        let backend = try TimedBackend(test, duration: durations(["source": [4], "step": [4]], in: test))
        backend.finish()
        #expect(backend.deliveries == [4, 8, 12, 16, 20, 24])
    }

    @Test func `counts the epochs of the source`() throws {
        let backend = try StepwiseBackend(.source(2).repeat(3).train(epochs: 2))
        backend.settle { _ in true }
        #expect(backend.received[0].map(\.epoch) == [0, 0, 1, 1, 2, 2])
        #expect(backend.received[1].map(\.epoch) == [3, 3, 4, 4, 5, 5])
    }

    @Test func `for ever goes on until the steps are done`() throws {
        let backend = try StepwiseBackend(.source(3).repeatForever().prefetch(4).train(epochs: 2, steps: 10))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.received[0].map(\.sample) == [0, 1, 2, 0, 1, 2, 0, 1, 2, 0])
        #expect(backend.received[1].count == 10)
    }

    @Test func `nothing is nothing, however often`() throws {
        let test = try TestScenario.source(10).batch(20, drop: true).repeatForever().train(steps: 5)
        #expect(throws: PipelineError.self) { try test.pipeline() }
    }

    @Test func `a pass that delivers nothing is the last only when there is no limit`() throws {
        let nothing = try TestScenario.source(2).stage(Opaque()).batch(3, drop: true)
        let limited = try StepwiseBackend(nothing.repeat(4))
        limited.settle { _ in true }
        #expect(limited.isFinished && limited.received[0].isEmpty && limited.begun[0] == 8)
        let endless = try StepwiseBackend(nothing.repeatForever().train(steps: 5))
        endless.settle { _ in true }
        #expect(endless.isFinished && endless.received[0].isEmpty && endless.begun[0] == 2)
    }

    @Test func `nested repeats multiply`() throws {
        let backend = try StepwiseBackend(.source(2).repeat(2).prefetch(1).repeat(3))
        backend.settle { _ in true }
        #expect(backend.received[0].count == 12)
    }

    @Test func `more passes than can be counted are endless`() throws {
        let test = try TestScenario.source(1_000_000_000_000).repeat(1_000_000_000).train(steps: 3)
        #expect(try test.pipeline().cardinality(at: 2) == .infinite)
        #expect(try test.pipeline().stepsPerEpoch == 3)
    }
}
