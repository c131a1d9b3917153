package import Pipelines

/// How long a stage's work has taken (ns), waits for resources included, by the threads that do it.
///
/// A thread does one piece of work at a time: of its time it is at work for a share between 0 and 1.
package struct WorkTimes: BitwiseCopyable {
    private var workers = 0.0
    private var consumer = 0.0
    private var pinningThread = 0.0
    /// The part of the workers' time that was at storage.
    private var storage = 0.0

    package init() {}

    package mutating func add(_ work: Work, nanoseconds: Int64) {
        let nanoseconds = Double(nanoseconds)
        switch work.crew {
        case .workers:
            workers += nanoseconds
            if work.isStorage { storage += nanoseconds }
        case .consumer: consumer += nanoseconds
        case .pinningThread: pinningThread += nanoseconds
        case nil: break
        }
    }

    /// Share of a time (ns) that the busiest threads are at work, where there are so many workers.
    package func share(of nanoseconds: Double, workers count: Double) -> Double {
        nanoseconds > 0 ? max(workers / count, consumer, pinningThread) / nanoseconds : 0
    }

    /// Share of the workers' time that is spent at storage.
    package var storageShare: Double { workers > 0 ? storage / workers : 0 }

    package static func - (later: Self, earlier: Self) -> Self {
        var difference = later
        difference.workers -= earlier.workers
        difference.consumer -= earlier.consumer
        difference.pinningThread -= earlier.pinningThread
        difference.storage -= earlier.storage
        return difference
    }
}
