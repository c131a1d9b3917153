/// What a test says of a value that must meet a condition, or be enough.
public enum ThresholdVerdict: Sendable, Equatable {
    /// It meets the condition: it is enough.
    case met
    /// It misses it.
    case missed
    /// What may be spent on it does not tell.
    case open
}
