/// Why no timeline can be made of a run.
public enum TimelineError: Error, Sendable, Equatable {
    /// More is to be recorded than the limit allows; it was reached at this time (ns).
    case tooMuch(limit: Int, nanoseconds: Int64)
    /// The window begins when the run is over, at this time (ns), or later.
    case runIsOver(nanoseconds: Int64)
}
