import Foundation
import Testing

@testable import Lesson

/// Tables of answers, and what they are worth.
@Suite struct ClassMarksTests {
    private static let sheet = Task { try await ExerciseSheet(seed: 7, steps: [3]) }

    private static func marks(_ text: String) async throws -> ClassMarks {
        let sheet = try await sheet.value
        return ClassMarks(try AnswerTable(Data(text.utf8), file: "answers.csv", sheet: sheet), sheet)
    }

    /// Right answers, and those of a known mistake, as pupils write them.
    private static func written(isRight: Bool) async throws -> [String] {
        try await sheet.value.exercises.map { solved in
            switch (solved.exercise.form, solved.solution) {
            case (.number(let number), _):
                return "\(isRight ? number.value : number.mistakes[0].value) \(number.unit.rawValue)"
            case (.choices(let choices), .choice(let right, _)):
                let wrong = choices.indices.first { $0 != right } ?? 0
                return WrittenAnswer.letter(isRight ? right : wrong)
            case (.choices, .number): return ""
            }
        }
    }

    @Test func `right, wrong and blank answers of a class`() async throws {
        let head = AnswerTable.head(of: try await Self.sheet.value)
        #expect(head == "pupil,3a,3b,3c,3d\n")
        let (right, wrong) = (try await Self.written(isRight: true), try await Self.written(isRight: false))
        let rows = [["Ada"] + right, ["Ben"] + wrong, ["Cem"] + wrong, ["Dora", "", "-", right[2]]]
        let marks = try await Self.marks(head + rows.map { $0.joined(separator: ",") }.joined(separator: "\n"))
        #expect(marks.pupils.map(\.right) == [4, 0, 0, 1])
        #expect(marks.pupils.map(\.wrong) == [0, 4, 4, 0])
        #expect(marks.pupils.map(\.blank) == [0, 0, 0, 3])
        for question in marks.questions {
            let error = try #require(question.errors.first)
            #expect(question.errors.count == 1 && error.pupils == ["Ben", "Cem"] && error.misconception != nil)
        }
        let semicolons = rows.map { $0.joined(separator: ";").replacing(".", with: ",") }.joined(separator: "\r\n")
        let same = try await Self.marks("\u{FEFF}Pupil;3A;3B;3C;3D\r\n" + semicolons)
        #expect(same.pupils.map(\.marks) == marks.pupils.map(\.marks))
        let long = rows.flatMap { row in
            zip(["3a", "3b", "3c", "3d"], row.dropFirst()).map { "\(row[0]),\($0),\($1)" }
        }
        let sameAgain = try await Self.marks("pupil,question,answer\n" + long.joined(separator: "\n"))
        #expect(sameAgain.pupils.map(\.marks) == marks.pupils.map(\.marks))
    }

    @Test(arguments: ["pupil,3a\n#1,1\n\"#2\",2\n", "# 7b\npupil,question,answer\n#1,3a,1\n#2,3a,2\n"])
    func `pupils may be called by numbers`(text: String) async throws {
        #expect(try await Self.marks(text).pupils.map(\.name) == ["#1", "#2"])
    }

    @Test func `a number without a known mistake is wrong for a reason of its own`() async throws {
        let marks = try await Self.marks("pupil,3a,,\nAda,1,,\nBen,1\nCem,2\n")
        #expect(marks.questions[0].errors.map(\.pupils) == [["Ada", "Ben"], ["Cem"]])
        #expect(marks.questions[0].errors.allSatisfy { $0.misconception == nil })
        #expect(marks.questions[0].errors[0].answer == "1 images/s")
        #expect(marks.questions[1].blank == 3)
    }

    @Test(
        arguments: [
            ("", "answers.csv: error: there are no rows"), ("pupil,3a\n", "answers.csv: error: there are no pupils"),
            ("name,3a\nAda,1\n", "answers.csv:1:1: error: the first column"),
            ("pupil,3a,3z\nAda,1,2\n", "1:10: error: there is no exercise `3z`"),
            ("pupil,3a,3a\n", "1:10: error: a second column"),
            ("pupil,3b\nAda,x\n", "2:5: error: pupil `Ada`, 3b: `x` is not one of the choices"),
            ("pupil,3a\nAda,one\n", "2:5: error: pupil `Ada`, 3a: `one`"),
            ("pupil,3a\nAda,\"1,234\"\n", "2:5: error: pupil `Ada`, 3a: `1,234` may be"),
            ("pupil,3a\nAda,1,2\n", "2:7: error: this row has more cells"),
            ("pupil,3a\n,1\n", "2:1: error: a row without"),
            ("pupil,3a\nAda,1\nAda,2\n", "3:1: error: a second row of pupil `Ada`"),
            ("pupil,3a\nAda,\"1\n", "2:5: error: a quote"),
            ("pupil,question,answer\nAda,3a\n", "2:1: error: this row has 2 cells"),
            ("pupil,question,answer\nAda,3a,1\nAda,3a,2\n", "3:5: error: a second answer"),
            ("pupil,3a,3b,3c,3d,x\n", "1:19: error: more columns"), ("pupil,3a\nAda,1\u{0}\n", "NUL"),
            ("pupil,3a\nAda,\u{1B}[2J\n", "`\\u{1B}[2J`"),
        ])
    func `mistakes in a table are told with line and column`(text: String, says: String) async throws {
        do {
            _ = try await Self.marks(text)
            Issue.record("it is refused")
        } catch let error as AnswerTableError {
            #expect(error.description.contains(says), "\(error)")
        }
    }

    @Test func `all mistakes of a table are told at once`() async throws {
        do {
            _ = try await Self.marks("pupil,3a,3z,3b\nAda,one,1,x\nBen,12 apples,2,b\nCem,62.5,3,y\n")
            Issue.record("it is refused")
        } catch let error as AnswerTableError {
            let beginnings = [
                "there is no exercise `3z`", "pupil `Ada`, 3a: `one`", "pupil `Ada`, 3b: `x`",
                "pupil `Ben`, 3a: `12 apples`", "pupil `Cem`, 3b: `y`",
            ]
            #expect(error.problems.count == beginnings.count, "\(error)")
            for (problem, beginning) in zip(error.problems, beginnings) {
                #expect(problem.message.hasPrefix(beginning) && problem.accepted != nil, "\(error)")
            }
        }
    }

    @Test func `bytes at random are marked or refused, whatever they are`() async throws {
        let sheet = try await Self.sheet.value
        let whole = Array("pupil,3a,3b\nAda,\"12,5\",b\r\n# x\nBen;3/4,?\n".utf8)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] =
                    Bool.random(using: &generator) ? UInt8.random(in: 0...255) : bytes[bytes.count - 1 - place]
            }
            do throws(AnswerTableError) {
                let table = try AnswerTable(Data(bytes), file: "x", sheet: sheet)
                #expect(ClassMarks(table, sheet).questions.count == sheet.exercises.count)
            } catch {
                #expect(!error.problems.isEmpty && !error.description.isEmpty)
            }
        }
    }
}
