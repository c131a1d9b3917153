package import ScenarioFiles

extension ScenarioFile {
    /// Checks that each parameter gets its values from one place, however its path is spelled: of two that give it one,
    /// the later would win, and the other be told all the same.
    ///
    /// - Parameters:
    ///   - paths: what is varied.
    ///   - settings: the changes that were asked for one by one, as with `--set`, where a varied parameter needs none.
    ///   - guesses: what may be off. That a distribution is varied leaves no guess at its variability.
    ///   - variants: those that are looked at.
    ///   - overrides: all changes.
    /// - Throws: `SweepGridError` with the path.
    package func checkGivenOnce(
        varied paths: [String] = [], set settings: [Override] = [], guessed guesses: [Guess] = [], variants: [String],
        overrides: [Override]
    ) throws(SweepGridError) {
        for variant in variants {
            let parameter = { (path: String) throws(SweepGridError) -> String in
                do throws(ScenarioFileError) {
                    return try parameterPath(path, variant: variant, overrides: overrides)
                } catch {
                    throw .notAccepted(error)
                }
            }
            var varied: [String] = []
            for path in paths {
                let own = try parameter(path)
                if varied.contains(where: { $0.lies(in: own) }) { throw .variedTwice(path: own) }
                varied.append(own)
            }
            for setting in settings where !setting.isOfSeveralParameters {
                let own = try parameter(setting.path)
                if varied.contains(where: { own.lies(in: $0) }) { throw .setAndVaried(path: own) }
            }
            var guessed: [String] = []
            for guess in guesses {
                let own = try parameter(guess.path)
                if guessed.contains(own) { throw .guessedTwice(path: own) }
                if varied.contains(where: { own.lies(in: $0) }) { throw .guessedAndVaried(path: own) }
                guessed.append(own)
            }
        }
    }
}

extension Override {
    /// Whether it may be about more than one parameter: `disk={latency: 1 ms, queueDepth: 4}`.
    package var isOfSeveralParameters: Bool {
        value.hasPrefix("{") && path.split(separator: ".").drop { $0 == "platform" }.count == 1
    }
}

extension String {
    /// Whether a path is another, or leads further into what that stands for.
    package func lies(in other: String) -> Bool { self == other || hasPrefix(other + ".") }
}
