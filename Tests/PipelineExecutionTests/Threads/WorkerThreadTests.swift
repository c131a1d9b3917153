import Testing

@testable import PipelineExecution

struct WorkerThreadTests {
    @Test func `runs once, and what it has used is given back`() throws {
        final class Probe: Sendable {
            let runs = Monitor(0)
        }
        weak var released: Probe?
        do {
            let probe = Probe()
            released = probe
            for _ in 0..<3 { try WorkerThread { probe.runs.withLock { $0 += 1 } }.join() }
            #expect(probe.runs.withLock { $0 } == 3)
        }
        #expect(released == nil)
    }

    @Test func `has a clock of its own`() throws {
        let before = CPUClock.threadNanoseconds
        let process = CPUClock.processNanoseconds
        try WorkerThread { BusyTime.spin(nanoseconds: 20_000_000, StopSignal()) }.join()
        #expect(CPUClock.processNanoseconds - process >= 20_000_000)
        #expect(CPUClock.threadNanoseconds - before < 20_000_000)
    }
}
