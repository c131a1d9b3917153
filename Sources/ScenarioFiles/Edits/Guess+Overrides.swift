import Pipelines
import Variates

extension ScenarioFile {
    /// The changes that put guesses at places of their ranges.
    ///
    /// A variability is changed first, so that a share of the same distribution scales what comes of it. A stage or section
    /// alone stands for its primary parameter: `prefetch` for `prefetch.buffer`.
    ///
    /// - Parameters:
    ///   - guesses: each with its place, from 0, its range's low end, to 1.
    ///   - variant: one of `variantNames`.
    ///   - overrides: changes made after those of the variant, and before the guesses.
    /// - Throws: when a guess leads nowhere, or to what has no value that could be off.
    public func overrides(
        assuming guesses: [(guess: Guess, place: Double)], variant: String, overrides: [Override] = []
    ) throws(ScenarioFileError) -> [Override] {
        var made: [Override] = []
        for (guess, place) in guesses.filter(\.guess.mayBeVariability) + guesses.filter({ !$0.guess.mayBeVariability })
        {
            let full = try named(guess, variant, overrides + made)
            made.append(try override(assuming: full, at: place, variant, overrides + made))
        }
        return made
    }

    /// The guess with the name of its parameter.
    private func named(_ guess: Guess, _ variant: String, _ overrides: [Override]) throws(ScenarioFileError) -> Guess {
        guess.at(try parameterPath(guess.path, variant: variant, overrides: overrides))
    }

    private func override(
        assuming guess: Guess, at place: Double, _ variant: String, _ overrides: [Override]
    ) throws(ScenarioFileError) -> Override {
        if let of = guess.variablePath, let setting = try setting(of, variant: variant, overrides: overrides),
            case .distribution(let distribution)? = setting.value
        {
            return try guess.variability(of: distribution, setting, at: place)
        }
        let setting = try setting(guess.path, variant: variant, overrides: overrides)
        switch guess.span {
        case .values(let low, let high, let unit):
            let value = Guess.value(low, high, at: place)
            let isCount = setting.map { $0.kind.isCount } ?? false
            return try Override(path: guess.path, value: Guess.text(isCount ? value.rounded() : value, unit))
        case .share(let share):
            let factor = 1 + (2 * place - 1) * share
            guard let setting else { throw try noSetting(guess, variant, overrides) }
            if let count = setting.count {
                guard let changed = Int(exactly: (Double(count) * factor).rounded()) else {
                    throw guess.problem(
                        "\(guess.range) of \(count) exceeds the largest whole number", accepted: "at most \(Int.max)"
                    )
                }
                return try setting.changed(to: .count(changed))
            }
            guard let value = setting.scaled(by: factor) else {
                throw guess.problem(
                    "\(quoted(guess.path)) has no value to take a share of",
                    accepted: "a range of values, such as `disk.latency=50 us..200 us`")
            }
            return try setting.changed(to: value)
        }
    }

    /// Why a path leads to no parameter: what the decoder says of the path, or that it needs the parameter's name.
    private func noSetting(
        _ guess: Guess, _ variant: String, _ overrides: [Override]
    ) throws(ScenarioFileError) -> ScenarioFileError {
        let probe = Override(
            path: guess.path, value: guess.range,
            edit: TreeEdit(
                path: guess.path, location: guess.location,
                value: DocumentNode(content: .scalar("1"), location: guess.rangeLocation)))
        do { _ = try scenario(variant: variant, overrides: overrides + [probe]) } catch {
            // That 1 is no value there is the probe's mistake, not the guess's.
            let ofPath = error.diagnostics.filter { !$0.isAt(guess.rangeLocation) }
            guard ofPath.isEmpty else { throw ScenarioFileError(ofPath) }
        }
        return guess.problem("\(quoted(guess.path)) names no parameter", accepted: "a path such as `decode.cost`")
    }
}

extension Guess {
    /// The path of the distribution whose variability it would be.
    fileprivate var variablePath: String? {
        path.hasSuffix(".cv") ? String(path.dropLast(3)) : nil
    }

    fileprivate var mayBeVariability: Bool { variablePath != nil }

    fileprivate func variability(
        of distribution: Distribution, _ setting: Setting, at place: Double
    ) throws(ScenarioFileError) -> Override {
        let cv: Double
        switch span {
        case .values(let low, let high, let unit):
            guard unit.isEmpty else {
                throw problem("a coefficient of variation has no unit", accepted: "a range such as `\(path)=0..1`")
            }
            cv = Guess.value(low, high, at: place)
        case .share(let share): cv = distribution.cv * (1 + (2 * place - 1) * share)
        }
        let changed: Distribution
        do throws(DistributionError) { changed = try distribution.withVariability(cv) } catch {
            throw problem("\(error)", accepted: nil)
        }
        return try setting.changed(to: .distribution(changed))
    }

    fileprivate func problem(_ message: String, accepted: String?) -> ScenarioFileError {
        ScenarioFileError(Diagnostic(message, at: location, accepted: accepted))
    }

    private func location(column: Int) -> Location {
        Location(source: SourceText(name: "command line", text: "\(path)=\(range)"), line: 1, column: column)
    }

    /// Where the path begins.
    fileprivate var location: Location { location(column: 1) }

    /// Where the range begins.
    fileprivate var rangeLocation: Location { location(column: path.unicodeScalars.count + 2) }
}

extension Parameter.Kind {
    fileprivate var isCount: Bool {
        switch self {
        case .count, .countOrWord, .countOrDistribution: true
        case .quantity, .quantityOrWord, .distribution, .curve, .table, .choice, .name: false
        }
    }
}
