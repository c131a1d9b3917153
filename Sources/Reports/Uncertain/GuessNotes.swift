import Pipelines

/// What holds for answers over the ranges of guesses.
enum GuessNotes {
    /// How surely they hold.
    ///
    /// - Parameter plan: that of the answer as written.
    static func assumption(_ plan: RunPlan) -> String {
        "Each place of the guesses is answered by itself, with \(QuantityFormat.percent(plan.confidence)) confidence"
            + (plan.replications == nil ? " and few replications." : ".")
    }

    /// Which places are looked at, with the source.
    static let formula =
        "Guesses: each alone at the ends of its range; all at their ends, up to four of them; a Latin hypercube: each takes "
        + "the middle of every n-th of its range once (McKay, Beckman, Conover 1979, Technometrics 21(2))."
}
