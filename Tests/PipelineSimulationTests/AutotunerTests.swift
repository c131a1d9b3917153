import Pipelines
import Testing
import Variates

@testable import PipelineRuns
@testable import PipelineSimulation

/// Automatic parallelism as the training loop sees it: the published behaviour of tf.data's AUTOTUNE.
///
/// The pipeline of the measurements: calls that wait for 16 ms, a step of 4 ms (4.1 with what the loop itself takes),
/// 16 threads. Times count from the creation of the iterator.
struct AutotunerTests {
    typealias Algorithm = ExecutionOptions.Autotune

    /// - Parameter calls: milliseconds of each automatic map, from the source on.
    private static func run(
        _ algorithm: Algorithm, calls: [Double] = [16], initial: Int = 1, budget: Int? = nil, steps: Int? = nil,
        elements: Int = 1200, epochs: Int = 1, pool: Int = 16, accelerators: Int = 1, ramBudget: Double? = nil,
        bytes: Double = 0
    ) throws -> RunReport {
        var test = try TestScenario.source(elements, bytes: bytes)
        for call in calls {
            test = try test.map(milliseconds(call), ["parallelism": .word("auto"), "use": .word("wait")])
        }
        var scenario = try test.prefetch(2).train(milliseconds(4.1), epochs: epochs, steps: steps)
            .cpu(["cores": .count(2), "workers": .count(pool)]).gpu(["count": .count(accelerators)]).scenario()
        scenario.options.autotune = algorithm
        scenario.options.initialParallelism = initial
        scenario.options.cpuBudget = budget
        scenario.options.ramBudgetBytes = ramBudget
        guard case .completed(let report) = try simulate(scenario, replication: 0) else {
            throw UnexpectedOutOfMemory()
        }
        return report
    }

    private static func tuned(_ report: RunReport) -> [Int] { report.stages.compactMap(\.tunedValue) }

    struct Case: CustomTestStringConvertible, Sendable {
        var algorithm: Algorithm
        var budget: Int
        var calls: Int
        var testDescription: String { "\(algorithm) with a budget of \(budget)" }
    }

    @Test(arguments: [
        Case(algorithm: .maximum, budget: 2, calls: 16), Case(algorithm: .maximum, budget: 8, calls: 16),
        Case(algorithm: .hillClimb, budget: 2, calls: 3), Case(algorithm: .hillClimb, budget: 8, calls: 9),
        Case(algorithm: .gradientDescent, budget: 2, calls: 3), Case(algorithm: .gradientDescent, budget: 8, calls: 9),
        Case(algorithm: .stageBased, budget: 2, calls: 4), Case(algorithm: .stageBased, budget: 8, calls: 4),
        Case(algorithm: .off, budget: 8, calls: 1),
    ])
    func `comes to what tf.data comes to`(_ example: Case) throws {
        let report = try Self.run(example.algorithm, budget: example.budget)
        #expect(Self.tuned(report) == [example.calls])
        // Steps of 4.1 ms want four calls at a time.
        let rate = min(1 / 4.1e-3, Double(example.calls) / 16e-3)
        #expect(report.samplesPerSecond.isClose(to: rate, within: 0.02))
    }

    @Test func `has one call at first, and the whole pool after 20 ms`() throws {
        // One step ends at 20.1 ms; were the first call done at 15 ms, it would end at 19.1.
        #expect(try Self.tuned(Self.run(.maximum, calls: [15], steps: 1)) == [1])
        #expect(try Self.tuned(Self.run(.maximum, steps: 1)) == [16])
        #expect(try Self.tuned(Self.run(.maximum, initial: 5, steps: 1)) == [16])
        #expect(try Self.tuned(Self.run(.maximum, calls: [15], initial: 40, steps: 1)) == [16])
    }

    @Test func `a stage that has delivered nothing is not touched`() throws {
        // The second map's first call is done at 24 ms: the tuner sees it at 60.
        let early = try Self.run(.maximum, calls: [8, 16], steps: 2)
        #expect(early.simulatedSeconds < 0.06 && Self.tuned(early) == [16, 1])
        let late = try Self.run(.maximum, calls: [8, 16], steps: 4)
        #expect(late.simulatedSeconds > 0.06 && Self.tuned(late) == [16, 16])
    }

    @Test func `by stages, takes all it can get until it has seen a hundred gaps`() throws {
        let before = try Self.run(.stageBased, steps: 140)
        #expect(before.simulatedSeconds < 0.62 && Self.tuned(before) == [16])
        let after = try Self.run(.stageBased, steps: 150)
        #expect(after.simulatedSeconds > 0.62 && Self.tuned(after) == [4])
        #expect(try Self.tuned(Self.run(.stageBased, calls: [8, 16])) == [2, 4])
    }

    /// Files of 25 samples that take 8 ms each; a step of 3 ms.
    @Test func `an interleave may have as many readers as files in turn`() throws {
        let test = try TestScenario().stage(Source.self, ["files": .count(40), "samplesPerFile": .count(25)])
            .stage(
                Interleave.self,
                [
                    "parallelism": .word("auto"), "cycle": .count(8), "use": .word("wait"),
                    "cost": .distribution(milliseconds(8)),
                ]
            ).prefetch(2).train(milliseconds(3.1))
        for (steps, files) in [(1, 1), (10, 8), (900, 8)] {
            var scenario = try test.train(milliseconds(3.1), steps: steps).cpu(["workers": .count(16)]).scenario()
            scenario.options.initialParallelism = 1
            guard case .completed(let report) = try simulate(scenario, replication: 0) else {
                throw UnexpectedOutOfMemory()
            }
            #expect(Self.tuned(report) == [files])
            #expect(report.stages[1].utilisation <= 1)
        }
    }

    @Test func `a pool of two leaves no choice`() throws {
        let report = try Self.run(.maximum, initial: 16, pool: 2)
        #expect(Self.tuned(report) == [2])
        #expect(report.samplesPerSecond.isClose(to: 125, within: 1e-2))
    }

    @Test func `begins anew in every epoch`() throws {
        // An epoch of one step is over before the tuner has looked.
        let short = try Self.run(.maximum, calls: [15], elements: 1, epochs: 5)
        #expect(Self.tuned(short) == [1] && short.nanoseconds == 5 * 19_100_000)
        let one = try Self.run(.maximum, elements: 100)
        let three = try Self.run(.maximum, elements: 100, epochs: 3)
        #expect(three.nanoseconds == 3 * one.nanoseconds)
    }

    @Test func `keeps buffers within the budget of memory`() throws {
        let report = try Self.run(.maximum, ramBudget: 730, bytes: 100)
        // Two elements of `prefetch` and five calls.
        #expect(Self.tuned(report) == [5])
    }

    @Test func `tunes every accelerator's pipeline`() throws {
        let one = try Self.run(.maximum, elements: 200, pool: 16)
        let two = try Self.run(.maximum, elements: 200, pool: 32, accelerators: 2)
        #expect(Self.tuned(two) == [32])
        #expect(two.batchesPerSecond.isClose(to: 2 * one.batchesPerSecond, within: 1e-2))
    }

    @Test func `the share in use is of what the tuner gave`() throws {
        // 3.9 calls at a time of 4, but of 16 for the first 0.62 s.
        let report = try Self.run(.stageBased)
        let mean = (0.02 * 1 + 0.6 * 16 + (report.simulatedSeconds - 0.62) * 4) / report.simulatedSeconds
        #expect(report.stages[1].utilisation.isClose(to: 1200 * 16e-3 / report.simulatedSeconds / mean, within: 1e-3))
    }

    @Test func `a deadlock is still found`() throws {
        let test = try TestScenario.source(3).map(["parallelism": .word("auto")]).stage(Stuck())
        let error = try #require(throws: SimulationError.self) { _ = try simulate(test.scenario(), replication: 0) }
        guard case .deadlock = error else { throw error }
    }
}

extension TestScenario {
    fileprivate func map(_ extra: Values) throws -> TestScenario { try stage(Map.self, extra) }
}
