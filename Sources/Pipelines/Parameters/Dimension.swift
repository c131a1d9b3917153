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
}
