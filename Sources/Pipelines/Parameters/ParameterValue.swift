public import Variates

/// A decoded value of a parameter, in base units.
public enum ParameterValue: Sendable, Equatable {
    /// An integer.
    case count(Int)
    /// A quantity in base units: seconds, bytes, bytes per second, seconds per byte, a fraction of one.
    case quantity(Double)
    /// A distribution over base units.
    case distribution(Distribution)
    /// A piecewise-linear curve over base units.
    case curve(PiecewiseLinear)
    /// Values at 1, 2, 3, … in base units.
    case table([Double])
    /// A word: one of a choice, the word that replaces a number, or a name.
    case word(String)
}
