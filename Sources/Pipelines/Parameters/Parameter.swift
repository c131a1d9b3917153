/// One parameter of an operator or of a platform section: its name, what it accepts and what it means.
///
/// Decoding, error messages, documentation and sweeps are all derived from this one definition.
public struct Parameter: Sendable {
    /// What a parameter accepts.
    public enum Kind: Sendable, Equatable {
        /// An integer in a range.
        case count(ClosedRange<Int>)
        /// An integer in a range, or a word in place of a number (`none`, `unlimited`, `auto`).
        case countOrWord(ClosedRange<Int>, words: [String])
        /// A quantity of a dimension in base units (seconds, bytes, …), inside a range.
        case quantity(Dimension, ClosedRange<Double>)
        /// A quantity, or one word that stands for "no such quantity".
        case quantityOrWord(Dimension, ClosedRange<Double>, word: String)
        /// A distribution of a dimension; a plain quantity is a constant.
        case distribution(Dimension)
        /// A curve: a constant, or points that are joined by straight lines.
        case curve(x: Dimension, y: Dimension)
        /// A measured curve over whole numbers (queue depth to bandwidth), or absent.
        case table(y: Dimension)
        /// One of several words.
        case choice([String])
        /// An integer in a range, or a distribution of numbers without a unit.
        case countOrDistribution(ClosedRange<Int>)
        /// A name that the file makes up, as it does for stages.
        case name
    }

    /// The name in scenario files.
    public let name: String
    /// What is accepted.
    public let kind: Kind
    /// The value when the file does not give one; nil makes the parameter required unless `isOptional`.
    public let defaultValue: ParameterValue?
    /// Whether the parameter may be absent without having a default.
    public let isOptional: Bool
    /// One line for help texts and the schema.
    public let summary: String
    /// What tf.data, Keras or PyTorch call it, where that is another word.
    package private(set) var otherNames: [OtherName] = []
    /// Parameters of the same section whose values count for nothing where this one is given.
    package private(set) var replaced: [String] = []

    /// Declares a parameter that is required, or has a default.
    public init(_ name: String, _ kind: Kind, default defaultValue: ParameterValue? = nil, _ summary: String) {
        self.name = name
        self.kind = kind
        self.defaultValue = defaultValue
        self.isOptional = false
        self.summary = summary
    }

    /// Declares a parameter that may be absent.
    public init(optional name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.defaultValue = nil
        self.isOptional = true
        self.summary = summary
    }

    /// The same parameter, known by a word of another library too.
    ///
    /// - Parameters:
    ///   - word: such as `num_workers`.
    ///   - value: what `True` for that word is here, where the values differ as well.
    func alsoCalled(_ word: String, true value: String? = nil) -> Parameter {
        var named = self
        named.otherNames.append(OtherName(word, true: value))
        return named
    }

    /// The same parameter, in whose presence others of its section count for nothing.
    func replacing(_ names: String...) -> Parameter {
        var replacing = self
        replacing.replaced = names
        return replacing
    }
}
