/// What a question's expression has come to.
package enum Answer: Sendable, Equatable {
    /// A figure, with half the width of its interval; 0 where nothing varies.
    case figure(Double, halfWidth: Double)
    /// A variant, with how far it is ahead of each other one.
    case variant(String, leads: [Lead])

    /// How far a variant is ahead of another one.
    package struct Lead: Sendable, Equatable {
        /// The other variant.
        package let variant: String
        /// The difference in favour of the one that leads, in the metric's unit; infinite where the other cannot run.
        package let distance: Double
        /// Half the width of the difference's interval, from runs that draw the same random numbers.
        package let halfWidth: Double
    }
}

/// Which of a question's choices holds.
package struct Verdict: Sendable {
    /// What was computed.
    package let answer: Answer
    /// The position of the choice that stands for it.
    package let right: Int
    /// For each other choice: how far the answer is from it, and half the width of its interval.
    package let margins: [(choice: Int, distance: Double, halfWidth: Double)]

    /// Nil unless exactly one choice stands for the answer.
    init?(_ answer: Answer, choices: [LessonStep.Choice]) {
        let distances = choices.map { Self.distance(of: answer, to: $0.match) }
        let holding = distances.indices.filter { distances[$0].isRight }
        guard holding.count == 1, let right = holding.first else { return nil }
        self.answer = answer
        self.right = right
        margins = distances.indices.filter { $0 != right }.map {
            (choice: $0, distance: distances[$0].distance, halfWidth: distances[$0].halfWidth)
        }
    }

    private static func distance(
        of answer: Answer, to match: LessonStep.Match
    ) -> (isRight: Bool, distance: Double, halfWidth: Double) {
        switch (answer, match) {
        case (.figure(let value, let halfWidth), .range(let range)):
            (range.contains(value), max(range.lowerBound - value, value - range.upperBound, 0), halfWidth)
        case (.variant(let variant, let leads), .variant(let name)):
            leads.first { $0.variant == name }.map { (variant == name, $0.distance, $0.halfWidth) }
                ?? (variant == name, 0, 0)
        case (.figure, .variant), (.variant, .range):
            (false, 0, 0)
        }
    }
}
