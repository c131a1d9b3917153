extension PairedAnswer: UncertainAnswer {
    /// Whether replications tell which is better, or that it does not matter.
    public var isResolved: Bool { verdict != .notResolved }

    /// 1 where both are known, and one says better, worse, no difference that matters, or no figure, and the other does not.
    public func distance(to other: PairedAnswer) -> Double {
        isResolved && other.isResolved && standing != other.standing ? 1 : 0
    }

    /// How the scenario stands to its baseline, where that is known.
    public enum Standing: Sendable {
        /// It is better.
        case better
        /// It is worse.
        case worse
        /// They differ by less than what matters, or not at all.
        case equal
    }

    /// How the scenario stands to its baseline; nil where that is not known, or there is no figure.
    public var standing: Standing? {
        switch verdict {
        case .identical, .noDifference: .equal
        case .different: effect.map { $0.gain > 0 ? .better : .worse }
        case .notResolved, .noFigure: nil
        }
    }
}
