import ArgumentParser
import Experiments
import Reports
import ScenarioFiles

/// What was guessed: whether an answer hinges on it is looked for too.
struct GuessOptions: ParsableArguments {
    @Option(
        name: .customLong("uncertain"), parsing: .singleValue,
        help: ArgumentHelp(
            "A guess, and how far it may be off: decode.cost=±20%, disk.latency=50 us..200 us, or the variability of a cost, "
                + "decode.cost.cv=0..1. Says whether the answer hinges on it. May be repeated.", valueName: "path=range"
        ))
    var arguments: [String] = []

    static let discussion = """
        With --uncertain the answer is computed over the ranges of the guesses (each alone, all at their ends, and a sample), and \
        says which guess decides.
        """

    /// Whether nothing was guessed.
    var isEmpty: Bool { arguments.isEmpty }

    /// The guesses, which are not yet tried.
    func guesses() throws(CommandFailure) -> [Guess] {
        try arguments.map { text throws(CommandFailure) in
            do throws(ScenarioFileError) { return try Guess(argument: text) } catch { throw CommandFailure(error) }
        }
    }
}

extension [Guess] {
    /// Tries every place where an answer will be looked for: what is wrong is told before anything is simulated.
    ///
    /// - Parameter scenarios: makes what will be simulated with guesses at places of their ranges.
    func check(
        _ scenarios: ([(guess: Guess, place: Double)]) throws(CommandFailure) -> Void
    ) throws(CommandFailure) {
        guard !isEmpty else { return }
        for point in GuessDesign(guesses: count).points { try scenarios(point.places(of: self)) }
    }

    /// Looks for an answer over the ranges of guesses; what was found until it failed stays.
    ///
    /// - Parameters:
    ///   - asWritten: the answer for the scenario as it is written.
    ///   - name: of the variant, for the progress; empty where there is none.
    ///   - find: finds the answer at every place.
    ///   - failure: what is said of what it throws.
    /// - Returns: nil without guesses; and why it failed, if it did.
    func answers<Answer, Problem: Error>(
        like asWritten: Answer, name: String = "", isQuiet: Bool,
        find: (inout Uncertain<Answer>, (Int, Int) -> Void) async throws(Problem) -> Void,
        failure: (Problem) -> CommandFailure
    ) async -> (uncertain: Uncertain<Answer>?, failure: CommandFailure?) {
        guard !isEmpty else { return (nil, nil) }
        var uncertain = Uncertain(self, asWritten: asWritten)
        let head = name.isEmpty ? "" : "\(name): "
        let failure = await ProgressLine.during("places", isQuiet: isQuiet) { line throws(Problem) in
            try await find(&uncertain) { finished, all in
                line.update(
                    fraction: Double(finished) / Double(all), "\(head)\(finished) of \(all) places of the guesses")
            }
        } failure: {
            failure($0)
        }
        return (uncertain, failure)
    }
}
