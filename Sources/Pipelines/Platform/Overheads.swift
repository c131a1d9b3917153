/// The small costs of a real executor; each is a constant, or piecewise linear in the time spent or waited (seconds).
public struct Overheads: Section, Equatable {
    /// The key in scenario files.
    public static let name = "overheads"
    /// One line for help texts and the schema.
    public static let summary = "small costs of an executor, each constant or piecewise linear in the time spent"
    /// What may be said about it.
    public static let parameters = [
        cost("call", "added to each function that a worker thread runs, depending on its duration"),
        Parameter(
            optional: "computeCall", .curve(x: .time, y: .time),
            "the same for functions that compute, instead of `call`"),
        cost("timerOvershoot", "added to each wait, depending on its duration"),
        cost("handOver", "for a ready element to pass from a background thread to the one that asked"),
        cost("buffering", "for a prefetch thread to put an element into its buffer"),
        cost(
            "next",
            "the training loop's own cost of asking for an element, depending on the time since it started a step"),
        Parameter(
            optional: "busyNext", .curve(x: .time, y: .time),
            "the same on a busy processor, after a step on the CPU or while all cores are at work, instead of `next`"),
        cost(
            "wakeUp",
            "until the blocked training loop runs again, depending on the time blocked, minus the extra cost of `next`"
        ),
        cost("iteratorCreation", "before the first element of each epoch"),
    ]

    /// Seconds added to a function that waits on a worker thread, by its duration.
    public package(set) var call: PiecewiseLinear
    /// Seconds added to a function that computes, by its duration.
    public package(set) var computeCall: PiecewiseLinear
    /// Seconds added to a wait, by its duration.
    public package(set) var timerOvershoot: PiecewiseLinear
    /// Seconds to hand a ready element from a background thread to the thread that asks, by the time it has waited.
    public package(set) var handOver: PiecewiseLinear
    /// Seconds of a prefetch thread for each element.
    public package(set) var buffering: PiecewiseLinear
    /// Seconds of the training loop's own call for an element, by the time since it started a step.
    public package(set) var next: PiecewiseLinear
    /// Seconds of that call when the processor has not been idle: after a step on the CPU, or while all cores are at
    /// work.
    public package(set) var busyNext: PiecewiseLinear
    /// Seconds until the training loop runs again after being blocked, by that time.
    ///
    /// Waking up and a dearer `next` after a pause are the same thing seen twice, a processor that has been idle: what
    /// `next` has cost more than after no pause is not paid again.
    public package(set) var wakeUp: PiecewiseLinear
    /// Seconds to create the iterator at the start of an epoch.
    public package(set) var iteratorCreation: PiecewiseLinear

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        call = values.curve("call")
        computeCall = values.optionalCurve("computeCall") ?? call
        timerOvershoot = values.curve("timerOvershoot")
        handOver = values.curve("handOver")
        buffering = values.curve("buffering")
        next = values.curve("next")
        busyNext = values.optionalCurve("busyNext") ?? next
        wakeUp = values.curve("wakeUp")
        iteratorCreation = values.curve("iteratorCreation")
    }

    /// An executor's small costs, each a curve of seconds over seconds; a number is the same everywhere.
    ///
    /// - Parameters:
    ///   - call: added to each function that a worker thread runs, depending on its duration.
    ///   - computeCall: the same for functions that compute; `call` when nil.
    ///   - timerOvershoot: added to each wait, by its duration.
    ///   - handOver: for a ready element to pass from a background thread to the one that asked.
    ///   - buffering: for a prefetch thread to put an element into its buffer.
    ///   - next: the training loop asks for an element, by the time since it started a step.
    ///   - busyNext: the same on a busy processor; `next` when nil.
    ///   - wakeUp: until the training loop runs again after being blocked, by that time.
    ///   - iteratorCreation: before the first element of each epoch.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        call: PiecewiseLinear = 0, computeCall: PiecewiseLinear? = nil, timerOvershoot: PiecewiseLinear = 0,
        handOver: PiecewiseLinear = 0, buffering: PiecewiseLinear = 0, next: PiecewiseLinear = 0,
        busyNext: PiecewiseLinear? = nil, wakeUp: PiecewiseLinear = 0, iteratorCreation: PiecewiseLinear = 0
    ) throws(PipelineError) {
        try self.init(checking: [
            "call": .curve(call), "computeCall": computeCall.map(ParameterValue.curve),
            "timerOvershoot": .curve(timerOvershoot), "handOver": .curve(handOver), "buffering": .curve(buffering),
            "next": .curve(next), "busyNext": busyNext.map(ParameterValue.curve), "wakeUp": .curve(wakeUp),
            "iteratorCreation": .curve(iteratorCreation),
        ])
    }

    /// No costs.
    public static let none = Overheads()

    /// No costs.
    public init() { self = Self.byDefault }

    private static func cost(_ name: String, _ summary: String) -> Parameter {
        Parameter(name, .curve(x: .time, y: .time), default: .curve(PiecewiseLinear(constant: 0)), summary)
    }
}
