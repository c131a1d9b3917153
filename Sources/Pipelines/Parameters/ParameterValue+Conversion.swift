extension ParameterValue {
    /// The word of a choice.
    static func choice(_ choice: some RawRepresentable<String>) -> ParameterValue { .word(choice.rawValue) }

    /// A number of bytes.
    static func bytes(_ bytes: Int64) -> ParameterValue { .quantity(Double(bytes)) }
}
