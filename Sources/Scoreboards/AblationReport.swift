/// What a rule is worth: the model as it is beside the model with the rule's wrong form.
package struct AblationReport: Sendable, Equatable {
    /// The rule.
    package let rule: TFDataAblation
    /// Compared cases whose prediction the rule changes, with the right rule.
    package let right: [Scoreboard.Row]
    /// The same cases with the wrong rule.
    package let wrong: [Scoreboard.Row]

    /// Compares two replays of the same cases.
    package init(_ rule: TFDataAblation, right: Scoreboard, wrong: Scoreboard) {
        self.rule = rule
        let changed = zip(right.compared, wrong.compared).filter { right, wrong in
            right.predicted != nil && wrong.predicted != nil
                && right.predicted?.stepsPerSecond != wrong.predicted?.stepsPerSecond
        }
        self.right = changed.map { $0.0 }
        self.wrong = changed.map { $0.1 }
    }
}
