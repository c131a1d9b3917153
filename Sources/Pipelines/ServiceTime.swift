public import Variates

/// The time that one piece of work takes: per element, and per byte of it.
public struct ServiceTime: Sendable, Equatable {
    /// Seconds for each element.
    public var secondsPerElement: Distribution
    /// Seconds for each byte, or nil.
    public var secondsPerByte: Distribution?

    /// A time per element, per byte, or both added.
    public init(secondsPerElement: Distribution, secondsPerByte: Distribution? = nil) {
        self.secondsPerElement = secondsPerElement
        self.secondsPerByte = secondsPerByte
    }

    /// Whether it is nothing, however large the element.
    package var isZero: Bool { secondsPerElement == .constant(0) && secondsPerByte == nil }
}
