import Experiments

extension PairedAnswer.Verdict {
    /// What files call it.
    var word: String {
        switch self {
        case .identical: "identical"
        case .different: "different"
        case .noDifference: "no difference"
        case .notResolved: "not resolved"
        case .noFigure: "no figure"
        }
    }
}
