import Foundation
import Testing

@testable import PipelineExecution

struct BusyThreadsTests {
    @Test func `they use processor time until the value goes`() throws {
        let before = CPUClock.processNanoseconds
        let giveUpAt = HostClock.nanoseconds + 60_000_000_000
        let threads = try BusyThreads(1)
        // Other suites use time too, so that this only ends sooner.
        while CPUClock.processNanoseconds - before < 1_000_000, HostClock.nanoseconds < giveUpAt { usleep(100) }
        #expect(CPUClock.processNanoseconds - before >= 1_000_000)
        // Returns when the thread has ended.
        _ = consume threads
    }

    @Test func `none are none`() throws {
        let threads = try BusyThreads(0)
        #expect(threads.count == 0)
    }
}
