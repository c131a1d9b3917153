import BasicContainers
import Pipelines
import Testing
import Variates

struct PipelineRunTests {
    @Test func `says who waits for whom`() throws {
        let backend = try StepwiseBackend(.source(9).stage(Misbehaving(fault: .neverAnswers)).prefetch(2))
        backend.settle { _ in true }
        #expect(!backend.isFinished)
        #expect(
            backend.waitingChain == "the training loop waits for an element; "
                + "`prefetch` owes the training loop an element; `misbehaving` owes `prefetch` an element")
    }

    @Test func `says what the training loop waits for`() throws {
        let backend = try StepwiseBackend(.source(9))
        #expect(backend.waitingChain == "the training loop waits for its host work")
        backend.settle { $0.place != .accelerator }
        #expect(backend.waitingChain == "the training loop waits for a step on the gpu")
    }

    @Test func `tells which stages are asked, and whose input has ended`() throws {
        let backend = try StepwiseBackend(.source(2).prefetch(1).train(epochs: 2))
        backend.settle { $0.place == .iteratorCreation }
        #expect(backend.isAsked("source") && backend.isAsked("prefetch"))
        backend.settle { $0.place == .disk }
        // The first element is in the loop, the second fills the buffer.
        #expect(!backend.isAsked("source") && !backend.isAsked("prefetch"))
        #expect(!backend.inputHasEnded(of: "prefetch"))
        while !backend.inputHasEnded(of: "prefetch") { try backend.completeNext() }
        #expect(backend.epoch == 0)
        while backend.epoch == 0 { try backend.completeNext() }
        backend.settle { $0.place == .iteratorCreation }
        #expect(!backend.inputHasEnded(of: "prefetch"))
    }

    @Test func `a failed step ends the run`() throws {
        let backend = try StepwiseBackend(.source(9, bytes: 10).prefetchToDevice(2))
        backend.settle { $0.place != .accelerator }
        let step = try #require(backend.pending.firstIndex { $0.work.place == .accelerator })
        backend.fail(step, with: Failure(code: 5))
        #expect(backend.isFinished)
        #expect(backend.failure == Failure(code: 5))
        #expect(backend.memory.inFlightBytes == 0)
    }

    @Test func `a failure of an epoch that is over does no harm`() throws {
        let backend = try StepwiseBackend(.source(9).prefetch(2).train(epochs: 2, steps: 2))
        while backend.epoch == 0 {
            if !backend.completeFirst(where: { $0.stage == 2 }) { try backend.completeNext() }
        }
        let abandoned = try #require(backend.pending.firstIndex { $0.work.stage == 0 })
        backend.fail(abandoned, with: Failure(code: 5))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.failure == nil)
        #expect(backend.received[1].count == 2)
    }

    @Test func `notes how long the training loop waits`() throws {
        let test = try TestScenario.source(4).prefetch(1)
        let backend = try TimedBackend(test, duration: durations(["source": [10, 2, 30, 4], "step": [5]], in: test))
        backend.finish()
        // The third load begins when the second element is taken, at 15: waits of 10, 0, 25 and 0.
        #expect(backend.deliveries == [10, 15, 45, 50])
        #expect(backend.backend.stallNanoseconds == 35)
    }

    private static func handOverDurations(_ work: Work, _ number: Int) -> Int64 {
        switch work.place {
        case .disk: 10
        case .handOver: 3
        case .accelerator: 20
        default: 0
        }
    }

    @Test func `hands over at a cost when there is one`() throws {
        let cost = PiecewiseLinear(constant: 1e-6)
        let test = try TestScenario.source(3).prefetch(1).overhead("handOver", cost)
        let backend = try TimedBackend(test, duration: Self.handOverDurations)
        backend.finish()
        #expect(backend.deliveries == [13, 36, 59])
        let handOvers = backend.log.filter { $0.work.place == .handOver }
        // The first is handed over after a wait of 10 ns, the others are ready.
        #expect(handOvers.map(\.work.token) == [10, 0, 0])
    }

    @Test func `an element costs time on its way into a prefetch thread`() throws {
        let test = try TestScenario.source(3).prefetch(1).overhead("buffering", PiecewiseLinear(constant: 1e-6))
        let backend = try TimedBackend(test, duration: Self.handOverDurations)
        backend.finish()
        #expect(backend.deliveries == [13, 33, 53])
        // The second load begins after the first element is in the buffer, the third when it has left it.
        #expect(backend.work(of: "source").filter { $0.work.place == .disk }.map(\.begunAt) == [0, 13, 33])
    }

    @Test func `an epoch is begun by the backend`() throws {
        let test = try TestScenario.source(2).prefetch(1).train(epochs: 2)
        var run = PipelineRun(try test.pipeline(), platform: try test.platform(), seed: 1, replication: 0)
        var work = UniqueArray<Work>()
        run.start(at: 0)
        for now in 1...50 where !run.isBetweenEpochs {
            run.takeWork(into: &work)
            let begun = (0..<work.count).map { work[$0] }
            work.removeAll(keepingCapacity: true)
            for piece in begun { run.complete(piece, at: Int64(now)) }
        }
        let state = (run.isBetweenEpochs, run.currentEpoch, run.isFinished)
        #expect(state == (true, 1, false))
        run.takeWork(into: &work)
        let waiting = work.count
        #expect(waiting == 0)
        run.beginNextEpoch(at: 60)
        run.takeWork(into: &work)
        let begun = (0..<work.count).map { work[$0].place }
        #expect(begun == [.iteratorCreation])
    }

    @Test func `counts what each stage has emitted in its life`() throws {
        let backend = try StepwiseBackend(.source(6, bytes: 5).batch(2).train(epochs: 2, steps: 2))
        backend.take(1)
        #expect(backend.emittedElements(of: "source") == 2 && backend.emittedElements(of: "batch") == 1)
        #expect(backend.lastEmitted(of: "source").sample == 1 && backend.lastEmitted(of: "batch").bytes == 10)
        while backend.epoch == 0 { try backend.completeNext() }
        #expect(backend.emittedElements(of: "source") == 0 && backend.emittedElements(of: "batch") == 0)
    }

    @Test func `memory in use and its peak, in a small case`() throws {
        let backend = try StepwiseBackend(.source(9, bytes: 100).prefetch(2))
        backend.take(1)
        #expect(backend.memory.heldBytes == 200)
        #expect(backend.memory.inFlightBytes == 100)
        // What is worked on counts once it has taken time.
        #expect(backend.memory.peakBytes == 200)
        backend.advance(to: 1)
        backend.settle { _ in true }
        #expect(backend.memory.peakHeldBytes == 200)
        #expect(backend.memory.peakBytes == 300)
        #expect(backend.memory.heldBytes == 0)
    }

    @Test func `notes the first moment without memory`() throws {
        let backend = try StepwiseBackend(.source(9, bytes: 100).cache().memory(bytes: 350))
        while backend.memory.exhaustion == nil, !backend.pending.isEmpty {
            backend.advance(to: backend.now + 1)
            backend.complete(0)
        }
        let exhaustion = try #require(backend.memory.exhaustion)
        #expect(exhaustion.bytes == 400)
        // It is found when time goes on: until then a piece of work might have ended in the same instant.
        #expect(exhaustion.nanoseconds == backend.now - 1)
        #expect(backend.occupancy(of: "cache").bytes == 300)
    }
}
