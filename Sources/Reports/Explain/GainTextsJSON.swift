package import Experiments
package import ScenarioFiles

extension JSONValue {
    /// What one more of each thing brings, as `overlap explain` prints it, in the same order.
    package init(gainTextsOf diagnosis: Diagnosis) {
        self = .array(
            diagnosis.gains.map { gain in
                .object([
                    ("name", .string(gain.oneMore.name)),
                    ("text", .string(gain.answer.effect.map { DifferenceTable.change($0) } ?? "–")),
                ])
            })
    }
}
