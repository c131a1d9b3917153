import Measurements
import Pipelines
import Variates

/// What a run drew of times that vary much, beside what their distribution says.
///
/// Where rare values make up a good part of a mean, a run that draws few of them is faster than most, and so are its
/// replications: an interval made from what was drawn knows nothing of what was not.
public struct DrawnTimes: Sendable, Equatable, Codable {
    /// What takes the time, as sentences name it.
    public var name: String
    /// The distribution's mean, in seconds.
    public var expectedSeconds: Double
    /// Times drawn.
    public var count: Int
    /// Their sum, in seconds.
    public var seconds: Double

    /// The mean of those drawn, in seconds.
    public var meanSeconds: Double { count > 0 ? seconds / Double(count) : 0 }

    /// A coefficient of variation above which a mean may be made of rare values.
    static let heavyTailCV = 2.0
    /// A share of the mean that is missed without a word.
    private static let tolerance = 0.1

    /// Whether a good part of what is expected was not drawn.
    var lackRareOnes: Bool { count > 0 && meanSeconds < (1 - Self.tolerance) * expectedSeconds }
}

extension [DrawnTimes] {
    /// The same times of several accelerators or runs together.
    mutating func add(_ others: [DrawnTimes]) {
        for other in others {
            if let index = firstIndex(where: { $0.name == other.name }) {
                self[index].count += other.count
                self[index].seconds += other.seconds
            } else {
                append(other)
            }
        }
    }
}
