package import Lesson
package import ScenarioFiles

extension JSONValue {
    /// A class's marks by pupil and by question.
    package init(_ marks: ClassMarks, version: String) {
        self = .object([
            ("seed", .literal("\(marks.sheet.seed)")), ("version", .string(version)),
            ("steps", .array(marks.sheet.steps.map { .integer(Int64($0)) })),
            ("pupils", .array(marks.pupils.map { Self.pupil($0, marks) })),
            ("questions", .array(marks.questions.map(Self.question))),
        ])
    }

    private static func pupil(_ pupil: ClassMarks.Pupil, _ marks: ClassMarks) -> JSONValue {
        .object([
            ("pupil", .string(pupil.name)), ("right", .integer(Int64(pupil.right))),
            ("wrong", .integer(Int64(pupil.wrong))), ("blank", .integer(Int64(pupil.blank))),
            (
                "marks",
                .object(zip(marks.questions, pupil.marks).map { ($0.exercise.id, .string(word($1))) })
            ),
        ])
    }

    private static func word(_ mark: ClassMarks.Mark) -> String {
        switch mark {
        case .right: "right"
        case .wrong: "wrong"
        case .blank: "blank"
        }
    }

    private static func question(_ question: ClassMarks.Question) -> JSONValue {
        .object([
            ("question", .string(question.exercise.id)), ("title", .string(question.exercise.title)),
            ("right", .integer(Int64(question.right))), ("wrong", .integer(Int64(question.wrong))),
            ("blank", .integer(Int64(question.blank))),
            (
                "wrongAnswers",
                .array(
                    question.errors.map { error in
                        .object([
                            ("answer", .string(error.answer)),
                            ("belief", error.misconception.map { .string($0.belief) } ?? .null),
                            ("rebuttal", error.misconception.map { .string($0.rebuttal) } ?? .null),
                            ("pupils", .array(error.pupils.map { .string($0) })),
                        ])
                    })
            ),
        ])
    }
}
