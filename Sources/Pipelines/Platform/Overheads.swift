/// The small costs of a real executor; each is a constant, or piecewise linear in the time spent or waited (seconds).
public struct Overheads: Section, Equatable {
    /// The key in scenario files.
    public static let name = "overheads"
    /// One line for help texts and the schema.
    public static let summary = "small costs of an executor, each constant or piecewise linear in the time spent"
    /// What may be said about it.
    public static let parameters = [
        cost("call", "added to each map function run on the pool, by its duration"),
        cost("timerOvershoot", "added to each wait, by its duration"),
        cost("handOver", "an element that is ready passes from a background thread to the one that asked"),
        cost("wakeUp", "a thread that was blocked gets its element, by the time it was blocked"),
        cost("next", "the training loop's own cost of asking for one element"),
        cost("iteratorCreation", "before the first element of each epoch"),
    ]

    /// Seconds added to a map function on the pool, by its duration.
    public var call: PiecewiseLinear
    /// Seconds added to a wait, by its duration.
    public var timerOvershoot: PiecewiseLinear
    /// Seconds to hand a ready element from a background thread to the thread that asks.
    public var handOver: PiecewiseLinear
    /// Seconds until a blocked thread runs again, by the time it was blocked.
    public var wakeUp: PiecewiseLinear
    /// Seconds of the training loop's own call for an element.
    public var next: PiecewiseLinear
    /// Seconds to create the iterator at the start of an epoch.
    public var iteratorCreation: PiecewiseLinear

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        call = values.curve("call")
        timerOvershoot = values.curve("timerOvershoot")
        handOver = values.curve("handOver")
        wakeUp = values.curve("wakeUp")
        next = values.curve("next")
        iteratorCreation = values.curve("iteratorCreation")
    }

    private static func cost(_ name: String, _ summary: String) -> Parameter {
        Parameter(name, .curve(x: .time, y: .time), default: .curve(PiecewiseLinear(constant: 0)), summary)
    }
}
