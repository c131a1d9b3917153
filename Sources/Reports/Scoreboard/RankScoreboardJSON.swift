package import ScenarioFiles
package import Scoreboards

extension JSONValue {
    /// The replay of a DLIO run: a scoreboard, with what was fitted and how well AU was met.
    package init(_ scoreboard: RankScoreboard, ranks: Int) {
        self = .object(
            JSONValue.members(scoreboard.scoreboard) + [
                ("utilisationErrors", JSONValue(scoreboard.utilisationErrors)),
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
