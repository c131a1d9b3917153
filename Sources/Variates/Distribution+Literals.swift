extension Distribution: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// A number written where a distribution is expected is a constant, as in scenario files.
    public init(floatLiteral value: Double) { self = .constant(value) }

    /// A whole number written where a distribution is expected is a constant, as in scenario files.
    public init(integerLiteral value: Int64) { self = .constant(Double(value)) }
}
