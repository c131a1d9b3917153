import Experiments

extension PairedAnswer.Verdict {
    /// What files call it.
    var word: String {
        switch self {
        case .identical: "identical"
        case .different: "different"
        case .noDifference: "noDifference"
        case .notResolved: "notResolved"
        case .noFigure: "noFigure"
        }
    }
}
