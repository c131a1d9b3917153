public import Pipelines

/// Shares of the time that training loops wait for a stage, by what they wait for.
public struct WaitShares: Sendable, Equatable, Codable {
    private var shares: [Double]

    /// No waits.
    public init() { self.init { _ in 0 } }

    /// - Parameter share: that of a cause, from 0 to 1.
    public init(_ share: (WaitCause) -> Double) { shares = WaitCause.allCases.map(share) }

    /// The share of a cause.
    public subscript(cause: WaitCause) -> Double { shares[cause.rawValue] }

    /// All causes together.
    public var total: Double { shares.reduce(0, +) }

    mutating func scale(by factor: Double) {
        for index in shares.indices { shares[index] *= factor }
    }
}
