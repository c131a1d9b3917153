import Pipelines

/// In which units a file writes quantities.
package struct WritingUnits: Sendable, Equatable {
    /// The symbol of the only unit of a dimension.
    private let fixed: [Dimension: String]

    /// The largest unit of which there is at least one.
    package static let bySize = WritingUnits(fixed: [:])
    /// Bytes in bytes and bandwidths in MB/s, as measuring programs print them; others by their size.
    package static let measured = WritingUnits(fixed: [.bytes: "B", .bandwidth: "MB/s", .timePerByte: "ns/B"])

    /// A quantity, to the last digit: reading it gives the same number.
    func text(_ value: Double, _ dimension: Dimension) -> String {
        let decimal = ShortestDecimal(value)
        if dimension == .number { return decimal.text(timesTenTo: 0) }
        let units = dimension.shownUnits.filter { fixed[dimension] == nil || fixed[dimension] == $0.symbol }
        let fitting = units.last { decimal.reaches(powerOfTen: $0.exponent ?? .max) } ?? units.first
        guard let fitting, let exponent = fitting.exponent else {
            preconditionFailure("units that are shown are powers of ten of the base unit")
        }
        return "\(decimal.text(timesTenTo: -exponent)) \(fitting.symbol)"
    }
}
