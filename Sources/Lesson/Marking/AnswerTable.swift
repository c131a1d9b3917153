package import Foundation
import ScenarioFiles

/// The answers of a class: a row for each pupil with a column for each exercise, or a row for each answer.
package struct AnswerTable: Sendable {
    /// What one pupil wrote.
    package struct Pupil: Sendable {
        /// The name, or whatever stands for it.
        package let name: String
        /// By the exercise's id; what is missing is blank.
        package internal(set) var answers: [String: WrittenAnswer]
    }

    /// In the order of the table.
    package let pupils: [Pupil]

    /// Bytes that a table may have.
    package static let mostBytes = 4 << 20
    private static let mostPupils = 5000
    /// The most problems that are told: nobody reads on after them.
    private static let mostProblems = 1000
    private static let longHead = ["pupil", "question", "answer"]

    /// The first line of an empty table for a class.
    package static func head(of sheet: ExerciseSheet) -> String {
        (["pupil"] + sheet.exercises.map(\.exercise.id)).joined(separator: ",") + "\n"
    }

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - bytes: text in UTF-8.
    ///   - file: what messages call it.
    ///   - sheet: the exercises that are answered.
    /// - Throws: all mistakes, with their places.
    package init(_ bytes: Data, file: String, sheet: ExerciseSheet) throws(AnswerTableError) {
        var reader = TableReader(sheet: sheet)
        if let text = reader.text(bytes) { reader.read(SeparatedCells(text)) }
        guard reader.problems.isEmpty else { throw AnswerTableError(file: file, problems: reader.problems) }
        pupils = reader.pupils
    }

    private struct TableReader {
        let sheet: ExerciseSheet
        var pupils: [Pupil] = []
        var problems: [AnswerTableError.Problem] = []
        private var positions: [String: Int] = [:]

        init(sheet: ExerciseSheet) { self.sheet = sheet }

        private var ids: [String] { sheet.exercises.map(\.exercise.id) }

        mutating func text(_ bytes: Data) -> String? {
            do { return try decodedText(bytes) } catch {
                note("\(error)")
                return nil
            }
        }

        mutating func read(_ cells: SeparatedCells) {
            let example = AnswerTable.head(of: sheet).trimmingCharacters(in: .newlines)
            if let quote = cells.openQuote { note("a quote that opens here is not closed", at: quote) }
            guard problems.isEmpty else { return }
            guard var head = cells.rows.first else {
                return note("there are no rows", accepted: "a first row `\(example)`")
            }
            // Spreadsheets write empty columns behind the last one.
            while head.count > 1, head.last?.text.isEmpty == true { head.removeLast() }
            let names = head.map { $0.text.lowercased() }
            guard names.first == "pupil" else {
                return note(
                    "the first column is `\(visible(head[0].text.prefix(40).description))`", at: head[0],
                    accepted: "a first row `\(example)`, or `pupil,question,answer`")
            }
            if names == AnswerTable.longHead {
                readLong(cells.rows.dropFirst())
            } else {
                readWide(head, cells.rows.dropFirst())
            }
            if pupils.isEmpty, problems.isEmpty {
                note("there are no pupils", accepted: "rows of answers below the first row")
            }
        }

        // MARK: - A row for each pupil

        private mutating func readWide(_ head: [SeparatedCells.Cell], _ rows: ArraySlice<[SeparatedCells.Cell]>) {
            guard head.count <= ids.count + 1 else {
                return note("more columns than there are exercises", at: head[ids.count + 1])
            }
            let columns = head.dropFirst().map { exercise($0) }
            for (index, cell) in head.enumerated().dropFirst()
            where head[1..<index].contains(where: { $0.text.lowercased() == cell.text.lowercased() }) {
                note("a second column `\(visible(cell.text))`", at: cell)
            }
            for row in rows {
                let filled = row.dropFirst(head.count).first { !$0.text.isEmpty }
                if let filled { note("this row has more cells than the first one", at: filled) }
                guard let pupil = add(row[0], isNew: true) else { continue }
                for (cell, exercise) in zip(row.dropFirst(), columns) {
                    if let exercise { answer(cell, to: exercise, of: pupil) }
                }
            }
        }

        // MARK: - A row for each answer

        private mutating func readLong(_ rows: ArraySlice<[SeparatedCells.Cell]>) {
            for row in rows {
                guard row.count == 3 else {
                    note("this row has \(row.count) cells", at: row[0], accepted: "pupil, question and answer")
                    continue
                }
                guard let pupil = add(row[0], isNew: false), let exercise = exercise(row[1]) else { continue }
                if pupils[pupil].answers[exercise.id] != nil {
                    note("a second answer of this pupil to \(exercise.id)", at: row[1])
                    continue
                }
                answer(row[2], to: exercise, of: pupil)
            }
        }

        // MARK: - Parts

        private mutating func add(_ cell: SeparatedCells.Cell, isNew: Bool) -> Int? {
            guard !cell.text.isEmpty else {
                note("a row without a pupil", at: cell, accepted: "a name or a number in the first column")
                return nil
            }
            if let position = positions[cell.text] {
                guard isNew else { return position }
                note("a second row of pupil `\(visible(cell.text))`", at: cell)
                return nil
            }
            guard pupils.count < AnswerTable.mostPupils else {
                if pupils.count == AnswerTable.mostPupils, problems.isEmpty {
                    note("more than \(AnswerTable.mostPupils) pupils", at: cell)
                }
                return nil
            }
            positions[cell.text] = pupils.count
            pupils.append(Pupil(name: cell.text, answers: [:]))
            return pupils.count - 1
        }

        private mutating func exercise(_ cell: SeparatedCells.Cell) -> Exercise? {
            if let exercise = sheet.exercise(cell.text.lowercased())?.exercise { return exercise }
            note(
                "there is no exercise `\(visible(cell.text))` on this sheet", at: cell,
                accepted: ids.joined(separator: ", ") + didYouMean(cell.text, among: ids))
            return nil
        }

        private mutating func answer(_ cell: SeparatedCells.Cell, to exercise: Exercise, of pupil: Int) {
            do throws(WrittenAnswer.Refusal) {
                pupils[pupil].answers[exercise.id] = try WrittenAnswer(cell.text, to: exercise.form)
            } catch {
                let whose = "pupil `\(visible(pupils[pupil].name))`, \(exercise.id)"
                note(
                    "\(whose): `\(visible(String(cell.text.prefix(60))))` \(error.reason)", at: cell,
                    accepted: error.accepted)
            }
        }

        private mutating func note(_ message: String, at cell: SeparatedCells.Cell? = nil, accepted: String? = nil) {
            guard problems.count < AnswerTable.mostProblems else { return }
            problems.append(.init(line: cell?.line, column: cell?.column, message: message, accepted: accepted))
        }
    }
}
