import Pipelines

/// What is counted of a stage over a run, in nanoseconds over all accelerators.
enum StageCounter: Int, CaseIterable {
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
    case waitForDisk, waitForWorker, waitForCore, waitForComputation, waitForOrder, waitForPassingOn

    /// Counters of one stage.
    static let count = allCases.count

    /// The counter of the training loops' waits for a cause.
    static func wait(_ cause: WaitCause) -> StageCounter {
        switch cause {
        case .disk: .waitForDisk
        case .worker: .waitForWorker
        case .core: .waitForCore
        case .computation: .waitForComputation
        case .order: .waitForOrder
        case .passingOn: .waitForPassingOn
        }
    }
}

extension Rank {
    /// Adds what each stage of the accelerator's pipeline has come to.
    ///
    /// Called once for an accelerator, because what borrows an element of an array copies it.
    ///
    /// - Parameters:
    ///   - calls: calls that each stage may have at a time, if nothing tunes them.
    ///   - now: the present time (ns).
    ///   - sums: by stage and counter.
    func addCounters(calls: [Int], at now: Int64, to sums: inout [Double]) {
        for stage in calls.indices {
            for counter in StageCounter.allCases {
                sums[stage * StageCounter.count + counter.rawValue] += nanoseconds(
                    counter, ofStage: stage, calls: calls[stage], at: now)
            }
        }
    }

    @inline(__always)
    private func nanoseconds(
        _ counter: StageCounter, ofStage stage: Int, calls: Int, at now: Int64
    ) -> Double {
        let counted: Int128 =
            switch counter {
            case .workers: run.workNanoseconds(ofStage: stage, by: .workers, at: now)
            case .consumer: run.workNanoseconds(ofStage: stage, by: .consumer, at: now)
            case .pinningThread: run.workNanoseconds(ofStage: stage, by: .pinningThread, at: now)
            case .storage: run.storageNanoseconds(ofStage: stage, at: now)
            case .calls: autotuner?.callNanoseconds(ofStage: stage, at: now) ?? Int128(calls) * Int128(now)
            case .heldBack: run.heldBackNanoseconds(ofStage: stage, at: now)
            case .ahead: run.aheadNanoseconds(ofStage: stage, at: now)
            case .waitForDisk: Int128(run.waitNanoseconds(ofStage: stage, .disk))
            case .waitForWorker: Int128(run.waitNanoseconds(ofStage: stage, .worker))
            case .waitForCore: Int128(run.waitNanoseconds(ofStage: stage, .core))
            case .waitForComputation: Int128(run.waitNanoseconds(ofStage: stage, .computation))
            case .waitForOrder: Int128(run.waitNanoseconds(ofStage: stage, .order))
            case .waitForPassingOn: Int128(run.waitNanoseconds(ofStage: stage, .passingOn))
            }
        return Double(wide: counted)
    }
}
