/// A function given by points joined by straight lines; constant before the first point and after the last.
public struct PiecewiseLinear: Sendable, Equatable {
    /// One point of the curve.
    public struct Point: Sendable, Equatable {
        /// Where.
        public var x: Double
        /// The value there.
        public var y: Double

        /// A point of the curve.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// The points, by increasing `x`.
    public let points: [Point]

    /// The same value everywhere.
    public init(constant: Double) { points = [Point(x: 0, y: constant)] }

    /// A curve through points.
    ///
    /// - Returns: nil when there is no point, or when `x` does not increase strictly.
    public init?(points: [Point]) {
        guard !points.isEmpty, zip(points, points.dropFirst()).allSatisfy({ $0.x < $1.x }) else { return nil }
        self.points = points
    }

    /// Whether the curve is zero everywhere, so that the cost it describes can be skipped.
    public var isZero: Bool { points.allSatisfy { $0.y == 0 } }

    /// The value at `x`.
    public func callAsFunction(_ x: Double) -> Double {
        guard let next = points.firstIndex(where: { $0.x >= x }) else { return points[points.count - 1].y }
        guard next > 0 else { return points[0].y }
        let (left, right) = (points[next - 1], points[next])
        return left.y + (right.y - left.y) * (x - left.x) / (right.x - left.x)
    }
}

extension PiecewiseLinear: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// A number written where a curve is expected is the same everywhere, as in scenario files.
    public init(floatLiteral value: Double) { self.init(constant: value) }

    /// A whole number written where a curve is expected is the same everywhere, as in scenario files.
    public init(integerLiteral value: Int64) { self.init(constant: Double(value)) }
}
