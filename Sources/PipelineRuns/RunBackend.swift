public import Pipelines

/// What completes work, in virtual time or with threads.
///
/// A backend has one job: it begins the work that pipelines ask for, and appends its end to `state.done`. What happens
/// between pieces of work is the same for each (`RunBackend+Coordination.swift`); these are the places where a backend
/// has something to add.
@usableFromInline
package protocol RunBackend: ~Copyable {
    /// The pipelines of all accelerators.
    var state: RunState { get set }
    /// Time since the run began (ns).
    var now: Int64 { get }
    /// Whether nothing more may happen: the run has failed, or its threads must end.
    var isStopped: Bool { get }

    /// Begins a piece of work.
    mutating func begin(_ work: Work, of rank: Int)
    /// Does the next of what is due now and is no finished work, as to serve who waited; false when there is nothing.
    mutating func continueNow() -> Bool
    /// The run is over, or as much of it as is recorded.
    mutating func end()

    /// A pipeline has reacted to what happened, and what it asked for is about to begin.
    mutating func willBeginWork(of rank: Int)
    /// What a pipeline asked for has begun.
    ///
    /// - Returns: whether the run goes on.
    mutating func goesOn(afterBeginningWorkOf rank: Int) -> Bool
    /// Work is done, and its pipeline has not heard of it.
    mutating func willSettle(_ completion: Completion)
    /// A sample was read that the read cache did not have, and is kept there from now on or not.
    mutating func didRead(_ completion: Completion, isKept: Bool)
    /// Work has come back to the stage that asked for it, or to nobody, because the stage's life was over.
    mutating func didReport(_ completion: Completion, isKnown: Bool)
    /// A step has ended, and has passed the barrier if there is one.
    mutating func didReportStep(_ completion: Completion)
    /// All accelerators have come to the barrier.
    ///
    /// - Returns: false when their meeting takes time, after which `leaveBarrier()` is to be called.
    mutating func meet() -> Bool
    /// An accelerator leaves the barrier, and may start its next step.
    mutating func leaveBarrier(after step: Completion)
    /// A tuner has begun with an epoch.
    mutating func didBeginTuning(of rank: Int)
    /// Adds what the backend's resources have come to.
    mutating func addCounters(to snapshot: inout RunSnapshot)
}
