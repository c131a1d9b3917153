import DequeModule
import Synchronization

/// Threads of one kind, and the work that waits for them.
struct Lane {
    /// Jobs that have their server, in order.
    private(set) var ready = Deque<UInt32>()
    /// Threads that it may have.
    let limit: Int
    private(set) var threads = 0
    /// Threads that look for work without sleeping.
    var spinning = 0
    /// Threads that sleep.
    var parked = 0
    let signal: LaneSignal

    /// What must be done for a job that was pushed to be taken.
    enum Call { case nothing, wake, newThread }

    init(limit: Int) {
        self.limit = limit
        signal = LaneSignal()
    }

    mutating func push(_ job: UInt32) -> Call {
        ready.append(job)
        signal.readyJobs.store(ready.count, ordering: .releasing)
        if spinning >= ready.count { return .nothing }
        // A thread that was woken for an earlier job and does not run yet still counts as parked.
        if spinning + parked >= ready.count { return .wake }
        guard threads < limit else { return parked > 0 ? .wake : .nothing }
        threads += 1
        return .newThread
    }

    /// A thread that has spun goes to sleep.
    mutating func park() {
        spinning -= 1
        parked += 1
    }

    mutating func pop() -> UInt32? {
        guard let job = ready.popFirst() else { return nil }
        signal.readyJobs.store(ready.count, ordering: .releasing)
        return job
    }
}

/// How threads of a lane learn of work without holding the lock.
final class LaneSignal: Sendable {
    let readyJobs = Atomic<Int>(0)
    let condition = Condition()
}

/// The lanes of an execution, by number.
///
/// Reads and functions are all in the first: their stations, the disk's queue and the worker pool, say how many of each
/// are served at a time, and whichever thread is awake takes the next. A thread of its own for each would have every
/// element change threads more often than it must.
enum LaneNumber {
    static let functions = 0
    private static let perRank = 3

    static func trainer(_ rank: Int) -> Int { 1 + perRank * rank }
    static func accelerator(_ rank: Int) -> Int { 2 + perRank * rank }
    static func copyEngine(_ rank: Int) -> Int { 3 + perRank * rank }
    static func count(ranks: Int) -> Int { 1 + perRank * ranks }
}
