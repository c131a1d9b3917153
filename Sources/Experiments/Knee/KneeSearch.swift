/// Which values must be simulated and compared to find a knee: first for the asymptote, by doubling, then for what is enough.
///
/// It knows nothing of simulations: whoever uses it answers its `question`s.
struct KneeSearch: Sendable {
    /// What has to be known next.
    enum Question: Sendable, Equatable {
        /// How the rate of a value compares with that of the best so far.
        case gain(from: Int, to: Int)
        /// Whether a value is within the share of the asymptote.
        case enough(Int, of: Int)
    }

    /// How much a value adds to the best so far.
    enum Gain: Sendable, Equatable {
        /// It may be more than what counts; the flag says whether the value is the higher one, as estimated.
        case mayCount(isHigher: Bool)
        /// Less than what counts, for certain.
        case settled(isHigher: Bool)
        /// It is lower by more than what counts, for certain.
        case falls
        /// It cannot run, or the one that it is compared with cannot.
        case cannotRun, otherCannotRun
    }

    /// Why no further value was tried for the asymptote.
    enum Ending: Sendable {
        case running
        /// Doubling brings less than what counts.
        case settled
        /// The values end.
        case lastValue
        /// The next one is slower.
        case falls
        /// Memory runs out at the next one.
        case memory
        /// No value can run.
        case nothingRuns
    }

    /// Values, in order.
    let ladder: KneeLadder
    /// The value that others are compared with, once doubling has ended.
    private(set) var asymptote: Int?
    /// Why doubling ended.
    private(set) var ending = Ending.running
    /// A value and a larger one whose rate is lower for certain, by more than what counts.
    private(set) var fall: (best: Int, lower: Int)?
    private(set) var bracketing: SmallestSearch?
    /// Tests that may still be made with their share of the error.
    private var testsLeft: Int
    /// Tests among which the error is shared.
    let plannedTests: Int
    private let guess: Int?
    private var best: Int
    private var candidate: Int?
    /// Whether doubling began at a guess, not at the first value.
    private var hasBegunAbove = false

    /// - Parameters:
    ///   - ladder: the values.
    ///   - guess: where the knee may be.
    init(_ ladder: KneeLadder, guess: Int? = nil) {
        precondition(ladder.count >= 2, "A knee lies between values")
        self.ladder = ladder
        self.guess = guess.map { min($0, ladder.count - 1) }
        best = guess.map { ladder.double($0) ?? ladder.count - 1 } ?? 0
        plannedTests =
            ladder.mostDoublings + SmallestSearch.mostTests(count: ladder.count, isMonotone: ladder.isMonotone)
        testsLeft = plannedTests
        candidate = ladder.double(best)
        hasBegunAbove = best > 0
        if candidate == nil { finishDoubling(.lastValue) }
    }

    /// What has to be known next; nil when nothing has, or the tests that were planned for are used up.
    var question: Question? {
        guard testsLeft > 0 else { return nil }
        if let candidate, ending == .running { return .gain(from: best, to: candidate) }
        guard let asymptote, let next = bracketing?.next else { return nil }
        return .enough(next, of: asymptote)
    }

    /// The answer as far as it is known: from the smallest value that may be it to the smallest that is known to be enough.
    var bracket: ClosedRange<Int>? { bracketing?.bracket }

    /// - Parameter gain: the answer to a question for it.
    mutating func record(_ gain: Gain) {
        guard let tried = candidate else { return }
        testsLeft -= 1
        switch gain {
        // Where the rate is taken to rise, what chance says of a small difference does not count.
        case .mayCount(let isHigher):
            advance(to: tried, best: isHigher || ladder.isMonotone ? tried : best)
        case .settled(let isHigher):
            if isHigher || ladder.isMonotone { best = tried }
            if ladder.isMonotone { finishDoubling(.settled) } else { advance(to: tried, best: best) }
        case .falls:
            fall = (best, tried)
            if ladder.isMonotone { finishDoubling(.falls) } else { advance(to: tried, best: best) }
        case .cannotRun:
            if ladder.isMonotone { finishDoubling(.memory) } else { advance(to: tried, best: best) }
        case .otherCannotRun: if hasBegunAbove { beginAtFirst() } else { advance(to: tried, best: tried) }
        }
    }

    /// - Parameters:
    ///   - verdict: the answer to a question for it.
    ///   - isBetter: whether the value beats the asymptote by more than what counts, for certain.
    mutating func record(_ verdict: ThresholdVerdict, at position: Int, isBetter: Bool = false) {
        testsLeft -= 1
        guard isBetter, let asymptote else {
            bracketing?.record(verdict, at: position)
            return
        }
        fall = (position, asymptote)
        self.asymptote = position
        bracketing = SmallestSearch(count: position + 1, isMonotone: ladder.isMonotone)
    }

    /// Takes note that the asymptote cannot run.
    mutating func recordThatAsymptoteCannotRun() {
        asymptote = nil
        bracketing = nil
        if hasBegunAbove { beginAtFirst() } else { ending = .nothingRuns }
    }

    private mutating func beginAtFirst() {
        hasBegunAbove = false
        ending = .running
        best = 0
        candidate = ladder.double(0)
    }

    private mutating func advance(to tried: Int, best: Int) {
        self.best = best
        candidate = ladder.double(tried)
        if candidate == nil { finishDoubling(.lastValue) }
    }

    private mutating func finishDoubling(_ ending: Ending) {
        self.ending = ending
        candidate = nil
        asymptote = best
        let below = guess.flatMap { $0 < best ? $0 : nil }
        bracketing = SmallestSearch(count: best + 1, guess: below, isMonotone: ladder.isMonotone)
    }
}
