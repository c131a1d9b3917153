package import Lesson
package import ScenarioFiles

extension JSONValue {
    /// A step's question with its computed answer, and what was chosen.
    ///
    /// - Throws: when the run does not decide between the choices.
    package init(_ reveal: Reveal, guess: Prediction?) throws(LessonError) {
        let step = reveal.step
        let verdict = try step.verdict(reveal)
        self = .object(
            [
                ("step", .string(step.id)), ("title", .string(step.title)), ("question", .string(step.question)),
                ("choices", .array(step.choices.map { .string($0.text) })),
                ("right", .integer(Int64(verdict.right + 1))),
            ] + Self.answer(reveal.answer)
                + [
                    ("chosen", guess?.choice.map { .integer(Int64($0 + 1)) } ?? .null),
                    ("isRight", guess.map { .bool($0.choice == verdict.right) } ?? .null),
                    ("command", .string(reveal.run.simulateCommand(step.variants))),
                ])
    }

    private static func answer(_ answer: Answer) -> [Member] {
        switch answer {
        case .figure(let value, let halfWidth):
            [("answer", .number(value)), ("halfWidth", JSONValue(halfWidth)), ("variant", .null)]
        case .variant(let name, _):
            [("answer", .null), ("halfWidth", .null), ("variant", .string(name))]
        }
    }
}
