import Experiments
import ScenarioFiles

extension JSONValue {
    /// How an answer depends on guesses: the verdict, what each guess does, and the answer at each place.
    ///
    /// - Parameters:
    ///   - text: what people are told.
    ///   - answer: what files have of an answer.
    init<Answer>(_ text: UncertainText<Answer>, answer: (Answer) -> [Member]) {
        let uncertain = text.uncertain
        let effects = uncertain.effects
        self = .object([
            ("sentence", .string(text.verdict)),
            ("isSame", uncertain.isSame.map { .bool($0) } ?? .null),
            ("deciding", effects?.deciding.map { .string(uncertain.guesses[$0.guess].path) } ?? .null),
            (
                "effects",
                .array(
                    (effects?.effects ?? []).map { effect in
                        .object([
                            ("path", .string(uncertain.guesses[effect.guess].path)),
                            ("range", .string(uncertain.guesses[effect.guess].range)),
                            ("alone", .number(effect.alone)), ("amongOthers", JSONValue(effect.amongOthers)),
                        ])
                    })
            ),
            (
                "points",
                .array(
                    zip(uncertain.design.points, uncertain.answers).map { point, one in
                        .object([("places", .array(point.places.map { JSONValue($0) }))] + answer(one))
                    })
            ),
        ])
    }
}
