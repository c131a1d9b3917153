import Testing

@testable import PipelineExecution

struct SpinningThreadTests {
    @Test func `sees each call after it was made`() throws {
        let thread = try SpinningThread()
        for _ in 0..<1000 { #expect(thread.handOver() >= 0) }
    }

    @Test func `ends without having been called`() throws { _ = try SpinningThread() }
}
