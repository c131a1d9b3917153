public import Measurements

/// One comparison that a search for a knee made: a value against another, from the same random numbers.
public struct KneeTest: Sendable {
    /// The position of the value.
    public let position: Int
    /// That of the value that it is compared with.
    public let reference: Int
    /// The figure ÷ that of the other, turned around for figures that are better low; nil where it divides by 0.
    ///
    /// Its bounds hold together with those of all tests.
    public let ratio: ConfidenceInterval?
    /// Whether the value is within the share of the other.
    public let verdict: ThresholdVerdict
    /// Pairs of replications behind it.
    public let pairs: Int
}
