import Experiments
import ScenarioFiles

extension UncertainText<Knee.Answer> {
    /// Whether a knee hinges on guesses.
    ///
    /// - Parameter axis: what is varied, with its values.
    init(_ uncertain: Uncertain<Knee.Answer>, _ axis: SweepGrid.Axis) {
        func value(_ position: Int) -> String { visible(axis.vary.values[position]) }
        self.init(
            uncertain: uncertain,
            words: UncertainWords(uncertain) { answer in
                guard let range = answer.range else { return "no figure" }
                return range.count == 1
                    ? value(range.lowerBound) : "\(value(range.lowerBound))–\(value(range.upperBound))"
            })
    }
}
