import PipelineRuns
import Pipelines
import Testing
import Variates

@testable import PipelineSimulation

/// Locks that calls hold, worked out by hand.
struct CallLockTests {
    private static func report(
        _ stages: [any PipelinePart], elements: Int = 100, cores: Int = 64, step: Distribution = 0,
        accelerators: Int = 1, discipline: CPU.Discipline = .sharing
    ) throws -> RunReport {
        let scenario = try Scenario(
            platform: Platform(cpu: CPU(cores: cores, discipline: discipline), gpu: GPU(count: accelerators)),
            pipeline: [try Source(elements: elements)] + stages, training: TrainingLoop(step: step))
        switch try simulate(scenario, replication: 0) {
        case .completed(let report): return report
        case .outOfMemory: throw UnexpectedOutOfMemory()
        }
    }

    /// Calls of 10 ms, 4 of them under the lock: however many there are, the lock passes on 250 a second.
    @Test(arguments: [Map.Use.core, .wait], [Map.Pool.shared, .own])
    func `the part under the lock limits calls at a time`(_ use: Map.Use, _ pool: Map.Pool) throws {
        let map = try Map(
            cost: 10e-3, parallelism: .fixed(16), use: use, pool: pool, lock: CallLock("gil", share: 0.4))
        let report = try Self.report([map], elements: 1000)
        // The first call has its lock after 6 ms.
        #expect((report.simulatedSeconds - (6e-3 + 1000 * 4e-3)).magnitude < 1e-6)
        #expect(try #require(report.wholeRun.lockUtilisation) > 0.99)
    }

    @Test func `one call at a time never waits for it`() throws {
        let lock = CallLock("gil", share: 0.4, handOverSeconds: 1e-3)
        let report = try Self.report([Map(cost: 10e-3, lock: lock)])
        #expect((report.simulatedSeconds - 1).magnitude < 1e-6)
        #expect((try #require(report.wholeRun.lockUtilisation) - 0.4).magnitude < 1e-3)
    }

    /// Each of 1,000 but the first has waited: 4 ms and 1 ms to pass the lock on.
    @Test func `passing it on takes its time where it was waited for`() throws {
        let lock = CallLock("gil", share: 0.4, handOverSeconds: 1e-3)
        let report = try Self.report([Map(cost: 10e-3, parallelism: .fixed(16), lock: lock)], elements: 1000)
        #expect((report.simulatedSeconds - (6e-3 + 4e-3 + 999 * 5e-3)).magnitude < 1e-6)
    }

    /// From 2⁵³ on a `Double` does not tell one nanosecond from the next; the last two are out of the clock's range.
    @Test(
        arguments: [
            (0.4, 10, 4), (1, 10, 10), (1, 9_007_199_254_740_995, 9_007_199_254_740_995),
            (0.9999999999999999, 9_007_199_254_740_995, 9_007_199_254_740_994), (1, .max - 1, .max - 1),
            (0.4, .max, 0), (1, .max, 0),
        ] as [(Double, Int64, Int64)])
    func `a call holds it for its share of any time that the clock counts`(
        _ share: Double, _ nanoseconds: Int64, _ held: Int64
    ) throws {
        let map = try Map(cost: 1, lock: CallLock("gil", share: share))
        let locks = CallLocks(try Pipeline([Source(elements: 1), map], training: TrainingLoop(step: 1)))
        #expect(locks.heldNanoseconds(of: nanoseconds, stage: 1) == held)
    }

    @Test(arguments: [("gil", "gil", 8.0), ("gil", "other", 4.0)])
    func `stages share a lock by its name`(_ first: String, _ second: String, _ milliseconds: Double) throws {
        let maps = try [first, second].map {
            try Map(cost: 4e-3, parallelism: .fixed(8), pool: .own, lock: CallLock($0))
        }
        let report = try Self.report(maps, elements: 500)
        #expect((report.simulatedSeconds / 500 * 1e3 - milliseconds).magnitude < 0.05)
    }

    /// Two workers of four threads each: a lock for each worker, so twice as fast as one worker.
    @Test(arguments: [0, 1, 2, 4])
    func `each worker process has its own`(_ workers: Int) throws {
        let loader = try DataLoader(
            workers: workers, batchSize: 25, cost: 4e-3, requests: 4, lock: CallLock("gil"))
        let report = try Self.report([loader], elements: 1000)
        #expect((report.simulatedSeconds - 4 / Double(max(1, workers))).magnitude < 1e-3)
        #expect(try #require(report.wholeRun.lockUtilisation) > 0.98)
    }

    @Test func `each accelerator's process has its own`() throws {
        let map = try Map(cost: 4e-3, parallelism: .fixed(4), lock: CallLock("gil"))
        #expect((try Self.report([map]).simulatedSeconds - 0.4).magnitude < 1e-6)
        #expect((try Self.report([map], accelerators: 2).simulatedSeconds - 0.4).magnitude < 1e-6)
    }

    /// Two cores: a call that waits for the lock has none.
    @Test(arguments: [CPU.Discipline.sharing, .fifo])
    func `calls that wait for it leave the cores to others`(_ discipline: CPU.Discipline) throws {
        let locked = try Map(cost: 2e-3, parallelism: .fixed(8), pool: .own, lock: CallLock("gil"))
        let free = try Map(cost: 2e-3, parallelism: .fixed(8), pool: .own)
        let report = try Self.report([locked, free], elements: 500, cores: 2, discipline: discipline)
        #expect((report.simulatedSeconds - 1).magnitude < 0.02)
    }

    @Test func `the loop's waits for it are told from those for a core`() throws {
        let map = try Map(cost: 4e-3, parallelism: .fixed(4), lock: CallLock("gil"))
        let report = try Self.report([map, Prefetch(1)], elements: 500, step: 1e-6)
        let waits = report.wholeRun.stages[1].waits
        #expect(waits[.core] < 1e-6)
        #expect(waits[.lock] > 0.5)
    }

    @Test func `it is the bottleneck where it is held all the time`() async throws {
        let scenario = try Scenario(
            platform: Platform(cpu: CPU(cores: 16)),
            pipeline: [
                Source(elements: 2000), Map(cost: 4e-3, parallelism: .fixed(8), lock: CallLock("gil")).named("decode"),
                Prefetch(2),
            ], training: TrainingLoop(step: 1e-3))
        let bottleneck = try #require(try await simulate(scenario).bottleneck)
        #expect(bottleneck.kind == .lock)
        #expect(bottleneck.explanation.hasPrefix("the lock of `decode` is held almost all the time"))
    }

    @Test func `of many names a pipeline has four`() throws {
        func pipeline(_ locks: Int) throws -> Pipeline {
            let maps = try (0..<locks).map { try Map(cost: 1, lock: CallLock("lock \($0)")) }
            return try Pipeline([try Source(elements: 3)] + maps, training: TrainingLoop(step: 1))
        }
        #expect(throws: Never.self) { try pipeline(4) }
        #expect(throws: PipelineError.self) { try pipeline(5) }
    }
}
