/// What no run can break: a resource serves no more than its servers can in the time that the run took.
///
/// It bounds the whole run's rate. Served time ≤ servers × length is the same as samples ÷ length ≤ servers ÷ (served
/// time per sample), the bound that the demands set which were really drawn.
///
/// - Source: P. J. Denning, J. P. Buzen (1978), "The operational analysis of queueing network models", ACM Computing
///   Surveys 10(3), 225–261: the utilisation law, U = X·S ≤ 1, holds for every observed run, whatever its
///   distributions.
public struct CapacityLaw: Sendable, Equatable {
    /// What serves: `the cores`, `the background thread of prefetch`.
    public let resource: String
    /// Time that it has served, in nanoseconds at its highest rate, as the finished work adds up.
    public let servedNanoseconds: Int128
    /// Time that it can serve in the whole run, in nanoseconds.
    public let capacityNanoseconds: Int128

    /// A law of one resource.
    package init(_ resource: String, served: Int128, capacity: Int128) {
        self.resource = resource
        servedNanoseconds = served
        capacityNanoseconds = capacity
    }

    /// Whether the run keeps it.
    public var holds: Bool { servedNanoseconds <= capacityNanoseconds }
}

/// A run that broke a capacity law: a mistake in the engine.
public struct CapacityExcess: Error, Sendable, Equatable, CustomStringConvertible {
    /// The law that was broken.
    public let law: CapacityLaw
    /// Seed of the run.
    public let seed: UInt64

    /// One sentence with all that is needed to find the mistake.
    public var description: String {
        "\(law.resource) served \(law.servedNanoseconds) ns in a run in which \(law.capacityNanoseconds) ns can be served "
            + "(seed \(seed))"
    }
}
