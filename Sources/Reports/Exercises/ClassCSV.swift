package import Lesson

/// A class's marks as comma-separated values: a row for each pupil and question.
package struct ClassCSV {
    private let marks: ClassMarks

    /// - Parameter marks: of a class.
    package init(_ marks: ClassMarks) { self.marks = marks }

    /// The names of the columns, then the rows, pupil by pupil.
    package var text: String {
        let rows = marks.pupils.flatMap { pupil in
            zip(marks.questions, pupil.marks).map { question, mark in
                [pupil.name, question.exercise.id] + Self.cells(mark)
            }
        }
        return ([["pupil", "question", "mark", "wrong_answer", "belief"]] + rows).map(CSVText.line).joined()
    }

    private static func cells(_ mark: ClassMarks.Mark) -> [String] {
        switch mark {
        case .right: ["right", "", ""]
        case .blank: ["blank", "", ""]
        case .wrong(let answer, let thought): ["wrong", answer, thought?.belief ?? ""]
        }
    }
}
