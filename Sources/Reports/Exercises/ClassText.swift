package import Lesson

/// A class's answers for the teacher: by pupil, by question, and what was believed.
package struct ClassText {
    private let marks: ClassMarks
    private let columns: Int

    /// - Parameters:
    ///   - marks: of a class.
    ///   - columns: in which sentences are broken.
    package init(_ marks: ClassMarks, columns: Int) {
        self.marks = marks
        self.columns = columns
    }

    /// The text.
    package var text: String {
        let head =
            "\(marks.questions.count.counted("question")) (\(ExerciseParts.origin(marks.sheet))), "
            + "\(marks.pupils.count.counted("pupil"))."
        let parts = [[head], byPupil, byQuestion, misconceptions].filter { !$0.isEmpty }
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var byPupil: [String] {
        let rows = marks.pupils.map { pupil in
            let wrong = zip(marks.questions, pupil.marks).compactMap { question, mark in
                if case .wrong = mark { question.exercise.id } else { nil }
            }
            return [pupil.name, "\(pupil.right)", "\(pupil.wrong)", "\(pupil.blank)", wrong.joined(separator: " ")]
        }
        return table(["pupil", "right", "wrong", "blank", "which are wrong"], rows)
    }

    private var byQuestion: [String] {
        let rows = answered.map { question in
            let common = question.errors.first.map { "\($0.answer) (\($0.pupils.count))" } ?? ""
            let share = marks.pupils.isEmpty ? "–" : QuantityFormat.percent(share(question.right))
            return [
                "\(question.exercise.id) \(question.exercise.title)", share, "\(question.wrong)", "\(question.blank)",
                common,
            ]
        }
        let others = marks.questions.filter { $0.blank == marks.pupils.count }.map(\.exercise.id)
        return table(["question", "right", "wrong", "blank", "most common wrong answer"], rows)
            + (others.isEmpty ? [] : ["", "Answered by nobody: \(others.joined(separator: ", "))."])
    }

    private var answered: [ClassMarks.Question] { marks.questions.filter { $0.blank < marks.pupils.count } }

    private var misconceptions: [String] {
        let known = marks.questions.flatMap { question in
            question.errors.compactMap { error in error.misconception.map { (question.exercise.id, error, $0) } }
        }
        let ordered = known.enumerated().sorted {
            ($1.element.1.pupils.count, $0.offset) < ($0.element.1.pupils.count, $1.offset)
        }.map(\.element)
        guard !ordered.isEmpty else { return [] }
        return ["What was believed, the most common first:"]
            + ordered.flatMap { id, error, thought in
                Paragraph.lines(
                    "\(id) \(error.answer), \(error.pupils.joined(separator: ", ")): \"\(thought.belief)\" "
                        + thought.rebuttal, columns: columns, indent: "  ")
            }
    }

    private func share(_ count: Int) -> Double { Double(count) / Double(max(1, marks.pupils.count)) }

    private func table(_ head: [String], _ rows: [[String]]) -> [String] {
        Table(
            alignments: head.indices.map { [0, head.count - 1].contains($0) ? .left : .right },
            rows: ([head] + rows).map { $0.map { Table.Cell($0) } }
        ).lines(colour: false)
    }
}
