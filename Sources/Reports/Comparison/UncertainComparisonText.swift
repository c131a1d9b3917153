import Experiments
import PipelineRuns

extension UncertainText<PairedAnswer> {
    /// Whether it hinges on guesses which of two alternatives is better.
    ///
    /// - Parameter comparison: that of the scenarios as they are written.
    init(_ uncertain: Uncertain<PairedAnswer>, of comparison: Comparison) {
        let written = uncertain.answers[0]
        let (one, other) = (
            "`\(comparison.alternatives[written.scenario].name)`", "`\(comparison.alternatives[written.baseline].name)`"
        )
        let metric = comparison.family.metric ?? .samplesPerSecond
        let by = metric.isSpeed ? "" : " by \(metric.label)"
        let (better, worse) = metric.isSpeed ? ("faster", "slower") : ("better", "worse")
        let sizes = uncertain.answers.compactMap(\.effect).sorted { $0.gain.magnitude < $1.gain.magnitude }.map(
            Self.size)
        let extremes = sizes.first.flatMap { least in
            sizes.last.map { $0 == least ? " (\(least))" : " (least \(least), most \($0))" }
        }
        let same =
            switch written.standing {
            case .better?: "\(one) stays \(better) than \(other)\(by)\(extremes ?? "")"
            case .worse?: "\(one) stays \(worse) than \(other)\(by)\(extremes ?? "")"
            case .equal?: "there is no difference above \(ChangeSentence.chosen(comparison.family.indifference))"
            case nil: "the answer is the same"
            }
        self.init(
            uncertain: uncertain,
            words: UncertainWords(uncertain, subject: "Which of \(other) and \(one) is \(better)\(by)", same: same) {
                switch $0.standing {
                case .better?: one
                case .worse?: other
                case .equal?: "neither"
                case nil: $0.verdict == .noFigure ? "no figure" : "not resolved"
                }
            })
    }

    /// How far the two are apart, whichever is better.
    private static func size(_ effect: PairedEffect) -> String {
        effect.metric.unit != .fraction && effect.ratio != nil
            ? ChangeSentence.percent(effect.gain.magnitude)
            : ChangeSentence.amount(effect.gain.magnitude, effect.metric)
    }
}
