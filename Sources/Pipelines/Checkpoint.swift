public import Variates

/// Saving the model: no step starts until its bytes are on the disk and its time is over, while the input pipeline goes
/// on.
public struct Checkpoint: Sendable, Equatable {
    /// Who writes.
    public enum Writers: String, Sendable, CaseIterable {
        /// The first accelerator's loop, where each has all of the model.
        case first
        /// The loop of each accelerator.
        case all
    }

    /// Bytes that each writer writes, through the same bandwidth as what is read.
    public package(set) var bytes: Int64
    /// Seconds that it takes apart from the bytes.
    public package(set) var seconds: Distribution
    /// Who writes.
    public package(set) var writers: Writers
    /// Steps from one to the next, counted anew in each epoch; nil when epochs count.
    public package(set) var steps: Int?
    /// The epochs that one follows.
    public package(set) var epochs: EpochRhythm

    static let parameters = [
        Parameter(
            "checkpointBytes", .quantity(.bytes, 0...1e15), default: .quantity(0),
            "bytes of a checkpoint, written to the disk while no step starts"),
        Parameter(
            "checkpointTime", .distribution(.time), default: .distribution(.constant(0)),
            "time of a checkpoint in addition to its bytes"),
        Parameter(
            optional: "checkpointSteps", .count(1...1_000_000_000_000),
            "steps from one checkpoint to the next, counted within each epoch"),
        Parameter(
            optional: "checkpointEpochs", .count(1...1_000_000),
            "epochs from one checkpoint to the next; 1 when `checkpointSteps` is absent too"),
        Parameter(
            "checkpointFirstEpoch", .count(1...1_000_000), default: .count(1),
            "the first epoch after which a checkpoint is written"),
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
                parameter: "checkpointEpochs", "`checkpointEpochs` and `checkpointSteps` cannot be combined")
        }
        guard bytes == 0, seconds == .constant(0) else { return }
        for (name, value) in [("checkpointSteps", steps), ("checkpointEpochs", everyEpochs)] where value != nil {
            throw PipelineError(parameter: name, "a checkpoint needs `checkpointBytes` or `checkpointTime`")
        }
        return nil
    }

    /// Saves the model after a number of steps, counted anew in each epoch.
    ///
    /// - Parameters:
    ///   - bytes: that each writer writes.
    ///   - time: seconds that it takes apart from the bytes.
    ///   - steps: from one checkpoint to the next.
    ///   - writers: who writes.
    /// - Throws: `PipelineError` when a value is out of range, or there are neither bytes nor time.
    public init(
        bytes: Int64 = 0, time: Distribution = 0, steps: Int, writers: Writers = .first
    ) throws(PipelineError) {
        try self.init(checking: [
            "step": .distribution(0), "checkpointBytes": .bytes(bytes), "checkpointTime": .distribution(time),
            "checkpointSteps": .count(steps), "checkpointWriters": .choice(writers),
        ])
    }

    /// Saves the model after epochs.
    ///
    /// - Parameters:
    ///   - bytes: that each writer writes.
    ///   - time: seconds that it takes apart from the bytes.
    ///   - epochs: from one checkpoint to the next.
    ///   - firstEpoch: the first that one follows, counted from 1.
    ///   - writers: who writes.
    /// - Throws: `PipelineError` when a value is out of range, or there are neither bytes nor time.
    public init(
        bytes: Int64 = 0, time: Distribution = 0, epochs: Int = 1, firstEpoch: Int = 1, writers: Writers = .first
    ) throws(PipelineError) {
        try self.init(checking: [
            "step": .distribution(0), "checkpointBytes": .bytes(bytes), "checkpointTime": .distribution(time),
            "checkpointEpochs": .count(epochs), "checkpointFirstEpoch": .count(firstEpoch),
            "checkpointWriters": .choice(writers),
        ])
    }

    /// - Parameter given: what a training loop is made from.
    private init(checking given: KeyValuePairs<String, ParameterValue?>) throws(PipelineError) {
        guard let checkpoint = try TrainingLoop(checking: given).checkpoint else {
            preconditionFailure("a checkpoint that is given, and is none, is an error")
        }
        self = checkpoint
    }

    /// Whether one follows an epoch, counted from 0.
    func isDue(afterEpoch epoch: Int) -> Bool { steps == nil && epochs.contains(epoch) }
}

/// Judging the model by data of its own: no step starts until its time is over.
public struct Evaluation: Sendable, Equatable {
    /// Seconds that it takes.
    public package(set) var seconds: Distribution
    /// The epochs that one follows.
    public package(set) var epochs: EpochRhythm

    static let parameters = [
        Parameter(
            "evaluation", .distribution(.time), default: .distribution(.constant(0)),
            "time of an evaluation after an epoch; its own reads are not modelled"),
        Parameter(
            "evaluationEpochs", .count(1...1_000_000), default: .count(1), "epochs from one evaluation to the next"),
        Parameter(
            "evaluationFirstEpoch", .count(1...1_000_000), default: .count(1),
            "the first epoch after which an evaluation runs"),
    ]

    /// Makes the value from the training loop's parameters, or nil when it takes no time.
    init?(_ values: ParameterValues) {
        seconds = values.distribution("evaluation")
        epochs = EpochRhythm(first: values.count("evaluationFirstEpoch"), every: values.count("evaluationEpochs"))
        if seconds == .constant(0) { return nil }
    }

    /// Judges the model after epochs.
    ///
    /// - Parameters:
    ///   - time: seconds that it takes.
    ///   - epochs: from one evaluation to the next.
    ///   - firstEpoch: the first that one follows, counted from 1.
    /// - Throws: `PipelineError` when a value is out of range, or it takes no time.
    public init(time: Distribution, epochs: Int = 1, firstEpoch: Int = 1) throws(PipelineError) {
        let loop = try TrainingLoop(checking: [
            "step": .distribution(0), "evaluation": .distribution(time), "evaluationEpochs": .count(epochs),
            "evaluationFirstEpoch": .count(firstEpoch),
        ])
        guard let evaluation = loop.evaluation else {
            throw PipelineError(parameter: "evaluation", "an evaluation needs a time")
        }
        self = evaluation
    }
}

/// A first epoch, and the epochs that follow it at a fixed distance.
public struct EpochRhythm: Sendable, Equatable {
    /// The first epoch, counted from 1.
    public package(set) var first: Int
    /// Epochs from one to the next.
    public package(set) var every: Int

    /// Whether it falls on an epoch, counted from 0.
    func contains(_ epoch: Int) -> Bool { epoch + 1 >= first && (epoch + 1 - first) % every == 0 }
}
