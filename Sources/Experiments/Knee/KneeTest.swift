public import Measurements

/// One comparison that a search for a knee made: a value against another, from the same random numbers.
public struct KneeTest: Sendable {
    /// What a test says of a value.
    public enum Verdict: String, Sendable {
        /// The value is below what is enough.
        case tooLittle
        /// It is within the share of the asymptote.
        case enough
        /// The replications do not tell.
        case open
    }

    /// The position of the value.
    public let position: Int
    /// That of the value that it is compared with.
    public let reference: Int
    /// The figure ÷ that of the other, turned around for figures that are better low; nil where it divides by 0.
    ///
    /// Its bounds hold together with those of all tests.
    public let ratio: ConfidenceInterval?
    /// What it says.
    public let verdict: Verdict
    /// Pairs of replications behind it.
    public let pairs: Int
}
