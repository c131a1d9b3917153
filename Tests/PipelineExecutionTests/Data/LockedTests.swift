import Dispatch
import Testing

@testable import PipelineExecution

struct LockedTests {
    @Test func `loses no change`() {
        let counter = Locked(0)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<2000 { counter.withLock { $0 += 1 } }
        }
        #expect(counter.withLock { $0 } == 16_000)
    }

    @Test func `is free again after an error`() {
        let locked = Locked("a")
        #expect(throws: DataError.missing(path: "a")) {
            try locked.withLock { value throws(DataError) in throw .missing(path: value) }
        }
        #expect(locked.withLock { $0 } == "a")
    }
}
