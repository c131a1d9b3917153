/// An exercise with the answer that a simulation confirms.
package struct SolvedExercise: Sendable {
    /// The question.
    package let exercise: Exercise
    /// What the simulation says.
    package let answer: Answer
    /// What is right.
    package let solution: Solution
    /// Events that the simulation processed.
    package let events: UInt64

    /// What is right.
    package enum Solution: Sendable {
        /// A number: by formula as in `NumberAnswer`, and as simulated with half the width of its interval.
        case number(simulated: Double, halfWidth: Double)
        /// The position of a choice; of each other one how far it is from the answer, and half the width of its interval.
        case choice(right: Int, margins: [(choice: Int, distance: Double, halfWidth: Double)])
    }

    /// How many times its interval the right choice must be ahead of each other one.
    static let clearance = 5.0
    /// How far a figure must be from each wrong choice's, as a share of it: less is no matter of understanding.
    private static let leastDistance = 0.03

    /// Simulates an exercise; nil where its numbers leave the answer open: two choices too close, or none; or a formula that
    /// the simulation does not confirm within a part of the tolerance; or a mistake that cannot be told from the answer.
    ///
    /// - Throws: when the simulation cannot be run.
    init?(_ exercise: Exercise) async throws(LessonError) {
        self.exercise = exercise
        let results = try await LessonResults(exercise.run, variants: exercise.expression.variants)
        events = results.events
        answer = try results.answer(exercise.expression)
        switch exercise.form {
        case .number(let number):
            guard let solution = try Self.solution(number, answer) else { return nil }
            self.solution = solution
        case .choices(let choices):
            guard let solution = Self.solution(choices, answer) else { return nil }
            self.solution = solution
        }
    }

    private static func solution(_ number: NumberAnswer, _ answer: Answer) throws(LessonError) -> Solution? {
        guard case .figure(let figure, let halfWidth) = answer else { throw .noFigure("a number") }
        let simulated: (value: Double, halfWidth: Double)
        do { simulated = try number.simulated(figure, halfWidth: halfWidth) } catch { throw .noFigure("\(error)") }
        let width = number.tolerance * abs(number.value)
        let isConfirmed = abs(simulated.value - number.value) + simulated.halfWidth <= width
        // An answer belongs to one of them at most.
        let values = ([number.value] + number.mistakes.map(\.value)).sorted()
        let isToldApart = zip(values, values.dropFirst()).allSatisfy { lower, upper in
            upper - lower > number.tolerance * (abs(lower) + abs(upper))
        }
        guard isConfirmed, isToldApart else { return nil }
        return .number(simulated: simulated.value, halfWidth: simulated.halfWidth)
    }

    private static func solution(_ choices: [LessonStep.Choice], _ answer: Answer) -> Solution? {
        guard let verdict = Verdict(answer, choices: choices) else { return nil }
        var least = 0.0
        if case .figure(let value, _) = answer { least = leastDistance * abs(value) }
        let isSharp = verdict.margins.allSatisfy {
            $0.distance > 0 && $0.distance >= max(least, clearance * $0.halfWidth)
        }
        let texts = Set(choices.map(\.text))
        guard isSharp, texts.count == choices.count else { return nil }
        return .choice(right: verdict.right, margins: verdict.margins)
    }
}
