public import Variates

/// The consumer: asks for a batch, spends host time, runs a step, until its steps and epochs are done.
public struct TrainingLoop: Section, Equatable {
    /// Where the step computes.
    public enum Device: String, Sendable, CaseIterable {
        /// On the accelerator.
        case gpu
        /// On the host's cores, competing with the workers.
        case cpu
    }

    /// The key in scenario files.
    public static let name = "train"
    /// One line for help texts and the schema.
    public static let summary = "the training loop: duration of a step, where it runs, how far the host runs ahead"
    /// What may be said about it.
    public static let parameters = loopParameters + Checkpoint.parameters + Evaluation.parameters
    private static let loopParameters = [
        Parameter("step", .distribution(.time), "computation of one step, without copies and overheads"),
        Parameter(
            "device", .choice(Device.allCases.map(\.rawValue)), default: .word(Device.gpu.rawValue),
            "`gpu`, or `cpu`: the step then competes with the workers for cores"),
        Parameter("threads", .count(1...65536), default: .count(1), "cores that a step on the CPU keeps busy"),
        Parameter(
            "hostOverhead", .distribution(.time), default: .distribution(.constant(0)),
            "host time on a core before each step starts"),
        Parameter(
            "runAhead", .count(0...65536), default: .count(0),
            "steps that may be unfinished when the host asks for data: 0 waits for each step (eager), k enqueues (graph)"
        ),
        Parameter(
            "epochs", .count(1...1_000_000), default: .count(1), "passes over the data, each with a new iterator"),
        Parameter(
            optional: "steps", .count(1...1_000_000_000_000), "steps of each epoch; to the end of the data when absent"
        ).alsoCalled("steps_per_epoch"),
        Parameter(
            optional: "firstEpochSteps", .count(1...1_000_000_000_000),
            "steps of the first epoch, if only that one is cut short"),
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "step"

    /// Seconds that a step computes.
    public package(set) var step: Distribution
    /// Where it computes.
    public package(set) var device: Device
    /// Cores kept busy by a step on the CPU.
    public package(set) var threads: Int
    /// Seconds of host time on a core before each step.
    public package(set) var hostOverhead: Distribution
    /// Steps that may be unfinished while the host asks for the next batch.
    public package(set) var runAhead: Int
    /// Passes over the data.
    public package(set) var epochs: Int
    /// Steps of each epoch, or nil for all data.
    public package(set) var stepsPerEpoch: Int?
    /// Steps of the first epoch, where it alone is cut short.
    public package(set) var firstEpochSteps: Int?
    /// When and how the model is saved, if it is.
    public package(set) var checkpoint: Checkpoint?
    /// When and how it is evaluated, if it is.
    public package(set) var evaluation: Evaluation?

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        step = values.distribution("step")
        device = Device(rawValue: values.word("device")) ?? .gpu
        threads = values.count("threads")
        hostOverhead = values.distribution("hostOverhead")
        runAhead = values.count("runAhead")
        epochs = values.count("epochs")
        stepsPerEpoch = values.optionalCount("steps")
        firstEpochSteps = values.optionalCount("firstEpochSteps")
        checkpoint = try Checkpoint(values)
        evaluation = Evaluation(values)
        if device == .cpu && runAhead > 0 {
            throw PipelineError(
                parameter: "runAhead", "a step on the CPU runs in the loop's own thread: `runAhead` must be 0 there")
        }
        if let firstEpochSteps, let stepsPerEpoch, firstEpochSteps > stepsPerEpoch {
            throw PipelineError(
                parameter: "firstEpochSteps", "the first epoch cannot have more steps than `steps`, \(stepsPerEpoch)")
        }
        if device == .gpu && threads > 1 {
            throw PipelineError(parameter: "threads", "`threads` is for steps with `device: cpu`")
        }
    }

    /// A loop that runs a step for each element it gets.
    ///
    /// - Parameters:
    ///   - step: seconds that a step computes, without copies and overheads.
    ///   - device: where it computes.
    ///   - threads: cores that a step on the CPU keeps busy.
    ///   - hostOverhead: seconds of host time on a core before each step.
    ///   - runAhead: steps that may be unfinished when the host asks for more.
    ///   - epochs: passes over the data.
    ///   - steps: of each epoch; to the end of the data when nil.
    ///   - firstEpochSteps: steps of the first epoch, if only that one is cut short.
    ///   - checkpoint: when and how the model is saved, if it is.
    ///   - evaluation: when and how it is evaluated, if it is.
    /// - Throws: `PipelineError` when a value is out of range, or values do not fit together.
    public init(
        step: Distribution, device: Device = .gpu, threads: Int = 1, hostOverhead: Distribution = 0, runAhead: Int = 0,
        epochs: Int = 1, steps: Int? = nil, firstEpochSteps: Int? = nil, checkpoint: Checkpoint? = nil,
        evaluation: Evaluation? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "step": .distribution(step), "device": .choice(device), "threads": .count(threads),
            "hostOverhead": .distribution(hostOverhead), "runAhead": .count(runAhead), "epochs": .count(epochs),
            "steps": steps.map(ParameterValue.count), "firstEpochSteps": firstEpochSteps.map(ParameterValue.count),
        ])
        self.checkpoint = checkpoint
        self.evaluation = evaluation
    }

    /// Steps after which an epoch, counted from 0, is cut short, or nil.
    public func stepLimit(ofEpoch epoch: Int) -> Int? { epoch == 0 ? firstEpochSteps ?? stepsPerEpoch : stepsPerEpoch }
}
