import Dispatch
import Testing

@testable import PipelineExecution

struct MonitorTests {
    @Test func `loses no change`() {
        let counter = Monitor(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<100_000 { counter.withLock { $0 += 1 } }
        }
        #expect(counter.withLock { $0 } == 800_000)
    }

    @Test func `is free again after an error`() {
        let locked = Monitor("a")
        #expect(throws: DataError.missing(path: "a")) {
            try locked.withLock { value throws(DataError) in throw .missing(path: value) }
        }
        #expect(locked.withLock { $0 } == "a")
    }
}
