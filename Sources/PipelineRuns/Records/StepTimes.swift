import Pipelines

/// When each step of one accelerator happened, in order, in nanoseconds of virtual time.
public struct StepTimes: Sendable, Equatable {
    /// When the training loop asked for the step's element.
    public private(set) var askedAt: [Int64] = []
    /// When the step was handed to the device: its element had come, and the loop's own costs were paid.
    public private(set) var startedAt: [Int64] = []
    /// When the step ended; with several accelerators, when all had done theirs.
    public private(set) var endedAt: [Int64] = []
    /// The epoch that each step belongs to, counted from 0.
    public private(set) var epoch: [Int] = []

    /// No steps.
    package init() {}

    /// The step is done, and perhaps waits for those of other accelerators.
    package mutating func computed(_ step: Completion, at now: Int64, epoch: Int) {
        askedAt.append(step.work.token)
        startedAt.append(now - step.nanoseconds)
        self.epoch.append(epoch)
    }

    /// The step, and those of the other accelerators, ended.
    package mutating func ended(at now: Int64) { endedAt.append(now) }
}
