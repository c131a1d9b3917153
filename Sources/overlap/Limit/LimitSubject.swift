import Experiments
import ScenarioFiles

/// What is asked of one variant.
struct LimitSubject {
    let goal: EdgeGoal
    let vary: Vary
    let conditions: [Condition]
    /// Whether data grow with accelerators that are varied.
    let growsData: Bool
    let scenario: OpenedScenario
    let variant: String

    /// The question, with guesses at places of their ranges.
    func question(assuming places: [(guess: Guess, place: Double)] = []) throws(LimitError) -> LimitQuestion {
        let assumed: [Override]
        do throws(ScenarioFileError) {
            assumed = try scenario.file.overrides(assuming: places, variant: variant, overrides: scenario.overrides)
        } catch {
            throw .notAccepted(error)
        }
        return try LimitQuestion(
            goal, of: vary, conditions: conditions, in: scenario.file, variant: variant,
            overrides: scenario.overrides + assumed, growsData: growsData)
    }

    /// Tries it as it is written, and at every place of the guesses.
    func check(_ guesses: [Guess]) throws(CommandFailure) {
        try check(assuming: [])
        try guesses.check { places throws(CommandFailure) in try check(assuming: places) }
    }

    private func check(assuming places: [(guess: Guess, place: Double)]) throws(CommandFailure) {
        do throws(LimitError) { try question(assuming: places).check() } catch {
            throw CommandFailure(error, of: vary.paths)
        }
    }
}
