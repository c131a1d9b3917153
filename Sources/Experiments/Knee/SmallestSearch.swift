/// Which of some values in order is the smallest that is enough, found by testing single ones.
///
/// It knows nothing of what is tested: whoever uses it asks for the `next` position, tests it, and `record`s the verdict.
/// The last position is taken to be enough. A test that stays open is passed by on both sides, so that the answer is a
/// range: from the first position that is not known to be too little to the first that is known to be enough.
struct SmallestSearch: Sendable {
    /// Positions `0..<count`.
    let count: Int
    /// Where the answer may be, tested first, then its neighbour.
    private let guess: Int?
    /// Whether all below a value that is too little are too little as well; else every value is tested, from the first.
    private let isMonotone: Bool
    private(set) var verdicts: [Int: ThresholdVerdict] = [:]

    init(count: Int, guess: Int? = nil, isMonotone: Bool = true) {
        precondition(count >= 1, "The last position is the one that is enough")
        self.count = count
        self.guess = guess
        self.isMonotone = isMonotone
    }

    /// Tests that it makes at most.
    static func mostTests(count: Int, isMonotone: Bool) -> Int {
        guard isMonotone else { return max(0, count - 1) }
        // The guess and its neighbour, then a bisection on each side of what is open.
        return 2 + 2 * (Int.bitWidth - count.leadingZeroBitCount)
    }

    /// The answer as far as it is known: from the smallest that may be it to the smallest that is known to be enough.
    var bracket: ClosedRange<Int> { min(firstCandidate, smallestEnough)...smallestEnough }

    /// The position to test next; nil when tests tell no more.
    var next: Int? {
        let enough = smallestEnough
        guard isMonotone else { return (0..<enough).first { verdicts[$0] == nil } }
        let candidates = firstCandidate..<max(firstCandidate, enough)
        let open = candidates.filter { verdicts[$0] == .open }
        guard let firstOpen = open.first, let lastOpen = open.last else { return probe(in: candidates) }
        // What is enough first: that is the value that can be used.
        return Self.middle(lastOpen + 1..<enough) ?? Self.middle(candidates.lowerBound..<firstOpen)
    }

    mutating func record(_ verdict: ThresholdVerdict, at position: Int) { verdicts[position] = verdict }

    private var smallestEnough: Int {
        verdicts.filter { $0.value == .met }.keys.min() ?? count - 1
    }

    /// The smallest position that is not known to be too little.
    private var firstCandidate: Int {
        guard isMonotone else { return (0..<count).first { verdicts[$0] != .missed } ?? count - 1 }
        let below = verdicts.filter { $0.value == .missed && $0.key < smallestEnough }.keys.max()
        return below.map { $0 + 1 } ?? 0
    }

    private func probe(in candidates: Range<Int>) -> Int? {
        if let guess, let verdict = verdicts[guess] {
            let neighbour = verdict == .met ? guess - 1 : guess + 1
            if verdicts[neighbour] == nil, candidates.contains(neighbour) { return neighbour }
        } else if let guess, candidates.contains(guess) {
            return guess
        }
        return Self.middle(candidates)
    }

    private static func middle(_ positions: Range<Int>) -> Int? {
        positions.isEmpty ? nil : positions.lowerBound + (positions.count - 1) / 2
    }
}
