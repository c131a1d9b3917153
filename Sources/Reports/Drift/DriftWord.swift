import Experiments

/// What is said of a measured variant or figure beside its prediction, in a word.
enum DriftWord: String {
    case asPredicted, drifted, notResolved, noFigure

    init(_ verdict: FigureDrift.Verdict) {
        switch verdict {
        case .asPredicted: self = .asPredicted
        case .drifted: self = .drifted
        case .notResolved: self = .notResolved
        }
    }

    init(_ verdict: Drift.Variant.Verdict) {
        switch verdict {
        case .figure(let verdict): self.init(verdict)
        case .outOfMemory(let isMeasured, let isPredicted): self = isMeasured == isPredicted ? .asPredicted : .drifted
        case .noFigure: self = .noFigure
        }
    }

    /// The word for people; files have the raw value.
    var text: String {
        switch self {
        case .asPredicted: "as predicted"
        case .drifted: "drifted"
        case .notResolved: "not resolved"
        case .noFigure: "no figure"
        }
    }
}
