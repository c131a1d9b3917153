import Foundation
import Testing

@testable import Lesson

/// Sheets of many seeds: `make exercises` tries 200, other runs a few.
@Suite struct ExerciseSheetTests {
    private static let seeds: Range<UInt64> =
        0..<(ProcessInfo.processInfo.environment["OVERLAP_EXERCISE_SEEDS"].flatMap(UInt64.init) ?? 3)

    /// Events of all simulations of a sheet: on two cores of a virtual machine a sheet of two million took a second.
    private static let mostEvents: UInt64 = 4_000_000

    /// What pupils see of a sheet, but for the seed.
    private static func content(_ sheet: ExerciseSheet) -> [String] {
        sheet.exercises.map { solved in
            let exercise = solved.exercise
            guard case .choices(let choices) = exercise.form else { return exercise.question }
            return ([exercise.question, "\(exercise.run.changes)"] + choices.map(\.text)).joined(separator: "|")
        }
    }

    @Test func `each seed has its own numbers, and answers that simulations with other random numbers confirm`()
        async throws
    {
        var contents: Set<[String]> = []
        for seed in Self.seeds {
            let sheet = try await ExerciseSheet(seed: seed)
            #expect(Set(sheet.exercises.map(\.exercise.step)) == Set(ExerciseSheet.allSteps))
            #expect(contents.insert(Self.content(sheet)).inserted, "seed \(seed) is like another one")
            #expect(sheet.exercises.reduce(0) { $0 + $1.events } <= Self.mostEvents, "seed \(seed)")
            for solved in sheet.exercises {
                Self.expectSharp(solved, seed)
                try await Self.expectConfirmed(solved, seed)
            }
        }
        #expect(contents.count == Self.seeds.count)
    }

    private static func expectSharp(_ solved: SolvedExercise, _ seed: UInt64) {
        let id = "seed \(seed), \(solved.exercise.id)"
        switch (solved.exercise.form, solved.solution) {
        case (.number(let number), .number(let simulated, let halfWidth)):
            #expect(number.accepted.contains(simulated - halfWidth), "\(id)")
            #expect(number.accepted.contains(simulated + halfWidth), "\(id)")
            #expect(number.mistakes.count >= 2, "\(id)")
            for mistake in number.mistakes {
                #expect(number.mistake(behind: mistake.value)?.misconception == mistake.misconception, "\(id)")
                #expect(number.mistake(behind: number.value) == nil, "\(id)")
            }
        case (.choices(let choices), .choice(let right, let margins)):
            #expect(margins.count == choices.count - 1 && choices.count >= 3, "\(id)")
            #expect(margins.allSatisfy { $0.distance > 0 && $0.distance >= 5 * $0.halfWidth }, "\(id): \(margins)")
            for index in choices.indices where index != right {
                #expect(choices[index].misconception != nil, "\(id): \(choices[index].text)")
            }
        case (.number, .choice), (.choices, .number): Issue.record("\(id) has a solution of another form")
        }
        let texts = [solved.exercise.question, solved.exercise.derivation]
        #expect(texts.allSatisfy { !$0.contains("$") }, "\(id)")
    }

    private static func expectConfirmed(_ solved: SolvedExercise, _ seed: UInt64) async throws {
        let (exercise, id) = (solved.exercise, "seed \(seed), \(solved.exercise.id)")
        let results = try await LessonResults(
            exercise.run.changing("run.seed", to: "2"), variants: exercise.expression.variants)
        let answer = try results.answer(exercise.expression)
        switch (exercise.form, solved.solution, answer) {
        case (.number(let number), _, .figure(let figure, let halfWidth)):
            let simulated = try number.simulated(figure, halfWidth: halfWidth).value
            #expect(number.accepted.contains(simulated), "\(id): \(simulated) and \(number.value)")
        case (.choices(let choices), .choice(let right, _), _):
            #expect(Verdict(answer, choices: choices)?.right == right, "\(id)")
        case (.number, _, .variant), (.choices, .number, _): Issue.record("\(id) has an answer of another form")
        }
    }

    @Test func `is the same whenever it is made, and with whichever steps`() async throws {
        let (sheet, again) = (try await ExerciseSheet(seed: 3), try await ExerciseSheet(seed: 3))
        #expect(Self.content(sheet) == Self.content(again))
        let part = try await ExerciseSheet(seed: 3, steps: [5, 3, 3])
        #expect(part.steps == [3, 5])
        let same = sheet.exercises.filter { [3, 5].contains($0.exercise.step) }
        #expect(part.exercises.map(\.exercise.id) == same.map(\.exercise.id))
        #expect(part.exercises.map(\.exercise.question) == same.map(\.exercise.question))
        #expect(sheet.exercise("3b")?.exercise.step == 3 && sheet.exercise("9z") == nil)
    }

    @Test func `has exercises of every style, and at least two for each step`() async throws {
        let sheet = try await ExerciseSheet(seed: 1)
        #expect(Set(sheet.exercises.map(\.exercise.style)) == Set(Exercise.Style.allCases))
        for step in ExerciseSheet.allSteps { #expect(sheet.exercises.count { $0.exercise.step == step } >= 2) }
    }
}
