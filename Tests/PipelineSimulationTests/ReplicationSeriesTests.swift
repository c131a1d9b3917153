import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

struct ReplicationSeriesTests {
    @Test(
        arguments: [
            (3, [3]), (10, [10]), (25, [25]), (25, [10, 25]), (25, [10, 20, 25]), (25, [12, 12, 25]),
        ] as [(Int, [Int])])
    func `equals as many replications at a time`(_ count: Int, _ steps: [Int]) async throws {
        let scenario = try variedScenario(replications: count, epochs: 2)
        let expected = try await replicate(scenario, threads: 2).reports
        var series = [ReplicationSeries(scenario)]
        for step in steps { try await extend(&series, to: step, threads: 2) }
        #expect(series[0].reports.count == count)
        #expect(series[0].reports.map(\.samplesPerSecond) == expected.map(\.samplesPerSecond))
        #expect(series[0].reports.map(\.windowSteps) == expected.map(\.windowSteps))
        #expect(series[0].replications.reports.count == count && series[0].replications.outOfMemory == nil)
    }

    @Test(arguments: [1, 3, 8])
    func `does not depend on the number of threads`(_ threads: Int) async throws {
        let scenarios = [try variedScenario(), try steadyScenario()]
        var (alone, together) = (scenarios.map { ReplicationSeries($0) }, scenarios.map { ReplicationSeries($0) })
        try await extend(&alone, to: 14, threads: 1)
        try await extend(&together, to: 14, threads: threads)
        #expect(alone.map { $0.reports.map(\.events) } == together.map { $0.reports.map(\.events) })
    }

    @Test func `counts what is added, over both rounds`() async throws {
        var series = [ReplicationSeries(try steadyScenario()), ReplicationSeries(try variedScenario())]
        try await extend(&series, to: 5, threads: 2)
        var told: [[Int]] = []
        try await extend(&series, to: 12, threads: 2) { told.append([$0, $1]) }
        #expect(told == (1...14).map { [$0, 14] })
        told = []
        try await extend(&series, to: 12, threads: 2) { told.append([$0, $1]) }
        #expect(told.isEmpty)
    }

    @Test func `a series without enough memory ends after the first ten`() async throws {
        let scenarios = [try variedScenario(memory: 2), try variedScenario()]
        var series = scenarios.map { ReplicationSeries($0) }
        var runs = 0
        try await extend(&series, to: 30, threads: 2) { _, _ in runs += 1 }
        #expect(series[0].outOfMemory?.capacityBytes == 2)
        #expect(series[0].reports.isEmpty && series[1].reports.count == 30)
        #expect(runs == 40)
        try await extend(&series, to: 40, threads: 2) { _, _ in runs += 1 }
        #expect(runs == 50 && series[1].reports.count == 40)
    }

    @Test func `what others have finished stays when one fails`() async throws {
        let failing = try steadyScenario(step: 1e9, elements: 100_000)
        var series = [ReplicationSeries(try steadyScenario()), ReplicationSeries(failing)]
        await #expect {
            try await extend(&series, to: 4, threads: 1)
        } throws: { error in
            let error = error as? ReplicationError
            return error?.scenario == 1 && error?.replication == 0 && error?.error.isOutOfRange == true
        }
        #expect(series.map(\.reports.count) == [4, 0])
    }

    @Test func `ends when its task is cancelled`() async throws {
        let scenario = try variedScenario()
        let work = Task {
            var series = [ReplicationSeries(scenario)]
            try await extend(&series, to: 1_000_000, threads: 2)
        }
        work.cancel()
        await #expect {
            try await work.value
        } throws: { error in
            (error as? ReplicationError)?.error == .cancelled
        }
    }
}
