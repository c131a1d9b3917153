import Pipelines
import Testing
import Variates

@testable import PipelineRuns

/// Requests that wait for shared resources, worked out by hand.
struct WaitingRequestsTests {
    private static func resource(_ name: String, in scenario: TestScenario) throws -> ResourceReport {
        try #require(try complete(scenario).resources.first { $0.name == name })
    }

    /// Six calls of 10 ms, two at a time: waits of 0, 0, 10, 10, 20 and 20 ms in a run of 30 ms.
    @Test func `calls wait for workers`() throws {
        let workers = try Self.resource(
            "workers",
            in: .source(6).map(.constant(0.01), parallelism: 6, ["use": .word("wait")])
                .cpu(["cores": .count(1), "workers": .count(2)]))
        #expect(workers.completed == 6 && workers.maximumWaiting == 4)
        #expect(workers.meanWaiting.isClose(to: 2) && workers.meanWaitSeconds.isClose(to: 0.01))
        #expect(workers.utilisation.isClose(to: 1) && workers.meanInSystem.isClose(to: 4))
    }

    /// Three accelerators ask at once for samples of 5 ms, twice: waits of 0, 5 and 10 ms.
    @Test func `reads wait for the disk`() throws {
        let disk = try Self.resource(
            "disk queue",
            in: .source(2, latency: .constant(0.005)).gpu(["count": .count(3)]).disk(["queueDepth": .count(1)]))
        #expect(disk.completed == 6 && disk.maximumWaiting == 2)
        #expect(disk.meanWaiting.isClose(to: 1) && disk.meanWaitSeconds.isClose(to: 0.005))
        #expect(disk.utilisation.isClose(to: 1) && disk.meanInSystem.isClose(to: 2))
    }

    /// Three calls of 4 ms on one core, one after the other; or at once, when nobody waits.
    @Test(arguments: [("fifo", 1, 2), ("sharing", 0, 0)] as [(String, Double, Int)])
    func `calls wait for cores, unless they share them`(
        _ discipline: String, _ meanWaiting: Double, _ maximumWaiting: Int
    ) throws {
        let cores = try Self.resource(
            "cores",
            in: .source(3).map(.constant(0.004), parallelism: 3)
                .cpu(["cores": .count(1), "workers": .count(8), "discipline": .word(discipline)]))
        #expect(cores.completed == 3 && cores.maximumWaiting == maximumWaiting)
        #expect(cores.meanWaiting.isClose(to: meanWaiting) && cores.meanWaitSeconds.isClose(to: meanWaiting * 0.004))
        #expect(cores.utilisation.isClose(to: 1))
    }

    /// The second run takes twice as long as the others, and counts twice; a wait counts as often as there are
    /// requests.
    @Test func `replications give averages over their time of all but the longest line`() throws {
        let run = try complete(.source(1, latency: .constant(0.005)))
        let template = try #require(run.resources.first { $0.name == "disk queue" })
        let reports = [(3.0, 7, 1.0), (1.0, 9, 2.0), (2.0, 5, 1.0)].map { value, line, seconds in
            var report = run
            report.wholeRun.seconds = seconds
            var resource = template
            resource.utilisation = value / 4
            resource.meanInSystem = 2 * value
            resource.meanWaiting = value
            resource.maximumWaiting = line
            resource.meanWaitSeconds = 3 * value
            resource.completed = 10 * line
            report.resources = [resource]
            return report
        }
        let average = try #require(ResourceReport.averages(of: reports).first)
        #expect(average.maximumWaiting == 9)
        #expect([average.utilisation, average.meanInSystem, average.meanWaiting] == [1.75 / 4, 3.5, 1.75])
        // 70 requests wait 9 s, 90 wait 3 s, and 50 wait 6 s.
        #expect(average.meanWaitSeconds.isClose(to: 1200.0 / 210))
        #expect(average.completed == 70)
        #expect(ResourceReport.averages(of: []).isEmpty)
    }
}
