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

    /// What an accelerator's pipeline has come to.
    ///
    /// - Parameters:
    ///   - calls: calls that the stage may have at a time, if nothing tunes them.
    ///   - now: the present time (ns).
    func nanoseconds(of rank: borrowing Rank, stage: Int, calls: Int, at now: Int64) -> Double {
        let counted: Int128 =
            switch self {
            case .workers: rank.run.workNanoseconds(ofStage: stage, by: .workers, at: now)
            case .consumer: rank.run.workNanoseconds(ofStage: stage, by: .consumer, at: now)
            case .pinningThread: rank.run.workNanoseconds(ofStage: stage, by: .pinningThread, at: now)
            case .storage: rank.run.storageNanoseconds(ofStage: stage, at: now)
            case .calls: rank.autotuner?.callNanoseconds(ofStage: stage, at: now) ?? Int128(calls) * Int128(now)
            case .heldBack: rank.run.heldBackNanoseconds(ofStage: stage, at: now)
            case .ahead: rank.run.aheadNanoseconds(ofStage: stage, at: now)
            case .waitForDisk: Int128(rank.run.waitNanoseconds(ofStage: stage, .disk))
            case .waitForWorker: Int128(rank.run.waitNanoseconds(ofStage: stage, .worker))
            case .waitForCore: Int128(rank.run.waitNanoseconds(ofStage: stage, .core))
            case .waitForComputation: Int128(rank.run.waitNanoseconds(ofStage: stage, .computation))
            case .waitForOrder: Int128(rank.run.waitNanoseconds(ofStage: stage, .order))
            case .waitForPassingOn: Int128(rank.run.waitNanoseconds(ofStage: stage, .passingOn))
            }
        return Double(wide: counted)
    }
}
