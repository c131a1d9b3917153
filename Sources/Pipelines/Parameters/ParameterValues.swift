public import Variates

/// The decoded parameters of one operator or section: names checked, defaults filled in.
///
/// The decoder has already checked names, kinds and ranges against the section's `parameters`, so a mismatch here is
/// a mistake in the section's own code and traps with a sentence.
public struct ParameterValues: Sendable, Equatable {
    private var values: [String: ParameterValue]

    /// Values as decoded; defaults of `parameters` are added for names that are absent.
    public init(_ values: [String: ParameterValue], defaultsFrom parameters: [Parameter]) {
        self.values = values
        for parameter in parameters where self.values[parameter.name] == nil {
            self.values[parameter.name] = parameter.defaultValue
        }
    }

    /// Whether a value was given, or has a default.
    public func has(_ name: String) -> Bool { values[name] != nil }

    /// An integer.
    public func count(_ name: String) -> Int {
        guard let count = optionalCount(name) else { preconditionFailure("`\(name)` is not declared as a count") }
        return count
    }

    /// An integer, or nil when absent or replaced by its word.
    public func optionalCount(_ name: String) -> Int? {
        if case .count(let count)? = values[name] { count } else { nil }
    }

    /// A quantity in base units.
    public func quantity(_ name: String) -> Double {
        guard let quantity = optionalQuantity(name) else {
            preconditionFailure("`\(name)` is not declared as a quantity")
        }
        return quantity
    }

    /// A quantity in base units, or nil when absent or replaced by its word.
    public func optionalQuantity(_ name: String) -> Double? {
        if case .quantity(let quantity)? = values[name] { quantity } else { nil }
    }

    /// A distribution in base units.
    public func distribution(_ name: String) -> Distribution {
        guard let distribution = optionalDistribution(name) else {
            preconditionFailure("`\(name)` is not declared as a distribution")
        }
        return distribution
    }

    /// A distribution in base units, or nil when absent.
    public func optionalDistribution(_ name: String) -> Distribution? {
        if case .distribution(let distribution)? = values[name] { distribution } else { nil }
    }

    /// A piecewise-linear curve.
    public func curve(_ name: String) -> PiecewiseLinear {
        guard let curve = optionalCurve(name) else { preconditionFailure("`\(name)` is not declared as a curve") }
        return curve
    }

    /// A piecewise-linear curve, or nil when absent.
    public func optionalCurve(_ name: String) -> PiecewiseLinear? {
        if case .curve(let curve)? = values[name] { curve } else { nil }
    }

    /// Values at 1, 2, 3, …, or nil when absent.
    public func optionalTable(_ name: String) -> [Double]? {
        if case .table(let table)? = values[name] { table } else { nil }
    }

    /// One of the words of a choice.
    public func word(_ name: String) -> String {
        guard let word = optionalWord(name) else { preconditionFailure("`\(name)` is not declared as a choice") }
        return word
    }

    /// A word or a name, or nil when absent.
    public func optionalWord(_ name: String) -> String? {
        if case .word(let word)? = values[name] { word } else { nil }
    }
}
