/// What a sum of a program adds.
enum PythonTerm: Equatable {
    /// A value.
    case value(String)
    /// One of two values, the first with a probability.
    case choice(probability: String, String, else: String)

    /// As it stands in a line.
    ///
    /// - Parameter isAlone: whether nothing is added to it, so that a choice needs no brackets.
    func text(isAlone: Bool) -> String {
        switch self {
        case .value(let value): value
        case .choice: isAlone ? parts.joined(separator: " ") : "(\(parts.joined(separator: " ")))"
        }
    }

    /// What may stand on lines of their own.
    var parts: [String] {
        switch self {
        case .value(let value): [value]
        case .choice(let probability, let value, let other):
            [value, "if random.random() < \(probability)", "else \(other)"]
        }
    }
}
