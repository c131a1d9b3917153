/// An instant of simulated time: whole nanoseconds since the run began.
///
/// Integers, not floating-point seconds, so that ties are exact (three holds of 0.1 s and one of 0.3 s meet at one
/// instant) and sums do not depend on the order of addition.
@frozen
public struct SimulationTime: Sendable, Comparable, Hashable, BitwiseCopyable {
    /// Nanoseconds since the run began.
    public var nanoseconds: Int64

    /// Creates the instant `nanoseconds` after the start of the run.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Creates the instant nearest to a number of seconds; nil when that is not a number, negative or past `latest`.
    @inlinable
    public init?(seconds: Double) {
        guard let nanoseconds = Self.nanoseconds(inSeconds: seconds) else { return nil }
        self.init(nanoseconds: nanoseconds)
    }

    /// Seconds since the run began, rounded to the nearest `Double`.
    @inlinable
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// The start of the run.
    @inlinable
    public static var zero: SimulationTime { SimulationTime(nanoseconds: 0) }

    /// The last instant at which an event can happen: 2⁶² − 1 ns, about 146 years.
    ///
    /// Half the range of `Int64`, so that the sum of two times in range cannot overflow.
    @inlinable
    public static var latest: SimulationTime { SimulationTime(nanoseconds: Int64.max / 2) }

    /// Whole nanoseconds nearest to a duration; nil when it is not a number, negative or longer than `latest`.
    ///
    /// The only place where seconds become nanoseconds.
    ///
    /// - Parameter seconds: a duration in seconds; halves of a nanosecond round away from zero.
    @inlinable
    public static func nanoseconds(inSeconds seconds: Double) -> Int64? {
        let nanoseconds = (seconds * 1e9).rounded()
        guard nanoseconds >= 0, nanoseconds < 0x1p62 else { return nil }
        return Int64(nanoseconds)
    }

    /// Whether one instant is before another.
    @inlinable
    public static func < (left: SimulationTime, right: SimulationTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The instant a number of nanoseconds after another.
    @inlinable
    public static func + (time: SimulationTime, nanoseconds: Int64) -> SimulationTime {
        SimulationTime(nanoseconds: time.nanoseconds + nanoseconds)
    }
}
