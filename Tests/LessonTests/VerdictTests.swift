import Testing

@testable import Lesson

/// Which choice stands for an answer, and by how much.
@Suite struct VerdictTests {
    private static func choices(_ matches: [LessonStep.Match]) -> [LessonStep.Choice] {
        matches.enumerated().map { LessonStep.Choice(text: "\($0)", match: $1, misconception: nil) }
    }

    @Test func `a figure lies in one range, and has distances to the others`() throws {
        let choices = Self.choices([.range(0...1), .range(1.5...2.5), .range(4...5)])
        let verdict = try #require(Verdict(.figure(2, halfWidth: 0.1), choices: choices))
        #expect(verdict.right == 1)
        #expect(verdict.margins.map(\.choice) == [0, 2] && verdict.margins.map(\.distance) == [1, 2])
        #expect(verdict.margins.allSatisfy { $0.halfWidth == 0.1 })
    }

    @Test(arguments: [1.2, 3.0, 1.7]) func `none, or two, are no verdict`(value: Double) {
        let choices = Self.choices([.range(0...1), .range(1.5...2.5), .range(1.6...1.8)])
        #expect(Verdict(.figure(value, halfWidth: 0), choices: choices) == nil)
    }

    @Test func `a variant is one of the choices, and leads the others`() throws {
        let leads = [
            Answer.Lead(variant: "a", distance: 3, halfWidth: 0.2),
            Answer.Lead(variant: "c", distance: .infinity, halfWidth: 0),
        ]
        let choices = Self.choices([.variant("a"), .variant("b"), .variant("c")])
        let verdict = try #require(Verdict(.variant("b", leads: leads), choices: choices))
        #expect(verdict.right == 1 && verdict.margins.map(\.distance) == [3, .infinity])
        #expect(Verdict(.variant("d", leads: leads), choices: choices) == nil)
    }

    @Test func `what is no kind of the answer is not ahead of anything`() throws {
        let choices = Self.choices([.range(0...1), .variant("a")])
        let verdict = try #require(Verdict(.figure(0.5, halfWidth: 0), choices: choices))
        #expect(verdict.margins.map(\.distance) == [0])
    }
}
