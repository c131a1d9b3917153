/// How a plan is found and judged, with sources.
enum PlanFormulas {
    /// - Parameter hasGuesses: whether guesses were varied.
    static func sentences(hasGuesses: Bool) -> [String] {
        [
            "Order: by cost, of an epoch by its lower bound, price of an hour × max(samples ÷ least capacity, first batch + steps); "
                + "the search ends when the best costs no more than that of the next.",
            "Excluded: what mean demands do not allow even with full buffers granted before the part that a figure is of "
                + "(Denning, Buzen 1978, ACM Computing Surveys 10(3)).",
            "Feasible (Andradóttir, Kim 2010, Naval Research Logistics 57(5)): missed when a figure's interval lies below the target, "
                + "with error α/2 unshared, for it matters for the cheapest feasible one alone; met when it lies above the target less "
                + "the zone, with error α/2 ÷ configurations (Bonferroni), which holds under common random numbers.",
            "Looks: at 10, 20, 40, … replications, which spend ½, ¼, … of the error, the last one the rest (Lan, DeMets 1983, "
                + "Biometrika 70(3)).",
        ] + (hasGuesses ? [GuessNotes.formula] : [])
    }
}
