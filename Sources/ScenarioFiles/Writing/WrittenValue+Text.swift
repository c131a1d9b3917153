extension WrittenValue {
    /// YAML on one line.
    package func text(_ units: WritingUnits = .bySize) -> String {
        switch self {
        case .count(let count): "\(count)"
        case .number(let value): plainNumber(value)
        case .quantity(let value, let dimension): units.text(value, dimension)
        case .word(let word): YAMLScalar.text(word)
        case .text(let text): YAMLScalar.quoted(visible(text))
        case .list(let values), .table(let values), .items(let values):
            "[\(values.map { $0.text(units) }.joined(separator: ", "))]"
        case .mapping(let mapping):
            "{\(mapping.entries.map { "\(YAMLScalar.text($0.key)): \($0.value.text(units))" }.joined(separator: ", "))}"
        case .nothing: "null"
        }
    }

    /// A number to the last digit, whole ones without a point.
    private func plainNumber(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
