/// How an answer depends on what was guessed: whether it is the same everywhere, and which guess moves it.
public struct GuessEffects: Sendable {
    /// How far a guess moves the answer.
    public struct Effect: Sendable, Equatable {
        /// Position of the guess.
        public let guess: Int
        /// The largest known distance between two answers while it alone goes from end to end, the others as written.
        public let alone: Double
        /// The mean distance between its ends where the others are at all combinations of theirs; nil without corners.
        public let amongOthers: Double?

        /// Whether it is known to move the answer, alone or among others.
        public var movesAnswer: Bool { alone > 0 || (amongOthers ?? 0) > 0 }
    }

    /// Whether no two answers are known to differ.
    public let isSame: Bool
    /// One for each guess, the one that moves the answer most first.
    public let effects: [Effect]

    /// The guess that moves the answer most; nil where none does.
    public var deciding: Effect? { effects.first.flatMap { $0.movesAnswer ? $0 : nil } }

    /// - Parameters:
    ///   - design: where the answers are from.
    ///   - answers: one for each of its points.
    ///   - distance: how far two answers lie apart at least, in any unit; 0 where they may be the same. Answers that have no
    ///     order are 1 apart.
    public init<Answer>(_ design: GuessDesign, _ answers: [Answer], distance: (Answer, Answer) -> Double) {
        precondition(answers.count == design.points.count, "Every point has an answer")
        let asWritten = answers[0]
        // What may be the same as a third need not be the same as each other.
        isSame = answers.indices.allSatisfy { first in
            answers[first...].allSatisfy { distance(answers[first], $0) == 0 }
        }
        let all = zip(design.points, answers)
        let corners = all.filter { $0.0.kind == .corner }
        effects = (0..<design.guesses).map { guess in
            let own = [asWritten] + all.filter { $0.0.kind == .alone(guess: guess) }.map(\.1)
            let distances = own.indices.flatMap { first in own[first...].map { distance(own[first], $0) } }
            // Corners are in the order of the binary numbers of which each guess is a digit.
            let low = corners.indices.filter { $0 >> guess & 1 == 0 }
            let ends = low.map { distance(corners[$0].1, corners[$0 | 1 << guess].1) }
            return Effect(
                guess: guess, alone: distances.max() ?? 0,
                amongOthers: ends.isEmpty ? nil : ends.reduce(0, +) / Double(ends.count))
        }.sorted { ($1.alone, $1.amongOthers ?? 0) < ($0.alone, $0.amongOthers ?? 0) }
    }
}
