import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

struct StepTimesTests {
    /// Load 2, step 5, next 1, one after the other, in two epochs of which the first is cut short.
    @Test func `says when each step was asked for, began and ended`() throws {
        let test = try TestScenario.source(3, latency: milliseconds(2))
            .train(milliseconds(5), epochs: 2, ["firstEpochSteps": .count(1)])
            .overhead("next", PiecewiseLinear(constant: 1e-3))
        let (_, steps) = try simulateSteps(test.scenario())
        #expect(steps.count == 1)
        let starts = [0, 8, 16, 24] as [Int64]
        #expect(steps[0].askedAt == starts.map { $0 * 1_000_000 })
        #expect(steps[0].startedAt == starts.map { ($0 + 3) * 1_000_000 })
        #expect(steps[0].endedAt == starts.map { ($0 + 8) * 1_000_000 })
        #expect(steps[0].epoch == [0, 1, 1, 1])
    }

    @Test func `several accelerators end their steps together`() throws {
        let table = try nanoseconds([4_000_000, 1_000_000])
        let test = try TestScenario.source(4).map(table).train(milliseconds(5)).gpu(["count": .count(3)])
        let (outcome, steps) = try simulateSteps(test.scenario())
        #expect(steps.count == 3 && steps.allSatisfy { $0.endedAt == steps[0].endedAt && $0.endedAt.count == 4 })
        guard case .completed(let report) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(report.steps == 12)
        #expect(report.usesPerSample == 3)
    }

    @Test func `the run is the same with and without them`() throws {
        let test = try TestScenario.source(50, latency: .exponential(mean: 0.002)).prefetch(2)
            .train(.exponential(mean: 0.002))
        let scenario = try test.scenario()
        guard case .completed(let plain) = try simulate(scenario, replication: 0),
            case .completed(let recorded) = try simulateSteps(scenario).outcome
        else { return #expect(Bool(false)) }
        #expect(plain.simulatedSeconds == recorded.simulatedSeconds && plain.events == recorded.events)
    }
}
