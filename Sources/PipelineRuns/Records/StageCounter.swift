package import Pipelines

/// What is counted of a stage over a run, in nanoseconds over all accelerators.
package enum StageCounter: Int, CaseIterable {
    /// Work of its workers.
    case workers
    /// Work that its consumer's thread does for it.
    case consumer
    /// Work of its thread that pins memory.
    case pinningThread
    /// The part of its workers' time that is at storage.
    case storage
    /// Calls that it may have at a time.
    case calls
    /// Calls that wait because finished results wait for an older one.
    case heldBack
    /// Without room for more, though it works ahead.
    case ahead
    /// Waits of training loops within epochs for elements whose work is in its hands, by cause.
    case waitForDisk, waitForWorker, waitForCore, waitForLock, waitForComputation, waitForOrder, waitForPassingOn

    /// Counters of one stage.
    package static let count = allCases.count

    /// The counter of the training loops' waits for a cause.
    package static func wait(_ cause: WaitCause) -> StageCounter {
        switch cause {
        case .disk: .waitForDisk
        case .worker: .waitForWorker
        case .core: .waitForCore
        case .lock: .waitForLock
        case .computation: .waitForComputation
        case .order: .waitForOrder
        case .passingOn: .waitForPassingOn
        }
    }
}

extension Rank {
    /// Adds what each stage of the accelerator's pipeline has come to.
    ///
    /// Mutating in name only: a call on what is borrowed copies it.
    ///
    /// - Parameters:
    ///   - calls: calls that each stage may have at a time, if nothing tunes them.
    ///   - now: the present time (ns).
    ///   - sums: by stage and counter.
    ///   - first: where they begin in it.
    mutating func addCounters(calls: [Int], at now: Int64, to sums: inout [Double], from first: Int) {
        for (stage, calls) in calls.enumerated() {
            let times = run.times(ofStage: stage, at: now)
            func add(_ nanoseconds: Double, to counter: StageCounter) {
                sums[first + stage * StageCounter.count + counter.rawValue] += nanoseconds
            }
            add(Double(wide: times.workers), to: .workers)
            add(Double(wide: times.consumer), to: .consumer)
            add(Double(wide: times.pinningThread), to: .pinningThread)
            add(Double(wide: times.storage), to: .storage)
            let allowed = autotuner?.callNanoseconds(ofStage: stage, at: now) ?? Int128(calls) * Int128(now)
            add(Double(wide: allowed), to: .calls)
            add(Double(wide: times.heldBack), to: .heldBack)
            add(Double(wide: times.ahead), to: .ahead)
            for cause in WaitCause.allCases { add(Double(times.waits[cause]), to: .wait(cause)) }
        }
    }
}
