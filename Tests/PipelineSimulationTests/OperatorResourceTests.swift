import PipelineRuns
import Pipelines
import Testing
import Variates

/// What some operators occupy, seen in the time that a run takes.
struct OperatorResourceTests {
    /// Calls that wait 8 ms, eight at a time, with two threads in the pool and one core.
    @Test(arguments: [("shared", 800), ("own", 200)])
    func `a map's own threads are not limited by the pool`(_ pool: String, _ milliseconds: Int64) throws {
        let test = try TestScenario.source(200)
            .map(.constant(0.008), parallelism: 8, ["use": .word("wait"), "pool": .word(pool)])
            .cpu(["cores": .count(1), "workers": .count(2)])
        #expect(try complete(test).nanoseconds == milliseconds * 1_000_000)
    }

    /// Calls that compute 8 ms share two cores, whosever threads they are.
    @Test(arguments: ["shared", "own"])
    func `a map's own threads share the cores`(_ pool: String) throws {
        let test = try TestScenario.source(200).map(.constant(0.008), parallelism: 8, ["pool": .word(pool)])
            .cpu(["cores": .count(2), "workers": .count(8)])
        #expect(try complete(test).nanoseconds == 800_000_000)
    }

    /// 1 MB at 100 MB/s: read and written in the first epoch, read in the second with one latency for all.
    @Test func `a cache in a file costs the disk's time in every epoch`() throws {
        let test = try TestScenario.source(10, latency: .constant(0.002), bytes: 1e6)
            .stage(Cache.self, ["store": .word("file")]).train(epochs: 2)
            .disk(["bandwidth": .quantity(1e8)])
        let report = try complete(test)
        #expect(report.firstEpochSeconds.isClose(to: 10 * (0.002 + 0.010 + 0.010), within: 1e-9))
        #expect(try #require(report.laterEpochSeconds).isClose(to: 0.002 + 10 * 0.010, within: 1e-9))
        #expect(report.peakBufferedBytes == 0)
    }

    /// A predicate that computes on the pool: every element costs, those that it keeps and the others.
    @Test func `a filter's calls take their turn in the pool`() throws {
        let test = try TestScenario.source(100).filter(0.5, ["cost": .distribution(.constant(0.003))])
            .cpu(["cores": .count(1), "workers": .count(1)])
        let report = try complete(test)
        #expect(report.nanoseconds == 300_000_000)
        #expect(report.workerUtilisation.isClose(to: 1, within: 1e-9))
        #expect(report.steps > 30 && report.steps < 70)
    }

    /// Joining takes 4 ms of a core and pulling 2 ms: three at a time on two cores keep up with the source.
    @Test(arguments: [(1, 6), (2, 4), (3, 4)])
    func `batches are joined on the pool, beside the pull`(_ parallelism: Int, _ period: Int64) throws {
        let values: TestScenario.Values = [
            "size": .count(2), "parallelism": .count(parallelism), "cost": .distribution(.constant(0.004)),
        ]
        let test = try TestScenario.source(200, latency: .constant(0.001)).stage(Batch.self, values)
            .cpu(["cores": .count(1), "workers": .count(1)])
        // The first is there after 6 ms.
        #expect(try complete(test).nanoseconds == (6 + 99 * period) * 1_000_000)
    }

    @Test func `data that a filter ends early need not fill the steps`() throws {
        let test = try TestScenario.source(20).filter(0.5).train(.constant(0.001), epochs: 2, steps: 18)
        let report = try complete(test)
        #expect(report.steps > 0 && report.steps < 36)
    }
}
