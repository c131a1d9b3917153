import Experiments

extension UncertainText<Limit> {
    /// Whether a limit hinges on guesses.
    init(_ uncertain: Uncertain<Limit>) {
        self.init(uncertain: uncertain, words: UncertainWords(uncertain, answer: Self.answer))
    }

    /// `16`, `more than 64`, `15–17` where replications leave it open, `64 or more` where that reaches the end.
    private static func answer(_ limit: Limit) -> String {
        let values = limit.question.values
        guard let edge = limit.edge else { return "–" }
        let isLast = limit.question.goal == .last
        if edge.isResolved {
            if let met = edge.met { return "\(values[met])" }
            return isLast ? "less than \(values[0])" : "more than \(values[values.count - 1])"
        }
        let open = edge.open.map { values[$0] }
        guard let met = edge.met.map({ values[$0] }) else {
            return isLast ? "\(open.max() ?? 0) or less" : "\(open.min() ?? 0) or more"
        }
        return "\(min(met, open.min() ?? met))–\(max(met, open.max() ?? met))"
    }
}
