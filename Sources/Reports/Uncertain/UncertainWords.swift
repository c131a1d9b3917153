import Experiments

/// What reports call the answers to one question.
struct UncertainWords<Answer: Sendable> {
    /// What may hinge on a guess, at the beginning of a sentence.
    var subject = "It"
    /// What holds where it does not hinge on any.
    var same = "the answer is the same"
    /// An answer in a few words: `16`, `29–34`, `cores`.
    let answer: (Answer) -> String
    /// All answers together: `16 to 29–34`, `cores or disk`.
    let all: String
}

extension UncertainWords where Answer: UncertainPlace {
    /// Words for values in order.
    init(_ uncertain: Uncertain<Answer>, answer: @escaping (Answer) -> String) {
        let extremes = uncertain.extremes.map { [answer($0.lowest), answer($0.highest)] } ?? []
        self.init(answer: answer, all: Set(extremes).count == 1 ? extremes[0] : extremes.joined(separator: " to "))
    }
}

extension UncertainWords {
    /// Words for answers that have no order.
    init(
        _ uncertain: Uncertain<Answer>, subject: String, same: String, answer: @escaping (Answer) -> String
    ) {
        let all = uncertain.answers.reduce(into: [String]()) { all, one in
            if !all.contains(answer(one)) { all.append(answer(one)) }
        }
        self.init(subject: subject, same: same, answer: answer, all: all.joined(separator: " or "))
    }
}
