import ScenarioFiles
import Testing

@testable import Lesson

/// Files of kinds of exercise.
@Suite struct ExerciseKindTests {
    private static let text = """
        step: 3
        style: by hand
        title: A title
        draw: {load: [40, 50, 60], train: [50, 100]}
        let: {round: load + train}
        require: [load != train]
        ask: A question about $load ms and $train ms.
        scenario: lesson/4-uneven-times
        set: [load.cost=$load ms, train.step=$train ms, source.elements=100, run.replications=2]
        run: {value: samplesPerSecond of turns}
        number:
          is: round
          unit: ms
          within: 5 %
          computed: 1000 / run
          mistakes: [{is: load, believes: One., but: Two.}]
        because: It is $round ms.

        """

    private static func exercise(_ text: String, seed: UInt64 = 1, attempt: Int = 0) throws -> Exercise? {
        let kind = try StepDecoder.exerciseKind(text, name: "x")
        let luck = ExerciseKind.Luck(seed: seed, kind: "x", attempt: attempt)
        return try kind.numbers(luck).map { try kind.exercise("3a", $0, luck) }
    }

    @Test func `draws fulfil what is required, and fill the texts`() async throws {
        var questions: Set<String> = []
        for attempt in 0..<40 {
            guard let exercise = try Self.exercise(Self.text, attempt: attempt) else { continue }
            #expect(!exercise.question.contains("$") && !exercise.question.contains("about 50 ms and 50 ms"))
            questions.insert(exercise.question)
        }
        #expect(questions.count == 5)
        let exercise = try #require(try (0..<40).lazy.compactMap { try Self.exercise(Self.text, attempt: $0) }.first)
        let solved = try #require(try await SolvedExercise(exercise))
        guard case .number(let number) = exercise.form, case .number(let simulated, let halfWidth) = solved.solution
        else {
            Issue.record("it is answered by a number")
            return
        }
        #expect(abs(simulated - number.value) < 0.01 * number.value && halfWidth == 0)
        #expect(exercise.derivation == "It is \(DrawnNumbers.text(number.value)) ms.")
    }

    @Test func `a formula that no simulation confirms is no exercise`() async throws {
        let wrong = Self.text.replacing("is: round", with: "is: 1.2 * round")
        let exercise = try #require(try (0..<40).lazy.compactMap { try Self.exercise(wrong, attempt: $0) }.first)
        #expect(try await SolvedExercise(exercise) == nil)
        let close = Self.text.replacing("is: load,", with: "is: 1.05 * round,")
        let other = try #require(try (0..<40).lazy.compactMap { try Self.exercise(close, attempt: $0) }.first)
        #expect(try await SolvedExercise(other) == nil)
    }

    @Test(
        arguments: [
            ("step: 3", "stop: 3", "unknown key `stop`"), ("step: 3", "step: three", "accepted: a whole number"),
            ("[50, 100]", "[50, many]", "not all of these are numbers"), ("draw: {", "draw: 7 #{", "lists of numbers"),
            ("style: by hand", "style: by heart", "accepted: `by hand`"),
            ("about $load", "about $lood", "nothing is called `lood`"),
            ("is: round", "is: rund", "nothing is called `rund`"), ("unit: ms", "unit: days", "accepted: `images/s`"),
            ("because: It is $round ms.", "", "`because` is missing"), ("require: [load", "require: [lod", "`lod`"),
            ("load + train", "load + train +", "the formula ends too early"),
            ("lesson/4-uneven-times", "lesson/4-uneven-time", "did you mean `lesson/4-uneven-times`?"),
        ])
    func `mistakes are told with their place`(text: String, mistaken: String, says: String) throws {
        let broken = Self.text.replacing(text, with: mistaken)
        #expect(broken != Self.text)
        do {
            for attempt in 0..<20 { _ = try Self.exercise(broken, attempt: attempt) }
            Issue.record("it is refused")
        } catch LessonError.badStep(let error) {
            #expect(error.description.contains(says) && error.description.contains("x.yaml:"), "\(error)")
        }
    }
}
