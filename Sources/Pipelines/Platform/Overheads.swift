/// The small costs of a real executor; each is a constant, or piecewise linear in the time spent or waited (seconds).
public struct Overheads: Section, Equatable {
    /// The key in scenario files.
    public static let name = "overheads"
    /// One line for help texts and the schema.
    public static let summary = "small costs of an executor, each constant or piecewise linear in the time spent"
    /// What may be said about it.
    public static let parameters = [
        cost("call", "added to each function that a worker thread runs, by its duration"),
        Parameter(
            optional: "computeCall", .curve(x: .time, y: .time),
            "the same for functions that compute, instead of `call`"),
        cost("timerOvershoot", "added to each wait, by its duration"),
        cost("handOver", "an element that is ready passes from a background thread to the one that asked"),
        cost("buffering", "a prefetch thread puts an element into its buffer"),
        cost("next", "the training loop's own cost of asking for an element, by the time since it started a step"),
        Parameter(
            optional: "busyNext", .curve(x: .time, y: .time),
            "the same on a busy processor, after a step on the CPU or while all cores are at work, instead of `next`"),
        cost(
            "wakeUp", "until the training loop runs again after being blocked, by that time, less what `next` cost more"
        ),
        cost("iteratorCreation", "before the first element of each epoch"),
    ]

    /// Seconds added to a function that waits on a worker thread, by its duration.
    public var call: PiecewiseLinear
    /// Seconds added to a function that computes, by its duration.
    public var computeCall: PiecewiseLinear
    /// Seconds added to a wait, by its duration.
    public var timerOvershoot: PiecewiseLinear
    /// Seconds to hand a ready element from a background thread to the thread that asks, by the time it has waited.
    public var handOver: PiecewiseLinear
    /// Seconds of a prefetch thread for each element.
    public var buffering: PiecewiseLinear
    /// Seconds of the training loop's own call for an element, by the time since it started a step.
    public var next: PiecewiseLinear
    /// Seconds of that call when the processor has not been idle: after a step on the CPU, or while all cores are at work.
    public var busyNext: PiecewiseLinear
    /// Seconds until the training loop runs again after being blocked, by that time.
    ///
    /// Waking up and a dearer `next` after a pause are the same thing seen twice, a processor that has been idle: what
    /// `next` has cost more than after no pause is not paid again.
    public var wakeUp: PiecewiseLinear
    /// Seconds to create the iterator at the start of an epoch.
    public var iteratorCreation: PiecewiseLinear

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

    /// No costs.
    public static let none = Overheads()

    private init() {
        let nothing = PiecewiseLinear(constant: 0)
        (call, computeCall, timerOvershoot, handOver, buffering) = (nothing, nothing, nothing, nothing, nothing)
        (next, busyNext, wakeUp, iteratorCreation) = (nothing, nothing, nothing, nothing)
    }

    private static func cost(_ name: String, _ summary: String) -> Parameter {
        Parameter(name, .curve(x: .time, y: .time), default: .curve(PiecewiseLinear(constant: 0)), summary)
    }
}
