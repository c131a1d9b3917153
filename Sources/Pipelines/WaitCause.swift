/// What a training loop waits for: what the work waits for or does on which its next element then depends.
///
/// A wait during a piece of work is charged first to the time that this work was in lines, for a thread or for a core,
/// as much as there was of it: without a line it would have ended that much sooner.
public enum WaitCause: Int, Sendable, CaseIterable {
    /// It is at storage, or in the disk's line.
    case disk
    /// It is, or was, in the line for a thread of the worker pool.
    case worker
    /// It has a thread, and waits or has waited for a core, or shares one.
    case core
    /// It waits for a lock that its function holds for a part of its time.
    case lock
    /// A function of it runs.
    case computation
    /// It runs, and finished elements with their calls' places wait for it, because it is older.
    case order
    /// It is put together, or on its way between threads, processes and devices; also where nothing has begun for it
    /// yet.
    case passingOn
}

/// Time by what a training loop waits for (ns).
@usableFromInline
package struct WaitTimes: BitwiseCopyable, Sendable {
    // One for each cause.
    @usableFromInline var nanoseconds = InlineArray<7, Int64>(repeating: 0)

    /// No time.
    package init() {}

    /// The time of a cause (ns).
    @inlinable
    package subscript(cause: WaitCause) -> Int64 {
        get { nanoseconds[cause.rawValue] }
        set { nanoseconds[cause.rawValue] = newValue }
    }
}

extension WorkKind {
    /// What waits in this kind's line wait for; nil where it waits in none.
    var causeInLine: WaitCause? {
        switch station {
        case .disk, .readCache: .disk
        case .workers: .worker
        case .copyEngine, .accelerator: .passingOn
        case nil: nil
        }
    }

    /// What others wait for while work of this kind is served.
    package var causeInService: WaitCause {
        switch thread {
        case .disk, .readCache: .disk
        case .worker, .own, .caller: passesOn ? .passingOn : .computation
        case .copyEngine, .accelerator, .stepCores, .trainingLoop, .receiver, .none: .passingOn
        }
    }
}
