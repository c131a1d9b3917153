import Experiments
import PipelineRuns

/// How a knee is found, with sources.
struct KneeFormulas {
    let knee: Knee

    /// Which figure decided, and why that one.
    var figure: String {
        if case .onlyRuns? = knee.answer { return "Nothing was compared." }
        guard let metric = knee.metric else { return "No figure was compared yet." }
        return ObjectiveText.sentence(knee.objective, metric)
    }

    var paragraphs: [String] {
        let counting = KneeVerdict.text(share: knee.share / 20)
        let looks = knee.schedule.counts.map(String.init).joined(separator: ", ")
        let confidence = QuantityFormat.percent(1 - knee.schedule.error)
        return [
            "Ratio: mean rate of a value ÷ mean rate of the asymptote, from replications that draw the same random numbers; its "
                + "interval by the jackknife (Miller 1974; Law 2015, §11.2).",
            "Enough: the ratio's lower bound is at least 1 − \(KneeVerdict.text(share: knee.share)); too little: its upper bound "
                + "is below. Looked at after \(looks) replications, each look with half the error of the one before (Lan and "
                + "DeMets 1983), shared among \(knee.plannedTests) tests that the search may make (Bonferroni), one bound "
                + "each: all bounds hold together with \(confidence).",
            "Asymptote: the value is doubled until that brings less than \(counting), a twentieth of what may be missing, "
                + "for certain, or the values end.",
        ] + line
    }

    private var line: [String] {
        guard let line = knee.line else { return [] }
        let places = line.fewestPlaces(within: knee.share).map { "\($0)" } ?? "more than any"
        return [
            "Where to look first: two stations with b places between them, ρ = \(Figure.decimal(line.ratio, 3)) the ratio of "
                + "their mean times, c² = \(Figure.decimal(line.variation, 2)) the sum of their squared coefficients of "
                + "variation, have (1 − z^(b+1)) ÷ (1 − ρ·z^(b+1)) of the rate with endless places, z = ρ^(2 ÷ c²); where ρ = 1, "
                + "2(b+1) ÷ (2(b+1) + c²). Exact for exponential times (Buzacott and Shanthikumar 1993, §4.2), else near. It "
                + "gives \(places)."
        ]
    }
}
