import Testing

@testable import PipelineExecution

struct BusyTimeTests {
    private static let cores: Int64 = 3_000_000

    @Test func `spinning takes so much time on a core`() {
        let start = CPUClock.threadNanoseconds
        BusyTime.spin(nanoseconds: Self.cores, StopSignal())
        #expect(CPUClock.threadNanoseconds - start >= Self.cores)
    }

    @Test func `a raised signal ends it`() throws {
        let stop = StopSignal()
        stop.raise()
        let hour: Int64 = 3_600_000_000_000
        BusyTime.spin(nanoseconds: hour, stop)
        try CalibratedWork().perform(nanoseconds: hour, over: [], stop)
    }

    @Test func `a computation finds a sample whose bytes are not its own`() throws {
        let sample = try SampleBytes(byteCount: 100) { memory in
            memory.initializeMemory(as: UInt8.self, repeating: 1)
            return 5
        }
        #expect {
            try CalibratedWork().perform(nanoseconds: Self.cores, over: [sample], StopSignal())
        } throws: {
            if case .wrongResult = $0 as? ExecutionError { true } else { false }
        }
    }

    @Test func `it is measured, and goes over samples without bytes too`() throws {
        let work = try CalibratedWork()
        #expect(work.bytesPerSecond > 1e6)
        let empty = try SampleBytes(byteCount: 0) { _ in 0 }
        try work.perform(nanoseconds: Self.cores, over: [empty], StopSignal())
    }
}
