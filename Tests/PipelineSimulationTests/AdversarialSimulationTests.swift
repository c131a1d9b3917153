import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// Odd pipelines for one accelerator or several, on a small platform, tuned by every algorithm.
struct AdversarialSimulationTests {
    typealias Values = TestScenario.Values

    @Test(arguments: UInt64(1)...600)
    func `ends, twice in the same way, and its shares are shares`(_ seed: UInt64) throws {
        guard let pipeline = try? AdversarialPipeline(seed: seed), !pipeline.mayBeEndless else { return }
        var generator = SeededGenerator(seed: seed &* 77)
        guard let scenario = scenario(pipeline, seed: seed, using: &generator) else { return }
        switch (outcome(scenario), outcome(scenario)) {
        case (.success(.completed(let one)), .success(.completed(let other))):
            #expect(one.fingerprint == other.fingerprint)
            check(one, pipeline.description)
        case (.success(.outOfMemory(let one)), .success(.outOfMemory(let other))): #expect(one == other)
        case (.failure(let one), .failure(let other)):
            #expect(one == other)
            switch one {
            case .badPipeline, .noSteps, .takesNoTime: break
            default: Issue.record("\(one)\n\(pipeline.description)")
            }
        default: Issue.record("two ends\n\(pipeline.description)")
        }
    }

    @Test func `most of them run to their end`() throws {
        let ends = (UInt64(1)...200).count { seed in
            guard let pipeline = try? AdversarialPipeline(seed: seed), !pipeline.mayBeEndless else { return false }
            var generator = SeededGenerator(seed: seed &* 77)
            guard let scenario = scenario(pipeline, seed: seed, using: &generator) else { return false }
            if case .success(.completed) = outcome(scenario) { return true } else { return false }
        }
        #expect(ends > 80)
    }

    private func check(_ report: RunReport, _ description: String) {
        let training = [report.stallFraction, report.trainerUtilisation, report.barrierFraction]
        var shares =
            training + [
                report.diskUtilisation, report.coreUtilisation, report.workerUtilisation, report.copyUtilisation,
                report.acceleratorUtilisation ?? 0, training.reduce(0, +),
            ]
        for stage in report.stages { shares += [stage.utilisation, stage.emptyFraction ?? 0, stage.fullFraction ?? 0] }
        #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 }, "\(shares)\n\(description)")
        #expect(report.samplesPerSecond.isFinite && report.epochSeconds.isFinite)
    }

    private func outcome(_ scenario: Scenario) -> Result<RunOutcome, SimulationError> {
        do throws(SimulationError) { return .success(try simulate(scenario, replication: 0)) } catch {
            return .failure(error)
        }
    }

    /// The pipeline on a random platform, or nil where its parts do not fit together.
    private func scenario(
        _ pipeline: AdversarialPipeline, seed: UInt64, using generator: inout SeededGenerator
    ) -> Scenario? {
        func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }
        func either<T>(_ one: T, _ other: T) -> T { number(0...1) == 0 ? one : other }
        let gpu: Values = [
            "count": .count(number(1...4)), "barrier": .word(either("step", "epoch")),
            "copyLatency": .quantity(either(0, 1e-4)),
        ]
        let cpu: Values = [
            "cores": .count(number(1...3)), "workers": .count(number(1...5)),
            "discipline": .word(either("fifo", either("sharing", "runQueues"))),
        ]
        let disk: Values = [
            "queueDepth": .count(number(1...3)), "bandwidth": either(.word("unlimited"), .quantity(1e5)),
            "latency": .distribution(either(.constant(0), .exponential(mean: 5e-3))),
        ]
        var test = pipeline.test.gpu(gpu).cpu(cpu).disk(disk)
        if number(0...2) == 0 { test = test.memory(bytes: Double(number(100...5000))) }
        for name in ["iteratorCreation", "next", "wakeUp", "buffering"] where number(0...2) == 0 {
            test = test.overhead(name, PiecewiseLinear(constant: 2e-5))
        }
        var scenario = try? test.scenario(seed: seed)
        scenario?.options.autotune = ExecutionOptions.Autotune.allCases[number(0...4)]
        scenario?.options.initialParallelism = number(1...3)
        scenario?.options.ramBudgetBytes = either(nil, Double(number(0...3000)))
        return scenario
    }
}
