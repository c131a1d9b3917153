import Pipelines
import Testing
import Variates

struct TrainingStageTests {
    @Test(arguments: [0, 1, 2, 5])
    func `asks while at most runAhead steps are unfinished`(_ runAhead: Int) throws {
        let backend = try StepwiseBackend(.source(20).train(["runAhead": .count(runAhead)]))
        backend.settle { $0.place != .accelerator }
        #expect(backend.received[0].count == runAhead + 1)
        for finished in 1...3 {
            _ = backend.completeFirst { $0.place == .accelerator }
            backend.settle { $0.place != .accelerator }
            #expect(backend.finishedSteps == Int64(finished))
            #expect(backend.received[0].count == runAhead + 1 + finished)
        }
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.finishedSteps == 20)
    }

    @Test func `an epoch ends with its last step, not with its data`() throws {
        let backend = try StepwiseBackend(.source(3).train(epochs: 2, ["runAhead": .count(5)]))
        backend.settle { $0.place != .accelerator }
        #expect(backend.received[0].count == 3)
        #expect(backend.epoch == 0)
        backend.settle { $0.place == .accelerator }
        #expect(backend.epoch == 1)
        #expect(!backend.isFinished)
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.finishedSteps == 6)
    }

    @Test func `steps end an epoch early, and each epoch starts anew`() throws {
        let backend = try StepwiseBackend(.source(10).prefetch(3).train(epochs: 3, steps: 4))
        backend.settle { _ in true }
        #expect(backend.isFinished)
        #expect(backend.received.map { $0.map(\.sample) } == Array(repeating: [0, 1, 2, 3], count: 3))
    }

    @Test func `host time and step take turns without run-ahead`() throws {
        let test = try TestScenario.source(3).train(["hostOverhead": .distribution(milliseconds(1))])
        let backend = try TimedBackend(test) { work, _ in
            switch work.place {
            case .iteratorCreation: 100
            case .disk: 10
            case .trainerHost: 3
            default: 7
            }
        }
        backend.finish()
        #expect(backend.deliveries == [110, 130, 150])
        #expect(backend.stepEnds == [120, 140, 160])
        #expect(backend.backend.stallNanoseconds == 30)
    }

    @Test func `on the CPU, a step is work on a core`() throws {
        let backend = try StepwiseBackend(.source(3).train(["device": .word("cpu"), "threads": .count(4)]))
        backend.settle { $0.place != .trainerCore }
        #expect(backend.pending.map(\.work.place) == [.trainerCore])
    }
}

extension TestScenario {
    fileprivate func train(_ extra: Values) -> TestScenario { train(epochs: 1, extra) }
}
