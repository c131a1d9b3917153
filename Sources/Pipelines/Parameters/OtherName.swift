/// What tf.data, Keras or PyTorch call a parameter.
package struct OtherName: Sendable {
    /// The word as it is written there: `num_workers`.
    package let word: String
    /// What `True` for that word is here, where the values differ as well.
    package let trueValue: String?

    init(_ word: String, true value: String?) {
        self.word = word
        trueValue = value
    }

    /// Whether a text is this word; capitals, underscores and hyphens make no difference.
    package func matches(_ text: String) -> Bool { Self.letters(text) == Self.letters(word) }

    private static func letters(_ text: String) -> String { text.lowercased().filter { $0 != "_" && $0 != "-" } }
}
