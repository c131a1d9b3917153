import Experiments
import ScenarioFiles

/// Whether a limit hinges on guesses: a verdict, and a row for each of them.
struct UncertainLimitText {
    let uncertain: UncertainLimit

    /// The guess that decides, or that none does.
    var verdict: [String] {
        guard let effects = uncertain.effects else {
            let (done, all) = (uncertain.limits.count - 1, uncertain.design.points.count - 1)
            let (lowest, highest) = uncertain.extremes
            let answers = "\(Self.answer(lowest)) to \(Self.answer(highest))"
            return ["Guesses: interrupted after \(done) of \(all) places in their ranges; so far it is \(answers)."]
        }
        let (lowest, highest) = uncertain.extremes
        let points = "at all \(uncertain.design.points.count) places looked at (ends, corners, a sample)"
        if uncertain.isSame == true {
            return ["It does not hinge on what was guessed: the answer is the same \(points)."]
        }
        guard uncertain.isSame == false else {
            return [
                "Whether it hinges on what was guessed is not resolved: it is \(Self.answer(lowest)) to "
                    + "\(Self.answer(highest)) \(points), and no two answers are known to differ; more replications would tell."
            ]
        }
        let range = "over all guesses together it is \(Self.answer(lowest)) to \(Self.answer(highest))"
        guard let deciding = effects.deciding, deciding.alone > 0, let alone = uncertain.alone(deciding.guess) else {
            return ["It hinges on the guesses together: none alone is known to move it, \(range)."]
        }
        return [
            "It hinges on \(name(deciding.guess)): \(end(deciding.guess, 0)) alone makes it \(Self.answer(alone.low)), "
                + "\(end(deciding.guess, 1)) \(Self.answer(alone.high))\(still(effects)); \(range)."
        ]
    }

    /// Guesses that do not move it alone, and those of which that is not known.
    private func still(_ effects: GuessEffects) -> String {
        func names(_ moves: Bool?) -> [String] {
            effects.effects.filter { uncertain.movesAlone($0) == moves }.map { name($0.guess) }
        }
        let (others, unknown) = (names(false), names(nil))
        return (others.isEmpty ? "" : "; \(Self.list(others)) alone \(others.count > 1 ? "do" : "does") not move it")
            + (unknown.isEmpty
                ? "" : "; whether \(Self.list(unknown)) alone \(unknown.count > 1 ? "do" : "does") is not resolved")
    }

    /// A row for each guess, the one that decides first.
    var table: [String] {
        guard let effects = uncertain.effects else { return [] }
        let rows = effects.effects.compactMap { effect in
            uncertain.alone(effect.guess).map { alone in
                [
                    name(effect.guess), visible(uncertain.guesses[effect.guess].range), Self.answer(alone.low),
                    Self.answer(alone.high),
                ]
            }
        }
        return PlainTable(head: ["guess", "range", "at its low end", "at its high end"], rows: rows)
            .lines(isMarkdown: false)
    }

    private func name(_ guess: Int) -> String { visible(uncertain.guesses[guess].path) }

    private func end(_ guess: Int, _ place: Double) -> String { visible(uncertain.guesses[guess].text(at: place)) }

    /// `16`, `more than 64`, `15–17` where replications leave it open, `64 or more` where that reaches the end.
    static func answer(_ limit: Limit) -> String {
        let values = limit.question.values
        guard let edge = limit.edge else { return "–" }
        let isLast = limit.question.goal == .last
        if edge.isResolved {
            if let met = edge.met { return "\(values[met])" }
            return isLast ? "less than \(values[0])" : "more than \(values[values.count - 1])"
        }
        let open = edge.open.map { values[$0] }
        guard let met = edge.met.map({ values[$0] }) else {
            return isLast ? "\(open.max() ?? 0) or less" : "\(open.min() ?? 0) or more"
        }
        return "\(min(met, open.min() ?? met))–\(max(met, open.max() ?? met))"
    }

    private static func list(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
    }
}
