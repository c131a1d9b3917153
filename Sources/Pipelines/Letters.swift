import BasicContainers

/// Inputs on their way between neighbouring stages, at most one between any two.
///
/// The one nearest to the training loop goes first. What happens in an instant, and in which order work begins in it,
/// does then not depend on how many stages an element passes: a stage that does nothing changes nothing.
struct Letters: ~Copyable {
    enum Message: UInt8 { case demand = 1, element, ended, failed, restart }

    /// An input and the stage that gets it; an element that comes with it waits at the sender's port.
    struct Letter: BitwiseCopyable {
        var message: Message
        /// For a restart the stage whose upstream begins anew.
        var stage: Int
    }

    private struct Gap: BitwiseCopyable {
        var message: Message?
        /// Whether everything upstream begins anew first.
        var restarts = false
    }

    /// By the number of the stage before the gap; the training loop comes after the last stage.
    private var gaps: RigidArray<Gap>
    /// No gap after this one has a letter.
    private var last = -1

    init(stages: Int) { gaps = RigidArray(repeating: Gap(), count: stages) }

    @inline(__always)
    mutating func post(_ message: Message, to stage: Int) {
        let gap = message == .demand ? stage : stage - 1
        precondition(gaps[gap].message == nil, "a stage answered more often than it was asked")
        gaps[gap].message = message
        last = max(last, gap)
    }

    /// Everything before a stage begins anew, before the stage's next demand is delivered.
    mutating func restart(upTo stage: Int) {
        gaps[stage - 1].restarts = true
        last = max(last, stage - 1)
    }

    @inline(__always)
    mutating func next() -> Letter? {
        while last >= 0 {
            let gap = gaps[last]
            if gap.restarts {
                gaps[last].restarts = false
                return Letter(message: .restart, stage: last + 1)
            }
            if let message = gap.message {
                gaps[last].message = nil
                return Letter(message: message, stage: message == .demand ? last : last + 1)
            }
            last -= 1
        }
        return nil
    }

    /// Voids what is on its way between a stage and the next, and says what it was.
    mutating func forget(between stage: Int) -> Message? {
        let message = gaps[stage].message
        gaps[stage] = Gap()
        return message
    }
}
