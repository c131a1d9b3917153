package import PipelineRuns

/// A figure of one variant.
package struct RunFigure: Sendable {
    /// Which figure.
    package let metric: Metric
    /// Whose.
    package let variant: String
}

/// What computes the answer to a question from runs of its scenario.
package enum AnswerExpression: Sendable {
    /// A figure.
    case value(RunFigure)
    /// A figure ÷ another.
    case ratio(RunFigure, RunFigure)
    /// The variant whose figure is highest.
    case highest(Metric, among: [String])
    /// The first of the variants whose figure reaches a level.
    case first(Metric, atLeast: Double, among: [String])
    /// How many of the variants run out of memory.
    case outOfMemory(among: [String])

    /// The variants that are run, the one first to which others are compared.
    package var variants: [String] {
        let named =
            switch self {
            case .value(let figure): [figure.variant]
            case .ratio(let figure, let base): [base.variant, figure.variant]
            case .highest(_, let among), .first(_, _, let among), .outOfMemory(let among): among
            }
        return named.indices.filter { named.firstIndex(of: named[$0]) == $0 }.map { named[$0] }
    }

    /// The unit of a figure that it computes; nil where it names a variant.
    package var unit: Metric.Unit? {
        switch self {
        case .value(let figure): figure.metric.unit
        case .ratio, .outOfMemory: .count
        case .highest, .first: nil
        }
    }
}
