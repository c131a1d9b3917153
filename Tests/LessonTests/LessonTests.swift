import Foundation
import Lesson
import Testing

/// What the lesson consists of.
@Suite struct LessonTests {
    private let lesson: Lesson

    init() throws { lesson = try Lesson.builtIn() }

    @Test func `has all that is to be taught`() {
        let counts = Dictionary(uniqueKeysWithValues: lesson.chapters.map { ($0.id, $0.steps.count) })
        #expect(
            counts == [
                "": 6, "myths": 7, "pitfalls": 3, "when-not": 3, "expert": 4, "production": 2, "connections": 3,
            ])
    }

    @Test func `each question has at least three choices, a reason for each wrong one, and one without`() {
        for step in lesson.steps {
            #expect((3...5).contains(step.choices.count), "\(step.id)")
            #expect(step.choices.count { $0.misconception == nil } == 1, "\(step.id)")
            #expect(Set(step.choices.map(\.text)).count == step.choices.count, "\(step.id)")
        }
    }

    @Test func `each myth says where it is true, each pitfall shows both sides`() {
        for step in lesson.steps {
            #expect((step.exception != nil) == step.id.hasPrefix("myths/"), "\(step.id)")
            #expect((step.sides != nil) == step.id.hasPrefix("pitfalls/"), "\(step.id)")
            // Side by side in 80 columns.
            for side in [step.sides?.wrong, step.sides?.right].compactMap({ $0 }) {
                #expect(side.split(separator: "\n").allSatisfy { $0.count <= 36 }, "\(step.id)")
            }
        }
    }

    @Test func `steps are found by their ids, one after the other`() throws {
        #expect(lesson.step("3")?.title == "Prefetch")
        #expect(lesson.step("myths/2") != nil && lesson.step("myths/99") == nil && lesson.step("") == nil)
        #expect(lesson.step(after: "6")?.id == "myths/1")
        #expect(lesson.step(after: try #require(lesson.steps.last).id) == nil)
        #expect(Set(lesson.steps.map(\.id)).count == lesson.steps.count)
    }
}
