public import Experiments
import PipelineRuns
import Pipelines

/// Executed runs beside their prediction, for people: the verdict, tables, and what holds for them.
public struct DriftText {
    private let drift: Drift
    private let costs: CostDriftTable?
    private let explains: Bool

    /// - Parameters:
    ///   - drift: what was found.
    ///   - costs: of a recorded loop, beside those that were planned.
    ///   - explains: whether the formulas are printed, with their sources.
    public init(_ drift: Drift, costs: CostDriftTable? = nil, explains: Bool = false) {
        self.drift = drift
        self.costs = costs
        self.explains = explains
    }

    /// The text, as its reader can show it.
    public func text(_ style: TextStyle) -> String {
        let (colour, width) = (style.hasColour, style.columnsOfSentences)
        func paragraphs(_ texts: [String], _ emphasis: Emphasis = .none) -> [String] {
            texts.flatMap { Paragraph.lines($0, columns: width, indent: "  ") }.map { emphasis($0, colour: colour) }
        }
        let table = DriftTable(drift: drift)
        let parts = [
            paragraphs([DriftVerdict(drift: drift).sentence], .bold),
            drift.variants.count > 1 ? table.variants(columns: style.columns, colour: colour) : [],
            table.figures(columns: style.columns, colour: colour), costs?.lines(colour: colour) ?? [],
            paragraphs(others), paragraphs(notes, .dim),
            explains ? paragraphs(Self.formulas) : [],
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
    }

    /// The figures that have not moved, or of which that is not known.
    private var others: [String] {
        guard drift.variants.count == 1 else { return ["The surest differences of each; `--csv` has all figures."] }
        func labels(_ verdict: FigureDrift.Verdict) -> String {
            drift.variants[0].others.filter { $0.verdict(tolerance: drift.tolerance) == verdict }.map(\.metric.label)
                .joined(separator: "; ")
        }
        let sentences = [
            ("As predicted within \(ChangeSentence.chosen(drift.tolerance))", labels(.asPredicted)),
            ("Not resolved", labels(.notResolved)),
        ]
        let text = sentences.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)." }.joined(separator: " ")
        return [text].filter { !$0.isEmpty }
    }

    private var notes: [String] {
        let confidence = QuantityFormat.percent(drift.confidence)
        let tolerance = ChangeSentence.chosen(drift.tolerance)
        var notes = [
            "\(judged) As predicted: within \(tolerance) for certain; drifted: off by more, for certain. Intervals (±) of the "
                + "verdicts hold together with \(confidence), and so do those of the other figures."
        ]
        if drift.variants.contains(where: { $0.judged?.measured.runs == 1 }) {
            let isRecorded = costs?.isEmpty == false
            let remedy =
                isRecorded ? "A recording of three or more epochs has one." : "`overlap execute --runs 5` measures it."
            notes.append("One run has no spread of its own: it is taken to be that of simulated runs. \(remedy)")
        }
        return notes + mismatches
    }

    /// By which figure, and why that one.
    private var judged: String {
        let moved = "a difference by more than \(ChangeSentence.chosen(drift.tolerance))"
        return switch drift.basis {
        case .asked: ObjectiveText.sentence(drift.objective, drift.metric)
        case .wholeRun: "Judged by samples/s of the whole run: start-up, first epochs or interruptions move \(moved)."
        case .steady:
            "Judged by samples/s of the steady part: start-up, first epochs and interruptions do not move \(moved)."
        case .noWholeRun:
            "Judged by samples/s of the steady part: the file does not have `\(Metric.runSamplesPerSecond.name)` of all "
                + "variants, as whole runs."
        }
    }

    /// Where measured and simulated runs are not of the same.
    private var mismatches: [String] {
        func names(_ isTrue: (Drift.Variant) -> Bool) -> String {
            drift.variants.filter(isTrue).map { "`\($0.measured.name)`" }.joined(separator: ", ")
        }
        let partial = names { $0.measured.isPartial }
        let steps = names { variant in
            guard let steps = variant.measured.steps, variant.predicted.windowSteps > 0 else { return false }
            return steps > 2 * variant.predicted.windowSteps || variant.predicted.windowSteps > 2 * steps
        }
        let seeds = names { variant in
            variant.measured.seed.map { $0 != Double(variant.predicted.scenario.run.seed) } ?? false
        }
        return [
            partial.isEmpty ? nil : "Cut short, so that only steady figures compare: \(partial).",
            steps.isEmpty
                ? nil
                : "Measured over less than half or more than twice as many steps as simulated: \(steps). Change the scenario as "
                    + "for the runs, as by `--set source.elements=`.",
            seeds.isEmpty ? nil : "Measured with other draws than simulated (another seed): \(seeds).",
        ].compactMap { $0 }
    }

    private static let formulas = [
        "Difference: measured − predicted, t interval for unequal variances (Welch 1947); ratio by linearisation (Cochran 1977, "
            + "§6.4). Runs draw the same times as the first replications, so that intervals are rather too wide.",
        "The error that is allowed is shared equally among the variants, and again among the other figures (Bonferroni; "
            + "Miller 1981). Shares are judged by their difference, in points.",
    ]
}
