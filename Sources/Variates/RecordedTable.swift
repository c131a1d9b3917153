/// A measured list of values and the way in which it is replayed.
public struct RecordedTable: Sendable, Equatable {
    /// How a table answers the question for the next value.
    public enum Replay: String, Sendable, CaseIterable {
        /// The k-th draw of the stream is the k-th value; after the last comes the first again.
        case inOrder
        /// A sample has the value at its id, modulo the length of the table.
        case bySample
        /// Each draw is any of the values, with equal probability.
        case resampled
    }

    /// The values as measured, in the unit of the quantity.
    public let values: [Double]
    /// How they are replayed.
    public let replay: Replay

    let mean: Double
    let variance: Double
    let support: ClosedRange<Double>

    /// A table of measured values, at least one, each from 0 to 10¹².
    public init(values: [Double], replay: Replay) throws(DistributionError) {
        guard let first = values.first else {
            throw DistributionError(
                family: "recorded", parameter: "values", value: "empty", requirement: "have at least one entry")
        }
        let checks = ParameterChecks("recorded")
        var lowest = first
        var highest = first
        for (index, value) in values.enumerated() {
            try checks.nonNegative("value \(index + 1)", value)
            lowest = min(lowest, value)
            highest = max(highest, value)
        }
        self.values = values
        self.replay = replay
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        self.mean = mean
        variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        support = lowest...highest
    }

    /// The value that replay in order, or by sample, gives at a position: negative positions count from the end.
    func value(at position: Int64) -> Double {
        let remainder = Int(position % Int64(values.count))
        return values[remainder < 0 ? remainder + values.count : remainder]
    }

    func cumulativeProbability(_ x: Double) -> Double {
        Double(values.reduce(0) { $1 <= x ? $0 + 1 : $0 }) / Double(values.count)
    }
}
