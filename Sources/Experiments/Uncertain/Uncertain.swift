public import ScenarioFiles

/// An answer over the ranges of what was guessed: whether it is the same everywhere, and which guess decides.
public struct Uncertain<Answer: Sendable>: Sendable {
    /// What was guessed.
    public let guesses: [Guess]
    /// Where in their ranges the answer is looked for.
    public let design: GuessDesign
    /// The answers found so far, in the order of the design's points; that of the scenario as it is written comes first.
    public private(set) var answers: [Answer]

    /// - Parameters:
    ///   - guesses: at least one.
    ///   - asWritten: the answer for the scenario as it is written.
    public init(_ guesses: [Guess], asWritten: Answer) {
        self.init(guesses, [asWritten])
    }

    private init(_ guesses: [Guess], _ answers: [Answer]) {
        self.guesses = guesses
        self.answers = answers
        design = GuessDesign(guesses: guesses.count)
    }

    /// Looks for the answer at every point of the design.
    ///
    /// - Parameters:
    ///   - progress: told before every point how many are finished, and how many there are.
    ///   - answer: finds the answer with guesses at places of their ranges; those that it is not told are as written.
    /// - Throws: what `answer` throws; what was found is kept.
    public mutating func find<Failure: Error>(
        progress: (_ finished: Int, _ of: Int) -> Void = { _, _ in },
        answer: ([(guess: Guess, place: Double)]) async throws(Failure) -> Answer
    ) async throws(Failure) {
        for point in design.points.dropFirst(answers.count) {
            progress(answers.count, design.points.count)
            answers.append(try await answer(point.places(of: guesses)))
        }
    }

    /// Whether it was looked for everywhere.
    public var isFinished: Bool { answers.count == design.points.count }

    /// The answers found while one guess alone is at its low end, and at its high end; nil as long as they are not known.
    ///
    /// - Parameter guess: its position.
    public func alone(_ guess: Int) -> (low: Answer, high: Answer)? {
        let found = zip(design.points, answers).filter { $0.0.kind == .alone(guess: guess) }.map(\.1)
        return found.count == 2 ? (found[0], found[1]) : nil
    }

    /// What follows from the answers.
    public func map<Other: Sendable>(_ transform: (Answer) -> Other) -> Uncertain<Other> {
        Uncertain<Other>(guesses, answers.map(transform))
    }
}

extension Uncertain where Answer: UncertainAnswer {
    /// How the answer depends on the guesses; nil as long as it was not looked for everywhere.
    public var effects: GuessEffects? {
        isFinished ? GuessEffects(design, answers) { $0.distance(to: $1) } : nil
    }

    /// Whether it is the same everywhere; nil where replications do not tell, or it was not looked for everywhere.
    public var isSame: Bool? {
        effects.flatMap { !$0.isSame ? false : answers.allSatisfy(\.isResolved) ? true : nil }
    }

    /// Whether a guess alone moves the answer; nil where replications do not tell.
    ///
    /// - Parameter effect: that of the guess.
    public func movesAlone(_ effect: GuessEffects.Effect) -> Bool? {
        guard effect.alone == 0 else { return true }
        guard let ends = alone(effect.guess) else { return nil }
        return [answers[0], ends.low, ends.high].allSatisfy(\.isResolved) ? false : nil
    }
}

extension GuessDesign.Point {
    /// The guesses that are not as written, with their places.
    ///
    /// - Parameter guesses: all of the design's.
    public func places(of guesses: [Guess]) -> [(guess: Guess, place: Double)] {
        zip(guesses, places).compactMap { guess, place in place.map { (guess: guess, place: $0) } }
    }
}
