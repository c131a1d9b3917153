import Variates

/// What keeps the training loop from its next step, one after the other: a checkpoint, then an evaluation.
struct Interruptions {
    private enum Part { case checkpoint, evaluation }

    private let checkpoint: Checkpoint?
    private let evaluation: Evaluation?
    /// Steps from one checkpoint to the next; 0 when epochs count, or there is none.
    private let checkpointSteps: Int
    private var epoch = 0
    /// What is still to come at the end of this epoch.
    private var atEpochEnd: [Part] = []
    /// Whether a checkpoint follows the steps that have started.
    private(set) var areDue = false

    init(_ loop: TrainingLoop, rank: UInt32) {
        let writes = rank == 0 || loop.checkpoint?.writers == .all
        checkpoint = writes ? loop.checkpoint : nil
        evaluation = loop.evaluation
        checkpointSteps = checkpoint?.steps ?? 0
    }

    mutating func beginEpoch(_ epoch: Int) {
        self.epoch = epoch
        areDue = false
        atEpochEnd = []
        if let checkpoint, checkpoint.isDue(afterEpoch: epoch) { atEpochEnd.append(.checkpoint) }
        if let evaluation, evaluation.epochs.contains(epoch) { atEpochEnd.append(.evaluation) }
    }

    /// A step of this epoch, counted from 1, has started.
    @inline(__always)
    mutating func stepStarted(_ step: Int) {
        if checkpointSteps > 0 { areDue = step % checkpointSteps == 0 }
    }

    /// All steps that have started are finished: the checkpoint that follows them begins.
    mutating func beginAfterStep(_ actions: inout Actions) {
        areDue = false
        beginCheckpoint(&actions)
    }

    /// All steps of the epoch are finished: the next interruption begins, if one is left.
    mutating func beginAtEpochEnd(_ actions: inout Actions) -> Bool {
        guard !atEpochEnd.isEmpty else { return false }
        switch atEpochEnd.removeFirst() {
        case .checkpoint: beginCheckpoint(&actions)
        case .evaluation: wait(at: .evaluation, &actions)
        }
        return true
    }

    /// Goes on with an interruption after a part of it; false when it is over.
    mutating func goOn(after place: Work.Place, _ actions: inout Actions) -> Bool {
        guard place == .checkpointWrite, let checkpoint, checkpoint.seconds != .constant(0) else { return false }
        wait(at: .checkpointWait, &actions)
        return true
    }

    private func beginCheckpoint(_ actions: inout Actions) {
        guard let checkpoint, checkpoint.bytes > 0 else { return wait(at: .checkpointWait, &actions) }
        var element = Element(sample: 0, bytes: checkpoint.bytes, epoch: Int32(truncatingIfNeeded: epoch))
        // What is written is the model, which is on the accelerator: none of the pipeline's memory.
        element.onDevice = true
        actions.perform(element, at: .checkpointWrite)
    }

    private func wait(at place: Work.Place, _ actions: inout Actions) {
        actions.perform(Element(sample: 0, bytes: 0, epoch: Int32(truncatingIfNeeded: epoch)), at: place)
    }
}
