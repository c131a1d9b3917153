/// What a class's answers are worth: by pupil, by exercise, by misconception.
package struct ClassMarks: Sendable {
    /// What an answer is worth.
    package enum Mark: Sendable, Equatable {
        /// It is right.
        case right
        /// It is wrong: what was chosen or written, and the thought behind it where that is known.
        case wrong(String, LessonStep.Misconception?)
        /// There is none.
        case blank
    }

    /// A pupil's marks, one for each exercise.
    package struct Pupil: Sendable {
        /// As in the table.
        package let name: String
        /// In the order of the sheet.
        package let marks: [Mark]
        /// How many are right.
        package var right: Int { marks.count { $0 == .right } }
        /// How many were left out.
        package var blank: Int { marks.count { $0 == .blank } }
        /// How many are wrong.
        package var wrong: Int { marks.count - right - blank }
    }

    /// A wrong answer that was given, and by whom.
    package struct Error: Sendable {
        /// A choice's letter, or a number with its unit.
        package let answer: String
        /// The thought behind it, where that is known.
        package let misconception: LessonStep.Misconception?
        /// Names, in the order of the table.
        package let pupils: [String]
    }

    /// What the class made of an exercise.
    package struct Question: Sendable {
        /// The exercise.
        package let exercise: Exercise
        /// Pupils whose answer is right, wrong, missing.
        package let right: Int, wrong: Int, blank: Int
        /// Wrong answers, the most common first; of equally common ones the one that was given first.
        package let errors: [Error]
    }

    /// The exercises.
    package let sheet: ExerciseSheet
    /// In the order of the table.
    package let pupils: [Pupil]
    /// In the order of the sheet.
    package let questions: [Question]

    /// Marks the answers of a table.
    package init(_ table: AnswerTable, _ sheet: ExerciseSheet) {
        let pupils = table.pupils.map { pupil in
            Pupil(
                name: pupil.name,
                marks: sheet.exercises.map { $0.mark(pupil.answers[$0.exercise.id] ?? .blank) })
        }
        self.sheet = sheet
        self.pupils = pupils
        questions = sheet.exercises.enumerated().map { Self.question($1.exercise, at: $0, pupils) }
    }

    private static func question(_ exercise: Exercise, at position: Int, _ pupils: [Pupil]) -> Question {
        var errors: [(answer: String, thought: LessonStep.Misconception?, pupils: [String])] = []
        // One belief leads to numbers that differ by rounding.
        var places: [String: Int] = [:]
        for pupil in pupils {
            guard case .wrong(let answer, let thought) = pupil.marks[position] else { continue }
            let key = thought.map { "believes \($0.belief)" } ?? answer
            if let place = places[key] {
                errors[place].pupils.append(pupil.name)
            } else {
                places[key] = errors.count
                errors.append((answer, thought, [pupil.name]))
            }
        }
        let ordered = errors.enumerated().sorted {
            ($1.element.pupils.count, $0.offset) < ($0.element.pupils.count, $1.offset)
        }
        let marks = pupils.map { $0.marks[position] }
        let (right, blank) = (marks.count { $0 == .right }, marks.count { $0 == .blank })
        return Question(
            exercise: exercise, right: right, wrong: marks.count - right - blank, blank: blank,
            errors: ordered.map {
                Error(answer: $0.element.answer, misconception: $0.element.thought, pupils: $0.element.pupils)
            })
    }
}

extension SolvedExercise {
    /// What an answer is worth.
    func mark(_ answer: WrittenAnswer) -> ClassMarks.Mark {
        switch (answer, exercise.form, solution) {
        case (.number(let value), .number(let number), _):
            if number.accepted.contains(value) { return .right }
            let text = "\(DrawnNumbers.text(value)) \(number.unit.rawValue)"
            return .wrong(text, number.mistake(behind: value)?.misconception)
        case (.choice(let choice), .choices(let choices), .choice(let right, _)):
            if choice == right { return .right }
            return .wrong(WrittenAnswer.letter(choice), choices[choice].misconception)
        case (.blank, _, _), (.number, _, _), (.choice, _, _):
            return .blank
        }
    }
}
