import BasicContainers
import Pipelines

/// A piece of work on its way through the platform's resources.
struct Job: BitwiseCopyable {
    var work: Work
    /// Service to come once a server is granted (ns).
    var serviceNanoseconds: Int64 = 0
    /// Bytes over bandwidth, after the service (ns at the full bandwidth of one transfer).
    var transferNanoseconds: Int64 = 0
    /// The part of a step's service that is computation (ns).
    var computeNanoseconds: Int64 = 0
    /// The part of a call's service that is under its lock, the last (ns); 0 where it needs none.
    var lockedNanoseconds: Int64 = 0
    /// When it asked for the lock, and then how long it waited for it (ns).
    var lockWaitNanoseconds: Int64 = 0
    /// When it began to wait for resources (ns).
    var begunAt: Int64
    /// When it last got a server that it had to wait for (ns).
    var servedAt: Int64
    /// Accelerator whose pipeline asked for it.
    var rank: Int32
    /// Threads of this training step on the CPU that still run.
    var runningThreads: Int32 = 0
    // Whole words, as all of it: a copy of what surrounds a hole is slow.
    private var lockCount: UInt32 = 0
    private var stepNumber = UInt32.max

    /// A piece of work that begins to wait for resources at a time (ns).
    init(work: Work, begunAt: Int64, rank: Int32) {
        self.work = work
        self.begunAt = begunAt
        servedAt = begunAt
        self.rank = rank
    }

    /// Whether it has its lock.
    var holdsLock: Bool {
        @inline(__always) get { lockCount > 0 }
        @inline(__always) set { lockCount = newValue ? 1 : 0 }
    }

    /// The step that this thread belongs to, if it is one of several.
    var step: UInt32? {
        @inline(__always) get { stepNumber == .max ? nil : stepNumber }
        @inline(__always) set { stepNumber = newValue ?? .max }
    }

    /// The part of the service that comes next (ns): that before the lock, that under it, or all of it.
    @inline(__always)
    var partNanoseconds: Int64 {
        if lockedNanoseconds == 0 { return serviceNanoseconds }
        return holdsLock ? lockedNanoseconds : serviceNanoseconds - lockedNanoseconds
    }
}

/// Jobs in flight by number; numbers are used again, so the table is as long as the most jobs at a time.
struct JobTable: ~Copyable {
    private var jobs = UniqueArray<Job>()
    private var free = UniqueArray<UInt32>()
    /// The number of the first job: lower ones are the targets of timers.
    private let base: Int
    private let limit: Int

    init(numbers: Range<UInt32>) {
        base = Int(numbers.lowerBound)
        limit = numbers.count
    }

    subscript(number: UInt32) -> Job {
        @inline(__always) _read { yield jobs[Int(number) - base] }
        @inline(__always) _modify { yield &jobs[Int(number) - base] }
    }

    /// Numbers the job; nil when there are too many.
    mutating func add(_ job: Job) -> UInt32? {
        if let number = free.popLast() {
            jobs[Int(number) - base] = job
            return number
        }
        guard jobs.count < limit else { return nil }
        jobs.append(job)
        return UInt32(base + jobs.count - 1)
    }

    mutating func remove(_ number: UInt32) { free.append(number) }

    /// The least number that a job can have.
    var firstNumber: UInt32 { UInt32(base) }

    /// Whether nothing is in flight.
    var isEmpty: Bool { free.count == jobs.count }
}
