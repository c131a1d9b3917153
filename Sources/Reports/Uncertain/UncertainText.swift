import Experiments
import ScenarioFiles

/// Whether an answer hinges on guesses: a verdict, and a row for each of them.
struct UncertainText<Answer: UncertainAnswer> {
    let uncertain: Uncertain<Answer>
    let words: UncertainWords<Answer>

    /// The guess that decides, or that none does.
    var verdict: String {
        guard let effects = uncertain.effects else { return "\(interruption); so far it is \(words.all)." }
        let points = "at all \(uncertain.design.points.count) places looked at (ends, corners, a sample)"
        if uncertain.isSame == true {
            return "It does not hinge on what was guessed: \(words.same) \(points)."
        }
        guard uncertain.isSame == false else {
            return
                "Whether it hinges on what was guessed is not resolved: it is \(words.all) \(points), and no two answers "
                + "are known to differ; more replications would tell."
        }
        let range = "over all guesses together it is \(words.all)"
        guard let deciding = effects.deciding, deciding.alone > 0, let alone = uncertain.alone(deciding.guess) else {
            return "\(words.subject) hinges on the guesses together: no guess alone is known to move it; \(range)."
        }
        return "\(words.subject) hinges on \(name(deciding.guess)): \(end(deciding.guess, 0)) alone makes it "
            + "\(words.answer(alone.low)), \(end(deciding.guess, 1)) \(words.answer(alone.high))\(others(effects)); \(range)."
    }

    /// How far the search came.
    var interruption: String {
        let (done, all) = (uncertain.answers.count - 1, uncertain.design.points.count - 1)
        return "Guesses: interrupted after \(done) of \(all) places in their ranges"
    }

    /// The guesses that do not decide: what each does alone.
    private func others(_ effects: GuessEffects) -> String {
        func clause(_ moves: Bool?, _ words: (String, _ isOne: Bool) -> String) -> String {
            let own = effects.effects.dropFirst().filter { uncertain.movesAlone($0) == moves }.map { name($0.guess) }
            return own.isEmpty ? "" : "; \(words(Self.list(own), own.count == 1))"
        }
        return clause(true) { "\($0) alone \($1 ? "moves" : "move") it too" }
            + clause(false) { "\($0) alone \($1 ? "does" : "do") not move it" }
            + clause(nil) { "whether \($0) alone \($1 ? "moves" : "move") it is not resolved" }
    }

    /// A row for each guess, the one that decides first; for each of its ends where there is no room.
    func table(columns: Int) -> [String] {
        let rows = (uncertain.effects?.effects ?? []).compactMap { effect in
            uncertain.alone(effect.guess).map { alone in
                (guess: effect.guess, low: words.answer(alone.low), high: words.answer(alone.high))
            }
        }
        guard !rows.isEmpty else { return [] }
        let wide = Table(
            alignments: [.left, .right, .right, .right],
            rows: [["guess", "range", "at its low end", "at its high end"]]
                + rows.map { row in
                    [name(row.guess), visible(uncertain.guesses[row.guess].range), row.low, row.high].map {
                        Table.Cell($0)
                    }
                })
        if wide.width <= columns { return wide.lines(colour: false) }
        let narrow = rows.flatMap { row in
            [[name(row.guess), end(row.guess, 0), row.low], ["", end(row.guess, 1), row.high]].map { cells in
                cells.map { Table.Cell($0) }
            }
        }
        return Table(alignments: [.left, .right, .left], rows: [["guess", "at", "it is"]] + narrow).lines(colour: false)
    }

    /// The verdict, then the table, as parts of a report.
    func parts(_ style: TextStyle) -> [[String]] {
        [
            Paragraph.lines(verdict, columns: style.columnsOfSentences, indent: "  "), table(columns: style.columns),
        ].filter { !$0.isEmpty }
    }

    private func name(_ guess: Int) -> String { visible(uncertain.guesses[guess].path) }

    private func end(_ guess: Int, _ place: Double) -> String { visible(uncertain.guesses[guess].text(at: place)) }

    private static func list(_ names: [String]) -> String {
        names.count < 2 ? names.joined() : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
    }
}
