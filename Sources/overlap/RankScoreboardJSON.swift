import MeasuredCases

extension JSONText {
    /// The replay of a DLIO run: a scoreboard, with what was fitted and how well AU was met.
    init(_ scoreboard: RankScoreboard, ranks: Int) {
        self = .object(
            JSONText.members(scoreboard.scoreboard) + [
                ("utilisationErrors", JSONText(scoreboard.utilisationErrors)),
                ("ranks", .integer(Int64(ranks))),
                (
                    "fit",
                    .object([
                        ("epoch", .integer(Int64(scoreboard.fit.epoch))),
                        ("barrierSeconds", .number(scoreboard.fit.seconds)),
                        ("converged", .bool(scoreboard.fit.isConverged)),
                    ])
                ),
            ])
    }
}
