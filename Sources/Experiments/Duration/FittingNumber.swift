/// The search for the largest number whose time fits in a limit, where a larger one takes as long or longer.
///
/// One is tried first, which tells the time that does not depend on the number. Then a straight line between the two
/// ends guesses (false position). Where the same end has moved twice running, times are no line (`train.steps` may end
/// epochs long before the data do), and the range is halved until the other end moves.
struct FittingNumber {
    /// A number and what it takes.
    private typealias End = (number: Int64, seconds: Double)

    private let limit: Double
    /// The largest that is known to fit, or to be too small to be tried.
    private var fitting: End = (0, 0)
    /// The smallest that is known to take too long.
    private var exceeding: End
    /// Times that the same end has moved running.
    private var repetitions = 0
    private var hasFittingMoved = false

    /// - Parameters:
    ///   - number: that takes too long.
    ///   - seconds: that it takes.
    ///   - limit: seconds that are accepted.
    init(below number: Int64, taking seconds: Double, limit: Double) {
        self.limit = limit
        exceeding = (number, seconds)
    }

    /// The next number to try; nil where none is left between the ends.
    var next: Int64? {
        let range = exceeding.number - fitting.number
        guard range > 1 else { return nil }
        if fitting.number == 0 { return 1 }
        if repetitions > 1 { return fitting.number + range / 2 }
        let share = (limit - fitting.seconds) / (exceeding.seconds - fitting.seconds)
        return fitting.number + min(max(1, Int64(Double(range) * share)), range - 1)
    }

    /// Notes what a number takes: 0 s where it is too small to be tried.
    mutating func note(_ number: Int64, seconds: Double) {
        let fits = seconds <= limit
        if fits { fitting = (number, seconds) } else { exceeding = (number, seconds) }
        repetitions = fits == hasFittingMoved ? repetitions + 1 : 1
        hasFittingMoved = fits
    }
}
