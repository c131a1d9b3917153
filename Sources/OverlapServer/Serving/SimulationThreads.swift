import Dispatch
import Foundation
import Synchronization

/// Threads that do nothing but simulate.
///
/// The threads that Swift's tasks share, and those of Dispatch's concurrent queues, are as many as there are cores:
/// simulations on them would leave none to answer others.
final class SimulationThreads: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let waiting = DispatchSemaphore(value: 0)

    /// - Parameter count: of threads; they live as long as the program.
    init(count: Int) {
        for number in 1...count {
            let thread = Thread { [self] in work() }
            thread.name = "simulation \(number)"
            thread.stackSize = Self.stackBytes
            thread.start()
        }
    }

    /// As much as a main thread has.
    private static let stackBytes = 8 << 20

    /// Takes work that a thread does as soon as one is free.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        waiting.signal()
    }

    private func work() {
        while true {
            waiting.wait()
            let job = jobs.withLock { $0.removeFirst() }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
