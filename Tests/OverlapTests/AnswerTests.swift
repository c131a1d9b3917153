import Lesson
import Testing

/// Every question of the lesson, answered by a run.
@Suite struct AnswerTests {
    static let ids = LessonReveals.steps.map(\.id)

    /// How many times its interval the right choice must be ahead of each other one.
    private static let clearance = 5.0

    /// How many events the runs of one reveal may process, so that nobody waits a second for it.
    ///
    /// A bound of work, because time depends on the machine. On two cores of a virtual machine a reveal processed 2.3 to
    /// 4 million events a second, most of them in constant times, and 1.3 million where two accelerators shuffle and
    /// cache (`production/1`); that one needs 0.7 million. Half a second for most, then, and less than one for any.
    private static let mostEvents: UInt64 = 1_200_000

    @Test(arguments: ids)
    func `exactly one choice is right, and beats the next by five times its interval`(id: String) async throws {
        let step = try LessonReveals.step(id)
        let reveal = try await LessonReveals.reveal(id)
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
    func `a reveal is a matter of a moment`(id: String) async throws {
        let events = try await LessonReveals.reveal(id).results.events
        #expect(0 < events && events <= Self.mostEvents, "\(events)")
    }

    @Test(arguments: ids)
    func `a myth is true where it says`(id: String) async throws {
        let step = try LessonReveals.step(id)
        guard let exception = step.exception else { return #expect(!id.hasPrefix("myths/")) }
        let results = try await LessonResults(exception.run, variants: exception.expression.variants)
        #expect(results.events <= Self.mostEvents, "\(results.events)")
        guard case .figure(let value, let halfWidth) = try results.answer(exception.expression) else {
            Issue.record("no figure")
            return
        }
        #expect(exception.range.contains(value), "\(value)")
        #expect(halfWidth < (exception.range.upperBound - exception.range.lowerBound) / 2)
    }

    @Test(arguments: ids)
    func `what is to be tried can be run`(id: String) async throws {
        let step = try LessonReveals.step(id)
        let tried = try await step.reveal(trying: step.trial.value)
        #expect(tried.answer != (try await LessonReveals.reveal(id).answer))
    }
}
