import Variates

extension Parameter {
    /// Holds a value written in Swift to what scenario files may say.
    ///
    /// - Parameter section: the operator or section that the parameter belongs to, for the message.
    /// - Throws: `PipelineError` that names the parameter and says what is accepted.
    func check(_ value: ParameterValue, of section: String) throws(PipelineError) {
        guard let problem = kind.problem(with: value) else { return }
        throw PipelineError(parameter: name, "`\(name)` of `\(section)` \(problem)")
    }
}

extension Parameter.Kind {
    /// What is wrong with a value, and what is accepted; nil when it is one of the kind.
    fileprivate func problem(with value: ParameterValue) -> String? {
        switch (self, value) {
        case (.count(let range), .count(let count)), (.countOrWord(let range, _), .count(let count)),
            (.countOrDistribution(let range), .count(let count)):
            range.contains(count) ? nil : "must be \(Self.text(range)), not \(count)"
        case (.quantity(let dimension, let range), .quantity(let quantity)),
            (.quantityOrWord(let dimension, let range, _), .quantity(let quantity)):
            Self.problem(quantity, dimension, range)
        case (.distribution(let dimension), .distribution(let distribution)):
            Self.problem(distribution, dimension)
        case (.countOrDistribution, .distribution(let distribution)):
            Self.problem(distribution, .number)
        case (.name, .word(let name)):
            StageNames.allows(name) ? nil : "must be \(StageNames.accepted), not `\(name)`"
        case (.curve(let x, let y), .curve(let curve)):
            curve.points.lazy.compactMap {
                Self.problem($0.x, x, x.plausible) ?? Self.problem($0.y, y, y.plausible)
            }.first
        case (.table(let dimension), .table(let values)):
            values.isEmpty
                ? "must have at least one value"
                : values.lazy.compactMap { Self.problem($0, dimension, dimension.plausible) }.first
        case (.choice(let words), .word(let word)), (.countOrWord(_, let words), .word(let word)):
            words.contains(word) ? nil : "must be one of \(words.joined(separator: ", ")), not `\(word)`"
        case (.quantityOrWord(_, _, let only), .word(let word)):
            word == only ? nil : "must be a quantity or `\(only)`, not `\(word)`"
        default:
            preconditionFailure("\(value) is not of the kind \(self)")
        }
    }

    private static func text(_ range: ClosedRange<Int>) -> String {
        range.upperBound == .max ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
    }

    private static func problem(_ value: Double, _ dimension: Dimension, _ range: ClosedRange<Double>) -> String? {
        range.contains(value)
            ? nil : "must be from \(range.lowerBound) to \(range.upperBound) \(dimension.baseUnit), not \(value)"
    }

    private static func problem(_ distribution: Distribution, _ dimension: Dimension) -> String? {
        do { try distribution.validate() } catch { return "is not a distribution: \(error)" }
        let limit = dimension.plausible.upperBound
        return distribution.mean <= limit
            ? nil : "must have a mean of at most \(limit) \(dimension.baseUnit), not \(distribution.mean)"
    }
}
