package import Lesson

/// A sheet of exercises in Markdown.
package struct SheetMarkdown {
    private let sheet: ExerciseSheet
    private let lesson: Lesson
    private let version: String
    private let isASCII: Bool

    /// Columns of a picture: more do not fit a page beside its margins.
    private static let pictureColumns = 72

    /// - Parameters:
    ///   - sheet: the exercises.
    ///   - lesson: whose steps head them.
    ///   - version: of the program, so that the sheet can be made again.
    ///   - isASCII: whether pictures have no other characters.
    package init(_ sheet: ExerciseSheet, _ lesson: Lesson, version: String, isASCII: Bool) {
        self.sheet = sheet
        self.lesson = lesson
        self.version = version
        self.isASCII = isASCII
    }

    /// The text.
    ///
    /// - Throws: when a picture cannot be drawn.
    package func text() throws(LessonError) -> String {
        var blocks = [
            "# Exercises: why is the GPU waiting?",
            "\(ExerciseParts.origin(sheet)), overlap \(version)".capitalisedFirst
                + ". `overlap exercises \(ExerciseParts.options(sheet))` makes this sheet again.",
            "Name: \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_",
            """
            Times never vary, unless the question says so. *Loading* a batch is all that is done for it before the GPU trains on \
            it: reading, decoding and joining. Where a command is given, commit to an answer before you run it.
            """,
        ]
        for step in sheet.steps {
            blocks.append("## Step \(step)" + (lesson.step("\(step)").map { ": \($0.title)" } ?? ""))
            for solved in sheet.exercises where solved.exercise.step == step {
                blocks += try question(solved.exercise)
            }
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func question(_ exercise: Exercise) throws(LessonError) -> [String] {
        var blocks = ["### \(exercise.id). \(exercise.title) (\(exercise.style.rawValue))", exercise.question]
        if let program = exercise.program { blocks.append("```python\n\(program)\n```") }
        if let picture = try picture(exercise) { blocks.append("```text\n\(picture)```") }
        switch exercise.form {
        case .number(let number):
            let tolerance = ExerciseParts.tolerance(number)
            blocks.append(
                "Answer, in \(number.unit.rawValue): \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ (right to within \(tolerance) of the value)"
            )
        case .choices(let choices):
            blocks.append(
                choices.enumerated().map { "- **\(WrittenAnswer.letter($0))** \($1.text)" }.joined(separator: "\n"))
        }
        if exercise.style == .predict {
            blocks.append("Commit to an answer, then check it:")
            blocks.append(ExerciseParts.block(exercise.command))
        }
        return blocks
    }

    private func picture(_ exercise: Exercise) throws(LessonError) -> String? {
        guard case .timeline(let variants, let from, let to) = exercise.picture else { return nil }
        let timelines = try exercise.run.timelines(variants, from: from, to: to, title: "Lanes")
        return TimelineText(
            timelines.map { TimelineFigure($0) }, origin: "", columns: Self.pictureColumns, isASCII: isASCII,
            colour: false, hasShares: false,
            hasBusyShares: false
        ).text
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
