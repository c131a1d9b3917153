import Pipelines
import ScenarioFiles

/// A small cost of an executor by the time spent, or waited.
struct CostCurve: Sendable, Equatable {
    /// Pairs of time spent and cost (s).
    var points: [[Double]]

    static let zero = CostCurve(points: [[0, 0]])

    init(points: [[Double]]) { self.points = points }

    /// The same cost after any time.
    init(constant: Double) { points = [[0, constant]] }

    /// The cost after `spent` seconds; zero when the points are not in order.
    func seconds(after spent: Double) -> Double {
        PiecewiseLinear(points: points.map { PiecewiseLinear.Point(x: $0[0], y: $0[1]) })?(spent) ?? 0
    }

    /// A constant, or points joined by lines.
    var written: WrittenValue {
        if points.count == 1 { return .time(points[0][1]) }
        return .list(points.map { .list($0.map(WrittenValue.time)) })
    }

    /// The same curve with every cost multiplied by `factor`.
    func scaled(by factor: Double) -> Self { Self(points: points.map { [$0[0], $0[1] * factor] }) }
}

extension CostCurve: Decodable {
    /// A number, or pairs of numbers.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let constant = try? container.decode(Double.self) {
            points = [[0, constant]]
            return
        }
        points = try container.decode([[Double]].self)
        guard !points.isEmpty, points.allSatisfy({ $0.count == 2 }) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "neither a number nor pairs of numbers")
        }
    }
}
