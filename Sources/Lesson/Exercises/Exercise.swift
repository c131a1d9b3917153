/// A question of an exercise sheet, with the numbers that were drawn for it.
package struct Exercise: Sendable {
    /// How sheet, key and answers name it: `3b`.
    package let id: String
    /// The step of the lesson that it belongs to.
    package let step: Int
    /// What a pupil does.
    package let style: Style
    /// A few words.
    package let title: String
    /// What is asked; paragraphs are separated by empty lines.
    package let question: String
    /// A program that it is about.
    package let program: String?
    /// Lanes over time that it is about.
    package let picture: LessonPicture?
    /// The scenario that answers it.
    package let run: LessonRun
    /// What computes the answer from the run.
    package let expression: AnswerExpression
    /// How it is answered.
    package let form: Form
    /// Why the answer is right: the formula with its numbers.
    package let derivation: String

    /// What a pupil does.
    package enum Style: String, Sendable, CaseIterable {
        /// Computes with pen and paper.
        case byHand = "by hand"
        /// Reads a picture of lanes over time.
        case read = "read a timeline"
        /// Commits to an answer, then runs the command that is given.
        case predict = "predict, then run"
        /// Finds what slows a pipeline down.
        case fault = "find the fault"
        /// Chooses the smallest value that is enough.
        case choose = "choose a size"
    }

    /// How an exercise is answered.
    package enum Form: Sendable {
        /// By a number.
        case number(NumberAnswer)
        /// By a letter; exactly one choice is right.
        case choices([LessonStep.Choice])
    }

    /// The command that confirms the answer.
    package var command: String { run.simulateCommand(expression.variants) }
}

/// The number that answers an exercise.
package struct NumberAnswer: Sendable {
    /// By formula.
    package let value: Double
    /// What it counts.
    package let unit: ExerciseUnit
    /// How far an answer may be from it, as a share of it.
    package let tolerance: Double
    /// Answers that come from known mistakes, far enough from the right one to be told apart.
    package let mistakes: [Mistake]
    /// The number that follows from the run's figure, which is called `run`.
    let computed: String
    let numbers: DrawnNumbers

    /// A wrong answer, and why it tempts.
    package struct Mistake: Sendable {
        /// The wrong number.
        package let value: Double
        /// The thought behind it.
        package let misconception: LessonStep.Misconception
    }

    /// A number as a pupil reads it: `12`, `0.5`, `66.7`, `266.7`.
    package static func text(_ value: Double) -> String { DrawnNumbers.text(value) }

    /// The accepted answers.
    package var accepted: ClosedRange<Double> { range(around: value) }

    /// The mistake that an answer comes from, if it is a known one.
    package func mistake(behind answer: Double) -> Mistake? {
        mistakes.first { range(around: $0.value).contains(answer) }
    }

    private func range(around value: Double) -> ClosedRange<Double> {
        let width = abs(value) * tolerance
        // An answer at the very end of the range is inside, however it is rounded.
        return value - width * (1 + 1e-9)...value + width * (1 + 1e-9)
    }

    /// What a run says, in the unit, with half the width of its interval.
    func simulated(_ figure: Double, halfWidth: Double) throws(Formula.Failure) -> (value: Double, halfWidth: Double) {
        let value = try numbers.with("run", figure).value(computed)
        guard halfWidth > 0 else { return (value, 0) }
        let low = try numbers.with("run", figure - halfWidth).value(computed)
        let high = try numbers.with("run", figure + halfWidth).value(computed)
        return (value, max(abs(low - value), abs(high - value)))
    }
}
