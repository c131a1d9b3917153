import Lesson
import Testing

/// The run of every step at its question's own settings: once for all tests, all of them side by side.
enum LessonReveals {
    static let steps = (try? Lesson.builtIn().steps) ?? []

    private static let tasks: [String: Task<Reveal, any Error>] = steps.reduce(into: [:]) { tasks, step in
        tasks[step.id] = Task { try await step.reveal() }
    }

    static func step(_ id: String) throws -> LessonStep { try #require(steps.first { $0.id == id }) }

    static func reveal(_ id: String) async throws -> Reveal {
        let task = try #require(tasks[id])
        return try await task.value
    }
}
