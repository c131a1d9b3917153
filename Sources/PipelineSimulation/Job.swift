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
    /// When it began to wait for resources (ns).
    var begunAt: Int64
    /// Accelerator whose pipeline asked for it.
    var rank: Int32
    /// Threads of this training step on the CPU that still run.
    var runningThreads: Int32 = 0
    /// The step that this thread belongs to, if it is one of several.
    var step: UInt32?
}

/// Jobs in flight by number; numbers are used again, so the table is as long as the most jobs at a time.
struct JobTable {
    private var jobs: [Job] = []
    private var free: [UInt32] = []
    /// The number of the first job: lower ones are the targets of timers.
    private let base: UInt32
    private let limit: UInt32

    init(numbers: Range<UInt32>) {
        base = numbers.lowerBound
        limit = numbers.upperBound - numbers.lowerBound
    }

    subscript(number: UInt32) -> Job {
        get { jobs[Int(number - base)] }
        _modify { yield &jobs[Int(number - base)] }
    }

    /// Numbers the job; nil when there are too many.
    mutating func add(_ job: Job) -> UInt32? {
        if let number = free.popLast() {
            self[number] = job
            return number
        }
        guard jobs.count < limit else { return nil }
        jobs.append(job)
        return base + UInt32(jobs.count - 1)
    }

    mutating func remove(_ number: UInt32) { free.append(number) }
}
