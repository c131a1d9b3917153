import Experiments
import Measurements
import PipelineRuns

/// Whether executed runs have drifted from their prediction, in one sentence.
struct DriftVerdict {
    let drift: Drift

    /// How many other figures are named that moved too.
    private static let mostCauses = 3

    /// The sentence.
    var sentence: String {
        let reached = "\(drift.variants.count) of \(drift.measuredCount.counted("variant"))"
        return (drift.isFinished ? "" : "Interrupted after \(reached): ") + known
    }

    /// One word for all variants: that of the one that matters most.
    var word: DriftWord {
        let words = drift.variants.map(word)
        return [.drifted, .notResolved, .noFigure].first { words.contains($0) } ?? .asPredicted
    }

    private var known: String {
        if drift.variants.count == 1, let only = drift.variants.first { return self.only(only) }
        let calm = drift.variants.filter { word($0) == .asPredicted }
        let within =
            calm.compactMap { $0.judged.flatMap(Self.bound) }.max().map { " within \(ChangeSentence.percent($0))" }
            ?? ""
        let open = drift.variants.filter { word($0) == .notResolved }
        let others = drift.variants.filter { variant in
            !calm.contains { $0.measured.name == variant.measured.name }
                && !open.contains { $0.measured.name == variant.measured.name }
        }
        let parts =
            others.map(clause)
            + (calm.isEmpty ? [] : ["\(count(calm)) as predicted\(within)"])
            + (open.isEmpty ? [] : ["\(count(open)) not resolved: more runs tell"])
        return parts.joined(separator: "; ") + "."
    }

    /// `2 of 3 variants are`, or the name of the only one.
    private func count(_ variants: [Drift.Variant]) -> String {
        if variants.count == 1 { return "`\(variants[0].measured.name)` is" }
        return variants.count == drift.variants.count
            ? "all \(variants.count) variants are" : "\(variants.count) of \(drift.variants.count) variants are"
    }

    /// What is said of a variant in a table.
    func word(_ variant: Drift.Variant) -> DriftWord { DriftWord(variant.verdict(tolerance: drift.tolerance)) }

    /// The sentence about the only variant.
    private func only(_ variant: Drift.Variant) -> String {
        guard let judged = variant.judged, case .figure(let verdict) = variant.verdict(tolerance: drift.tolerance)
        else {
            return clause(variant) + "."
        }
        let name = variant.measured.name
        let runs = "(\(judged.measured.runs.counted("run")), \(judged.predicted.runs.counted("replication")))"
        switch verdict {
        case .asPredicted:
            let within = Self.bound(judged).map { "within \(ChangeSentence.percent($0)) " } ?? ""
            return "`\(name)` is as predicted \(within)\(runs)."
        case .drifted: return "\(clause(variant)) \(runs)\(causes(variant))."
        case .notResolved:
            return "Not resolved \(runs): \(change(judged).range(of: name, from: .prediction)); more runs tell."
        }
    }

    /// What is wrong with a variant.
    private func clause(_ variant: Drift.Variant) -> String {
        let name = variant.measured.name
        if case .outOfMemory(let isMeasured, let isPredicted) = variant.verdict(tolerance: drift.tolerance) {
            guard isMeasured else { return "`\(name)` was predicted to run out of memory, and did not" }
            return "`\(name)` ran out of memory, \(isPredicted ? "as predicted" : "which was not predicted")"
        }
        return variant.judged.map { change($0).difference(of: name, from: .prediction) }
            ?? "`\(name)` has no \(drift.metric.label) to compare: the file has none, or no simulated run defines it"
    }

    private func change(_ figure: FigureDrift) -> ChangeSentence {
        ChangeSentence(figure.metric, figure.ratio.map { RelativeChange($0) }, figure.difference)
    }

    /// The other figures that moved, the surest first.
    private func causes(_ variant: Drift.Variant) -> String {
        let moved = variant.others.filter { $0.verdict(tolerance: drift.tolerance) == .drifted }
            .filter { ![.samplesPerSecond, .batchesPerSecond, .bytesPerSecond].contains($0.metric.unit) }
            .sorted { $0.sureness > $1.sureness }
        guard !moved.isEmpty else { return "" }
        let texts = moved.prefix(Self.mostCauses).map { figure in
            let values = DifferingTexts(figure.measured.mean, figure.predicted.mean) {
                DriftTable.value($0, figure.metric, digits: $1)
            }
            return "\(figure.metric.label) \(values.first) instead of \(values.second)"
        }
        return ": " + texts.joined(separator: ", ")
    }

    /// How far it may be off at most.
    private static func bound(_ figure: FigureDrift) -> Double? {
        if figure.metric.unit != .fraction, let ratio = figure.ratio { return RelativeChange(ratio).bound }
        guard let lower = figure.difference.lower, let upper = figure.difference.upper else { return nil }
        return max(lower.magnitude, upper.magnitude)
    }
}
