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

    @Test func `a thread that waits sees the change it was woken for`() throws {
        let value = Monitor(0)
        let changed = Condition()
        let seen = Monitor(0)
        let thread = try WorkerThread {
            let result = value.wait(for: changed) { $0 == 5 ? $0 : nil }
            seen.withLock { $0 = result ?? -1 }
        }
        for next in 1...5 {
            value.withLock { $0 = next }
            changed.broadcast()
        }
        thread.join()
        #expect(seen.withLock { $0 } == 5)
    }

    @Test func `it gives up after the deadline, and tries once more`() {
        let value = Monitor(0)
        var tries = 0
        let result = value.wait(for: Condition(), until: HostClock.nanoseconds + 1_000_000) { _ -> Int? in
            tries += 1
            return nil
        }
        #expect(result == nil && tries >= 2)
    }
}
