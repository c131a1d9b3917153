import Testing

@testable import PipelineExecution

struct StopSignalTests {
    private static let hour: Int64 = 3_600_000_000_000

    @Test func `sleepers wake when it is raised`() throws {
        let stop = StopSignal()
        let threads = try (0..<4).map { _ in
            try WorkerThread { stop.sleep(until: HostClock.nanoseconds + Self.hour) }
        }
        #expect(!stop.isRaised)
        stop.raise()
        #expect(stop.isRaised)
        for thread in threads { thread.join() }
    }

    @Test func `sleep lasts as long as it should`() {
        let stop = StopSignal()
        let end = HostClock.nanoseconds + 2_000_000
        stop.sleep(until: end)
        #expect(HostClock.nanoseconds >= end)
        stop.sleep(until: end)
    }

    @Test func `nobody sleeps afterwards`() {
        let stop = StopSignal()
        stop.raise()
        stop.sleep(until: HostClock.nanoseconds + Self.hour)
    }
}
