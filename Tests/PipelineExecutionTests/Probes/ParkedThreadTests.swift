import Testing

@testable import PipelineExecution

struct ParkedThreadTests {
    @Test func `is called no earlier than asked, and answers after the call`() throws {
        let thread = try ParkedThread()
        for nanoseconds: Int64 in [0, 3_000_000, 50_000, 0, 1_000_000] {
            let wakeUp = thread.wakeUp(afterBlocking: nanoseconds)
            #expect(wakeUp.blockedNanoseconds >= nanoseconds)
            #expect(wakeUp.wakeNanoseconds >= 0)
        }
    }

    @Test func `ends without having been called`() throws { _ = try ParkedThread() }
}
