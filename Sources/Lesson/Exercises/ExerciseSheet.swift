/// The exercises of a seed with their answers: a pure function of the seed and the steps.
package struct ExerciseSheet: Sendable {
    /// What the numbers are drawn by.
    package let seed: UInt64
    /// Steps of the lesson, in order.
    package let steps: [Int]
    /// The exercises, in the order of the sheet.
    package let exercises: [SolvedExercise]

    /// The steps for which there are exercises.
    package static let allSteps = 1...6
    /// Draws after which a kind is given up: its file asks for what never holds.
    private static let mostAttempts = 400

    /// Draws and solves the exercises of a seed.
    ///
    /// - Parameters:
    ///   - seed: any number.
    ///   - steps: those of `allSteps` that are wanted.
    /// - Throws: when a kind's file has mistakes, a simulation fails, or no draw gives an exercise with a clear answer.
    package init(seed: UInt64, steps: [Int] = Array(allSteps)) async throws(LessonError) {
        self.seed = seed
        self.steps = Self.allSteps.filter { steps.contains($0) }
        var exercises: [SolvedExercise] = []
        // One after the other: the replications of each run side by side.
        for (id, kind) in try Self.kinds(of: self.steps) {
            exercises.append(try await Self.solved(kind, id: id, seed: seed))
        }
        self.exercises = exercises
    }

    /// The exercise of an id, `3b`.
    package func exercise(_ id: String) -> SolvedExercise? { exercises.first { $0.exercise.id == id } }

    /// Kinds with the ids that they have on every sheet: the step, and a letter.
    private static func kinds(of steps: [Int]) throws(LessonError) -> [(id: String, kind: ExerciseKind)] {
        var kinds: [(id: String, kind: ExerciseKind)] = []
        for (name, bytes) in ExerciseTexts.all {
            let kind = try StepDecoder.exerciseKind(String(decoding: bytes, as: UTF8.self), name: name)
            let place = kinds.count { $0.kind.step == kind.step }
            let letter = Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(place)))
            kinds.append(("\(kind.step)\(letter)", kind))
        }
        return kinds.filter { steps.contains($0.kind.step) }.sorted { $0.id < $1.id }
    }

    /// The first draw whose answer is clear.
    private static func solved(
        _ kind: ExerciseKind, id: String, seed: UInt64
    ) async throws(LessonError) -> SolvedExercise {
        for attempt in 0..<mostAttempts {
            let luck = ExerciseKind.Luck(seed: seed, kind: kind.name, attempt: attempt)
            guard let numbers = try kind.numbers(luck) else { continue }
            let exercise = try kind.exercise(id, numbers, luck)
            if let solved = try await SolvedExercise(exercise) { return solved }
        }
        throw .noDraw(exercise: kind.name, seed: seed)
    }
}
