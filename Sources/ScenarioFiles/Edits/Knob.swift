public import Pipelines
import Variates

/// What of a scenario can be turned: a number, the mean or the variability of a distribution, or a choice among words.
public struct Knob: Sendable, Equatable {
    /// What its number is.
    public enum Kind: Sendable, Equatable {
        /// A whole number.
        case count
        /// A quantity in base units; of a distribution its mean.
        case quantity(Dimension)
        /// The coefficient of variation of a distribution.
        case variability
        /// None: there are only words.
        case choice
    }

    /// The parameter's path; with `.cv` behind it for a variability.
    public let path: String
    /// What the parameter means, in one line.
    public let summary: String
    /// What its number is.
    public let kind: Kind
    /// The number in base units; nil where there is none.
    public let value: Double?
    /// The number as people write it; nil where there is none.
    public let text: String?
    /// The word in place of a number, if one stands there.
    public let word: String?
    /// All words that may stand there.
    public let words: [String]
    /// What the number may be; without an upper bound where nothing but the memory of computers limits it.
    public let minimum: Double
    /// The largest number that is accepted; nil where there is none.
    public let maximum: Double?
    /// Whether the scenario says it, rather than leaving it to the default.
    public let isGiven: Bool
}

extension Setting {
    /// What of it can be turned: nothing of a curve or a table.
    public var knobs: [Knob] {
        switch kind {
        case .count(let range): [knob(.count, Double(range.lowerBound), Self.most(range))]
        case .countOrWord(let range, let words):
            [knob(.count, Double(range.lowerBound), Self.most(range), words: words)]
        case .quantity(let dimension, let range):
            [knob(.quantity(dimension), range.lowerBound, range.upperBound)]
        case .quantityOrWord(let dimension, let range, let word):
            [knob(.quantity(dimension), range.lowerBound, range.upperBound, words: [word])]
        case .distribution(let dimension):
            [knob(.quantity(dimension), dimension.plausible.lowerBound, dimension.plausible.upperBound)]
                + (distribution.map { [variability(of: $0)] } ?? [])
        case .choice(let words): [knob(.choice, 0, nil, words: words)]
        case .countOrDistribution(let range):
            if case .count? = value { [knob(.count, Double(range.lowerBound), Self.most(range))] } else { [] }
        case .curve, .table, .name: []
        }
    }

    private func knob(_ kind: Knob.Kind, _ minimum: Double, _ maximum: Double?, words: [String] = []) -> Knob {
        let (number, word): (Double?, String?) =
            switch value {
            case .count(let count): (Double(count), nil)
            case .quantity(let quantity): (quantity, nil)
            case .distribution(let distribution): (distribution.mean, nil)
            case .word(let word): (nil, word)
            case .curve, .table, nil: (nil, nil)
            }
        return Knob(
            path: path, summary: summary, kind: kind, value: number, text: number.map(kind.text), word: word,
            words: words, minimum: minimum,
            maximum: maximum, isGiven: isGiven)
    }

    private func variability(of distribution: Distribution) -> Knob {
        Knob(
            path: path + Knob.variabilitySuffix, summary: "standard deviation ÷ mean of `\(path)`", kind: .variability,
            value: distribution.cv, text: Knob.Kind.variability.text(distribution.cv), word: nil, words: [], minimum: 0,
            maximum: max(Knob.largestVariability, distribution.cv),
            isGiven: isGiven)
    }

    private var distribution: Distribution? { if case .distribution(let it)? = value { it } else { nil } }

    private static func most(_ range: ClosedRange<Int>) -> Double? {
        range.upperBound == .max ? nil : Double(range.upperBound)
    }
}

extension Knob {
    /// What is behind a parameter's path where its variability is meant.
    static let variabilitySuffix = ".cv"
    /// Beyond it, where a scenario does not go further itself, the mean of a run says little of the distribution's.
    fileprivate static let largestVariability = 10.0
}

extension Knob.Kind {
    /// A number in base units as people write it.
    fileprivate func text(_ value: Double) -> String {
        if case .quantity(let dimension) = self { dimension.format(value) } else { plain(value) }
    }
}
