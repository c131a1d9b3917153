public import Variates

/// Saving the model: no step starts until its bytes are on the disk and its time is over, while the input pipeline goes on.
public struct Checkpoint: Sendable, Equatable {
    /// Who writes.
    public enum Writers: String, Sendable, CaseIterable {
        /// The first accelerator's loop, where each has all of the model.
        case first
        /// The loop of each accelerator.
        case all
    }

    /// Bytes that each writer writes, through the same bandwidth as what is read.
    public var bytes: Int64
    /// Seconds that it takes apart from the bytes.
    public var seconds: Distribution
    /// Who writes.
    public var writers: Writers
    /// Steps from one to the next, counted anew in each epoch; nil when epochs count.
    public var steps: Int?
    /// The epochs that one follows.
    public var epochs: EpochRhythm

    static let parameters = [
        Parameter(
            "checkpointBytes", .quantity(.bytes, 0...1e15), default: .quantity(0),
            "bytes of a checkpoint, written to the disk while no step starts"),
        Parameter(
            "checkpointTime", .distribution(.time), default: .distribution(.constant(0)),
            "time of a checkpoint apart from its bytes"),
        Parameter(
            optional: "checkpointSteps", .count(1...1_000_000_000_000),
            "steps from one checkpoint to the next, counted anew in each epoch"),
        Parameter(
            optional: "checkpointEpochs", .count(1...1_000_000),
            "epochs from one checkpoint to the next; 1 when `checkpointSteps` is absent too"),
        Parameter(
            "checkpointFirstEpoch", .count(1...1_000_000), default: .count(1),
            "the first epoch that a checkpoint follows"),
        Parameter(
            "checkpointWriters", .choice(Writers.allCases.map(\.rawValue)), default: .word(Writers.first.rawValue),
            "`first`: the first accelerator's loop writes; `all`: each does"),
    ]

    /// Makes the value from the training loop's parameters, or nil when a checkpoint has neither bytes nor time.
    init?(_ values: ParameterValues) throws(PipelineError) {
        bytes = Int64(values.quantity("checkpointBytes"))
        seconds = values.distribution("checkpointTime")
        writers = Writers(rawValue: values.word("checkpointWriters")) ?? .first
        steps = values.optionalCount("checkpointSteps")
        let everyEpochs = values.optionalCount("checkpointEpochs")
        epochs = EpochRhythm(first: values.count("checkpointFirstEpoch"), every: everyEpochs ?? 1)
        if steps != nil, everyEpochs != nil {
            throw PipelineError(
                parameter: "checkpointEpochs", "checkpoints go by steps or by epochs: give one of the two")
        }
        guard bytes == 0, seconds == .constant(0) else { return }
        for (name, value) in [("checkpointSteps", steps), ("checkpointEpochs", everyEpochs)] where value != nil {
            throw PipelineError(parameter: name, "a checkpoint needs `checkpointBytes` or `checkpointTime`")
        }
        return nil
    }

    /// Whether one follows an epoch, counted from 0.
    func isDue(afterEpoch epoch: Int) -> Bool { steps == nil && epochs.contains(epoch) }
}

/// Judging the model by data of its own: no step starts until its time is over.
public struct Evaluation: Sendable, Equatable {
    /// Seconds that it takes.
    public var seconds: Distribution
    /// The epochs that one follows.
    public var epochs: EpochRhythm

    static let parameters = [
        Parameter(
            "evaluation", .distribution(.time), default: .distribution(.constant(0)),
            "time of an evaluation, which follows an epoch; its own reading is not modelled"),
        Parameter(
            "evaluationEpochs", .count(1...1_000_000), default: .count(1), "epochs from one evaluation to the next"),
        Parameter(
            "evaluationFirstEpoch", .count(1...1_000_000), default: .count(1),
            "the first epoch that an evaluation follows"),
    ]

    /// Makes the value from the training loop's parameters, or nil when it takes no time.
    init?(_ values: ParameterValues) {
        seconds = values.distribution("evaluation")
        epochs = EpochRhythm(first: values.count("evaluationFirstEpoch"), every: values.count("evaluationEpochs"))
        if seconds == .constant(0) { return nil }
    }
}

/// A first epoch, and the epochs that follow it at a fixed distance.
public struct EpochRhythm: Sendable, Equatable {
    /// The first epoch, counted from 1.
    public var first: Int
    /// Epochs from one to the next.
    public var every: Int

    /// Whether it falls on an epoch, counted from 0.
    func contains(_ epoch: Int) -> Bool { epoch + 1 >= first && (epoch + 1 - first) % every == 0 }
}
