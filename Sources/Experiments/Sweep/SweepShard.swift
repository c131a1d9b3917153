import ScenarioFiles

/// A part of a sweep's points: every n-th one, so that parts take about as long as each other.
public struct SweepShard: Sendable, Equatable {
    /// Which part, counted from 1.
    public let number: Int
    /// Into how many parts the sweep is divided.
    public let count: Int

    /// More would be a mistake: there cannot be as many points.
    public static let mostParts = SweepGrid.mostPoints

    private init(number: Int, of count: Int) { (self.number, self.count) = (number, count) }

    /// - Parameter argument: `3/16`; nil for what is none, as `17/16`.
    public init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], 1...Self.mostParts ~= count,
            1...count ~= number
        else { return nil }
        self.init(number: number, of: count)
    }

    /// As it is given: `3/16`.
    public var text: String { "\(number)/\(count)" }

    /// The positions of its points among those of the sweep.
    public func positions(of points: Int) -> [Int] { Array(stride(from: number - 1, to: points, by: count)) }
}
