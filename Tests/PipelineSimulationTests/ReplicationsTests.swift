import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

@Suite struct ReplicationsTests {
    @Test(arguments: [2, 8])
    func `gives the same values whatever the number of threads`(threads: Int) async throws {
        let scenario = try variedScenario(precision: 0.02)
        let alone = try await replicate(scenario, threads: 1)
        let together = try await replicate(scenario, threads: threads)
        #expect(alone.reports.count > 10)
        #expect(alone.reports.map(\.samplesPerSecond) == together.reports.map(\.samplesPerSecond))
        #expect(alone.reports.map(\.events) == together.reports.map(\.events))
    }

    @Test func `has each replication at its place`() async throws {
        let scenario = try variedScenario(replications: 12)
        let reports = try await replicate(scenario, threads: 4).reports
        for replication in [0, 5, 11] {
            guard case .completed(let report) = try simulate(scenario, replication: UInt32(replication)) else {
                Issue.record("out of memory")
                continue
            }
            #expect(reports[replication].runSamplesPerSecond == report.runSamplesPerSecond)
            #expect(reports[replication].events == report.events)
        }
    }

    @Test(arguments: [1, 3, 10, 25])
    func `runs exactly the number that is asked for`(count: Int) async throws {
        let replications = try await replicate(try variedScenario(replications: count), threads: 3)
        #expect(replications.reports.count == count)
        #expect(replications.precision == .notAsked)
    }

    @Test func `stops at ten when nothing varies`() async throws {
        let replications = try await replicate(try steadyScenario(), threads: 3)
        #expect(replications.reports.count == 10)
        #expect(replications.precision == .met)
    }

    @Test func `adds replications until the precision is met`() async throws {
        let replications = try await replicate(try variedScenario(precision: 0.02), threads: 2)
        let interval = try #require(VariantSummary(replications, baseline: nil).estimate(.samplesPerSecond)?.interval)
        #expect(replications.precision == .met)
        #expect(replications.reports.count > 10)
        #expect(try #require(interval.relativeHalfWidth) <= 0.02)
    }

    @Test(arguments: [1, 2, 7, 15])
    func `gives up at the cap`(cap: Int) async throws {
        let replications = try await replicate(try variedScenario(precision: 1e-6, most: cap), threads: 2)
        #expect(replications.reports.count == cap)
        #expect(replications.precision == .notMet)
    }

    @Test func `says when memory is not enough, after the first round`() async throws {
        let scenario = try variedScenario(replications: 1000, memory: 2)
        let replications = try await replicate(scenario, threads: 2)
        #expect(replications.outOfMemory?.capacityBytes == 2)
        #expect(replications.reports.count == 0)
    }

    @Test func `delivers scenarios in order, each once`() async throws {
        // The first needs more replications than the rest, and is finished after them.
        let scenarios =
            [try variedScenario(replications: 40)] + Array(repeating: try variedScenario(replications: 1), count: 6)
        var positions: [Int] = []
        var fractions: [Double] = []
        try await replicate(scenarios, threads: 3, progress: { fractions.append($0.fraction) }) {
            position, replications in
            positions.append(position)
            #expect(replications.reports.count == (position == 0 ? 40 : 1))
            return true
        }
        #expect(positions == Array(0..<7))
        #expect(fractions.count == 46)
        #expect(fractions.last == 1)
    }

    @Test func `stops when told so`() async throws {
        var positions: [Int] = []
        try await replicate(Array(repeating: try variedScenario(replications: 1), count: 20), threads: 2) {
            position, _ in
            positions.append(position)
            return position < 3
        }
        #expect(positions == [0, 1, 2, 3])
    }

    @Test func `ends when its task is cancelled`() async throws {
        let scenario = try variedScenario(replications: 1_000_000)
        let work = Task { try await replicate(scenario, threads: 2) }
        work.cancel()
        await #expect {
            try await work.value
        } throws: { error in
            (error as? ReplicationError)?.error == .cancelled
        }
    }

    @Test func `names the variant of a simulation that failed`() async throws {
        let scenario = try steadyScenario(step: 1e9, elements: 100_000)
        await #expect {
            try await replicate([try steadyScenario(), scenario], threads: 1) { _, _ in true }
        } throws: { error in
            let error = error as? ReplicationError
            return error?.scenario == 1 && error?.error.isOutOfRange == true && error?.variant == "steady"
        }
    }

    /// The later failure comes first in time: its run is short, that of the earlier one long.
    @Test(arguments: [1, 2, 4])
    func `reports the first failure in order, whatever the number of threads`(_ threads: Int) async throws {
        let slow = try steadyScenario(step: 1e5, elements: 100_000)
        let quick = try steadyScenario(step: 1e12, elements: 10)
        await #expect {
            try await replicate([slow, quick], threads: threads) { _, _ in true }
        } throws: { error in
            let error = error as? ReplicationError
            return error?.scenario == 0 && error?.replication == 0 && error?.error.isOutOfRange == true
        }
    }
}
