package import Lesson

/// The key to a sheet of exercises in Markdown: answers, why they are right, and what is behind wrong ones.
package struct KeyMarkdown {
    private let sheet: ExerciseSheet
    private let version: String

    /// - Parameters:
    ///   - sheet: the exercises.
    ///   - version: of the program.
    package init(_ sheet: ExerciseSheet, version: String) {
        self.sheet = sheet
        self.version = version
    }

    /// The text.
    package var text: String {
        let head = [
            "# Key to the exercises of \(ExerciseParts.origin(sheet))",
            """
            overlap \(version). Every answer was confirmed by a simulation, whose command stands below it. \
            `overlap exercises check answers.csv \(ExerciseParts.options(sheet))` marks a class's answers.
            """,
        ]
        return (head + sheet.exercises.flatMap(blocks)).joined(separator: "\n\n") + "\n"
    }

    private func blocks(_ solved: SolvedExercise) -> [String] {
        let exercise = solved.exercise
        let command = ExerciseParts.block(exercise.command)
        switch (exercise.form, solved.solution) {
        case (.number(let number), .number(let simulated, let halfWidth)):
            return [
                "### \(exercise.id). \(text(number.value)) \(number.unit.rawValue)",
                "From \(ExerciseParts.range(number.accepted)) is right (within \(ExerciseParts.tolerance(number))). "
                    + "\(exercise.derivation) Simulated: \(text(simulated)) ±\(text(halfWidth)).",
                command, list(number.mistakes.map { ("\(text($0.value)) \(number.unit.rawValue)", $0.misconception) }),
            ]
        case (.choices(let choices), .choice(let right, _)):
            let wrong = choices.indices.filter { $0 != right }.compactMap { position in
                choices[position].misconception.map { (WrittenAnswer.letter(position), $0) }
            }
            let computed = AnswerText(solved.answer, exercise.expression).sentence
            return [
                "### \(exercise.id). \(WrittenAnswer.letter(right)), \(choices[right].text)",
                "\(exercise.derivation) Simulated: \(computed).", command, list(wrong),
            ]
        case (.number, .choice), (.choices, .number):
            return []
        }
    }

    private func list(_ wrong: [(answer: String, misconception: LessonStep.Misconception)]) -> String {
        wrong.map { "- \($0): \"\($1.belief)\" \($1.rebuttal)" }.joined(separator: "\n")
    }

    private func text(_ value: Double) -> String { NumberAnswer.text(value) }
}
