/// How a limit is found and judged, with sources.
enum LimitFormulas {
    /// - Parameter hasGuesses: whether guesses were varied.
    static func sentences(hasGuesses: Bool) -> [String] {
        return [
            "Search: steps of 1, 2, 4, … until the verdict changes, then halving (Bentley, Yao 1976, Information Processing "
                + "Letters 5(3)); the values beside the two at the edge are tried too.",
            "Verdict: met or missed when a figure's interval lies on one side of the threshold, at confidence 1 − α ÷ (values "
                + "that may be tried × conditions) (Bonferroni); of what must hold in every run, such as memory, the largest "
                + "value counts.",
            "Looks: at 10, 20, 40, … replications, which spend α/2, α/4, …, the last one the rest (Lan, DeMets 1983, "
                + "Biometrika 70(3)).",
            "AU = time that steps compute ÷ time, without each epoch's first step; mean over epochs and accelerators (DLIO, "
                + "MLPerf Storage).",
        ] + (hasGuesses ? [GuessNotes.formula] : [])
    }
}
