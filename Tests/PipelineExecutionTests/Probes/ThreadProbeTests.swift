import Testing

@testable import PipelineExecution

struct ThreadProbeTests {
    @Test func `measures every length, in the order asked for`() throws {
        let probe = try ThreadProbe(blockedSeconds: [2e-4, 0, 1e-4], sleepSeconds: [1e-4, 0], runs: 3)
        #expect(probe.wakeUps.map(\.durationSeconds) == [2e-4, 0, 1e-4])
        #expect(probe.sleepOvershoots.map(\.durationSeconds) == [1e-4, 0])
        let points = probe.wakeUps + probe.sleepOvershoots
        #expect(points.allSatisfy { $0.cost.count == 3 })
        #expect(probe.handOver.count == 150)
        #expect((points.map(\.cost) + [probe.handOver]).allSatisfy { $0.medianSeconds > 0 })
    }

    @Test func `needs no lengths`() throws {
        let probe = try ThreadProbe(blockedSeconds: [], sleepSeconds: [], runs: 1)
        #expect(probe.wakeUps.isEmpty && probe.sleepOvershoots.isEmpty)
    }
}
