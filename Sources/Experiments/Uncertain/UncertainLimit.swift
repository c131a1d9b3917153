public import ScenarioFiles

/// Whether a limit is the same wherever guesses lie in their ranges.
public struct UncertainLimit: Sendable {
    /// What was guessed.
    public let guesses: [Guess]
    /// Where in their ranges the limit is looked for.
    public let design: GuessDesign
    /// The limits found so far, in the order of the design's points; that of the scenario as it is written comes first.
    public private(set) var limits: [Limit]

    /// Replications at which a value stays open: there are many limits to find, and a guess that matters moves them far.
    private static let mostReplications = 40

    /// - Parameters:
    ///   - guesses: at least one.
    ///   - limit: that of the scenario as it is written, found.
    public init(_ guesses: [Guess], of limit: Limit) {
        precondition(limit.verdict != nil, "Guesses are judged by a limit that was found")
        self.guesses = guesses
        design = GuessDesign(guesses: guesses.count)
        limits = [limit]
    }

    /// Finds the limit at every point of the design, starting from that of the scenario as it is written.
    ///
    /// - Parameters:
    ///   - threads: replications that run at the same time, at least 1.
    ///   - question: the question with guesses at places of their ranges.
    ///   - progress: told after every replication how many of the design's points are finished.
    /// - Throws: `LimitError`, or when the task is cancelled; what was found is kept.
    public mutating func find(
        threads: Int, progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in },
        question: ([(guess: Guess, place: Double)]) throws(LimitError) -> LimitQuestion
    ) async throws(LimitError) {
        let start = limits[0].met ?? limits[0].missed
        for point in design.points.dropFirst(limits.count) {
            let places = zip(guesses, point.places).compactMap { guess, place in place.map { (guess: guess, place: $0) }
            }
            var limit = Limit(try question(places).upTo(replications: Self.mostReplications))
            let finished = limits.count
            try await limit.find(from: start?.value, threads: threads) { _ in progress(finished, design.points.count) }
            limits.append(limit)
        }
    }

    /// How the limit depends on the guesses; nil as long as it is not known everywhere.
    public var effects: GuessEffects? {
        guard limits.count == design.points.count else { return nil }
        return GuessEffects(design, limits.map(\.place)) { ($0 - $1).magnitude }
    }

    /// The lowest limit and the highest, over all points looked at so far.
    public var extremes: (lowest: Limit, highest: Limit) {
        let ordered = limits.sorted { $0.place < $1.place }
        return (ordered[0], ordered[ordered.count - 1])
    }

    /// The limits found while one guess alone is at its low end, and at its high end; nil as long as they are not known.
    ///
    /// - Parameter guess: its position.
    public func alone(_ guess: Int) -> (low: Limit, high: Limit)? {
        let found = zip(design.points, limits).filter { $0.0.kind == .alone(guess: guess) }.map(\.1)
        return found.count == 2 ? (found[0], found[1]) : nil
    }
}

extension Limit {
    /// Where the limit is among the question's values, as a number: one before the first, or after the last, where no value
    /// meets the conditions; in the middle of what is open where it is not resolved.
    fileprivate var place: Double {
        let none = question.goal == .last ? -1 : question.values.count
        guard let edge else { return Double(none) }
        let met = edge.met ?? none
        guard !edge.isResolved else { return Double(met) }
        let all = edge.open + [met]
        return Double((all.min() ?? met) + (all.max() ?? met)) / 2
    }
}
