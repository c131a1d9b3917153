import Foundation
import Testing

@testable import PipelineExecution

struct BusyThreadsTests {
    @Test func `they use processor time until the value goes`() throws {
        let before = CPUClock.processNanoseconds
        let threads = try BusyThreads(1)
        // Other suites use time too, so that this only ends sooner: it cannot fail for it.
        while CPUClock.processNanoseconds - before < 1_000_000 { usleep(100) }
        _ = consume threads
    }

    @Test func `none are none`() throws { _ = try BusyThreads(0) }
}
