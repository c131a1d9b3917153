import BasicContainers
import PipelineRuns
import Pipelines

/// What the training loop waits for.
extension RecurrenceRun {
    /// The loop waits for an element from its demand on, or from the end of its last step.
    @inline(__always)
    mutating func noteWait(from demand: Happening, to answer: Happening, isBoundary: Bool) {
        let begin = max(demand.time, training.endedAt)
        guard answer.time > begin else { return }
        let waited = answer.time - begin
        training.waited(waited, isBoundary: isBoundary)
        if !isBoundary { charge(from: begin, until: answer) }
    }

    /// Charges a wait to the work at whose end it was over, and to that at whose end this was begun, as far as the wait
    /// goes back.
    private mutating func charge(from begin: Int64, until answer: Happening) {
        var (until, number) = (answer.time, answer.piece)
        while until > begin {
            guard let piece = pieces[number], piece.stage >= 0 else {
                return refuse("two pieces of work that end at \(until) ns may have been waited for")
            }
            let stage = Int(piece.stage)
            let from = max(begin, min(until, piece.begunAt))
            let held = max(from, min(until, piece.heldBackSince))
            stages[stage].waits[.order] += until - held
            stages[stage].waits[stages[stage].waitCause] += held - from
            (until, number) = (from, piece.cause)
        }
    }
}
