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

    /// How the limit depends on the guesses; nil as long as it was not looked for everywhere.
    ///
    /// Two limits differ only when the values that each may be have none in common.
    public var effects: GuessEffects? {
        guard limits.count == design.points.count else { return nil }
        return GuessEffects(design, limits) { $0.distance(to: $1) }
    }

    /// The lowest limit and the highest, over all points looked at so far.
    public var extremes: (lowest: Limit, highest: Limit) {
        (
            limits.dropFirst().reduce(limits[0]) { $1.range.lowerBound < $0.range.lowerBound ? $1 : $0 },
            limits.dropFirst().reduce(limits[0]) { $1.range.upperBound > $0.range.upperBound ? $1 : $0 }
        )
    }

    /// Whether the limit is the same everywhere; nil where replications do not tell, or it was not looked for everywhere.
    public var isSame: Bool? {
        effects.flatMap { !$0.isSame ? false : limits.allSatisfy(\.isResolved) ? true : nil }
    }

    /// Whether a guess alone moves the limit; nil where replications do not tell.
    ///
    /// - Parameter effect: that of the guess.
    public func movesAlone(_ effect: GuessEffects.Effect) -> Bool? {
        guard effect.alone == 0 else { return true }
        guard let ends = alone(effect.guess) else { return nil }
        return [limits[0], ends.low, ends.high].allSatisfy(\.isResolved) ? false : nil
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
    fileprivate var isResolved: Bool { edge?.isResolved == true }

    /// Where it may be; beyond all values as long as it is not found.
    fileprivate var range: ClosedRange<Int> { places ?? 0...question.values.count }

    /// How far it lies from another at least; 0 where the two may be the same.
    fileprivate func distance(to other: Limit) -> Double {
        Double(max(0, range.lowerBound - other.range.upperBound, other.range.lowerBound - range.upperBound))
    }
}
