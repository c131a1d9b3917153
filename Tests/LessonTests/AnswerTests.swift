import Foundation
import Lesson
import Testing

/// Every question of the lesson, answered by a run.
@Suite struct AnswerTests {
    static let lesson = Result { try Lesson.builtIn() }
    static let ids = (try? lesson.get().steps.map(\.id)) ?? []

    /// How many times its interval the right choice must be ahead of each other one.
    private static let clearance = 5.0

    private static func step(_ id: String) throws -> LessonStep { try #require(try lesson.get().step(id)) }

    @Test(arguments: ids)
    func `exactly one choice is right, and beats the next by five times its interval`(id: String) async throws {
        let step = try Self.step(id)
        let reveal = try await step.reveal()
        let verdict = try step.verdict(reveal)
        #expect(verdict.margins.count == step.choices.count - 1)
        for margin in verdict.margins {
            #expect(margin.distance > 0, "\(step.choices[margin.choice].text): \(reveal.answer)")
            #expect(
                margin.distance >= Self.clearance * margin.halfWidth,
                "\(step.choices[margin.choice].text): \(margin.distance) ±\(margin.halfWidth), \(reveal.answer)")
        }
        // What is wrong has a reason, what is right needs none.
        let reasonless = step.choices.indices.filter { step.choices[$0].misconception == nil }
        #expect(reasonless == [verdict.right], "\(reveal.answer)")
    }

    @Test(arguments: ids)
    func `a myth is true where it says`(id: String) async throws {
        let step = try Self.step(id)
        guard let exception = step.exception else { return #expect(!id.hasPrefix("myths/")) }
        guard case .figure(let value, let halfWidth) = try await exception.answer() else {
            Issue.record("no figure")
            return
        }
        #expect(exception.range.contains(value), "\(value)")
        #expect(halfWidth < (exception.range.upperBound - exception.range.lowerBound) / 2)
    }

    @Test(arguments: ids)
    func `what is to be tried can be run`(id: String) async throws {
        let step = try Self.step(id)
        let tried = try await step.reveal(trying: step.trial.value)
        #expect(tried.answer != (try await step.reveal().answer))
    }
}
