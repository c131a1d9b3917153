import BasicContainers

/// What the training loop waits for.
extension PipelineRun {
    /// How long a wait of the training loop that goes on has lasted by time `now` (ns).
    @inline(__always)
    func waited(at now: Int64) -> Int64 {
        isWaiting && !isFinished ? now - waitBeganAt : 0
    }

    /// Whether the training loop waits for an element and no step computes.
    @inline(__always)
    var isWaiting: Bool { training.isAsking && training.unfinishedSteps == 0 }

    /// When such a wait began (ns).
    @inline(__always)
    var waitBeganAt: Int64 { max(actions.ports[stages.count - 1].demandedAt, stepsEndedAt) }

    /// Remembers work that ends while the training loop waits, within an epoch.
    @inline(__always)
    mutating func noteCourse(_ course: WorkCourse?, of work: Work) {
        actions.waits.beginAnew()
        guard let course, isWaiting, training.hasStarted, Int(work.stage) < stages.count else { return }
        actions.waits.add(
            work, course, heldBackSince: actions.ports[Int(work.stage)].heldBackSince, endedAt: actions.now,
            waitBeganAt: waitBeganAt)
    }
}
