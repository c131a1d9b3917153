/// Host memory that holds buffers, shuffle, cache and elements in flight.
public struct Memory: Section, Equatable {
    public static let name = "memory"
    public static let summary = "host memory for buffers, shuffle, cache and elements in flight"
    public static let parameters = [
        Parameter(
            "capacity", .quantityOrWord(.bytes, 1...9e18, word: "unlimited"), default: .word("unlimited"),
            "bytes; holding more is reported as out of memory")
    ]
    public static let primaryParameter: String? = "capacity"

    /// Bytes, or nil when memory is not modelled.
    public var capacityBytes: Int64?

    public init(_ values: ParameterValues) throws(PipelineError) {
        capacityBytes = values.optionalQuantity("capacity").map { Int64($0) }
    }
}
