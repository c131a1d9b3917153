/// An instant of simulated time: whole nanoseconds since the run began.
///
/// Integers, not floating-point seconds, so that ties are exact (three holds of 0.1 s and one of 0.3 s meet at one
/// instant) and sums do not depend on the order of addition.
@frozen
public struct SimulationTime: Sendable, Hashable, BitwiseCopyable {
    /// Nanoseconds since the run began.
    public var nanoseconds: Int64

    /// Creates the instant `nanoseconds` after the start of the run.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Seconds since the run began, rounded to the nearest `Double`.
    @inlinable
    public var seconds: Double { Double(nanoseconds) / 1e9 }

    /// The last instant at which an event can happen: 2⁶² − 1 ns, about 146 years.
    ///
    /// Half the range of `Int64`, so that the sum of two times in range cannot overflow.
    @inlinable
    public static var latest: SimulationTime { SimulationTime(nanoseconds: Int64.max / 2) }
}

// MARK: - From seconds to the clock

extension SimulationTime {
    /// Whole nanoseconds nearest to a duration; nil when it is not a number, negative or longer than `latest`.
    ///
    /// - Parameter seconds: a duration in seconds; halves of a nanosecond round away from zero.
    @inlinable
    @inline(__always)
    public static func nanoseconds(inSeconds seconds: Double) -> Int64? {
        let nanoseconds = countedNanoseconds(inSeconds: seconds)
        return nanoseconds == outOfRange ? nil : nanoseconds
    }

    /// As `nanoseconds(inSeconds:)`, with `outOfRange` instead of nil: for durations that somebody else refuses.
    ///
    /// The only place where seconds become nanoseconds.
    @inlinable
    @inline(__always)
    public static func countedNanoseconds(inSeconds seconds: Double) -> Int64 {
        let exact = seconds * 1e9
        guard exact > -0.5, exact < 0x1p62 else { return outOfRange }
        let whole = Int64(exact)
        // Without a branch, which would be guessed wrong every other time.
        return whole &+ (exact - Double(whole) < 0.5 ? 0 : 1)
    }

    /// Stands for a duration that the clock cannot count; an event queue refuses it.
    @inlinable
    public static var outOfRange: Int64 { .max }

    /// The sum of two times in nanoseconds, neither of them negative; `outOfRange` when one of them is, or no 64 bits
    /// hold it.
    @inlinable
    @inline(__always)
    public static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? outOfRange : sum
    }
}
