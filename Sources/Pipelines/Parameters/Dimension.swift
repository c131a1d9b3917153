/// The physical dimension of a quantity; scenario files must write a unit of it.
public enum Dimension: Sendable, Hashable, CaseIterable {
    /// Seconds, written `6 ms`.
    case time
    /// Bytes, written `110 KiB`.
    case bytes
    /// Bytes per second, written `2 GB/s`.
    case bandwidth
    /// Seconds per byte, written `5 ns/B`.
    case timePerByte
    /// A share of one, written `0.5 %` or `0.005`.
    case fraction
    /// A number of things, written without a unit.
    case number
}

extension Dimension {
    /// What a distribution may yield at most: 30 years, a terabyte, …; beyond is a slip of the unit.
    package var plausible: ClosedRange<Double> {
        switch self {
        case .time: 0...1e9
        case .bytes: 0...1e12
        case .bandwidth: 1...1e15
        case .timePerByte: 0...1e3
        case .fraction: 0...1
        case .number: 0...1e12
        }
    }

    /// Whether its values need no unit.
    package var isPlain: Bool { self == .fraction || self == .number }

    /// The base unit, in which values are kept.
    package var baseUnit: String {
        switch self {
        case .time: "seconds"
        case .bytes: "bytes"
        case .bandwidth: "bytes per second"
        case .timePerByte: "seconds per byte"
        case .fraction: "fractions of one"
        case .number: "in number"
        }
    }
}
