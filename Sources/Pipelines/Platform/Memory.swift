/// Host memory that holds buffers, shuffle, cache and elements in flight.
public struct Memory: Section, Equatable {
    /// The key in scenario files.
    public static let name = "memory"
    /// One line for help texts and the schema.
    public static let summary = "host memory for buffers, shuffle, cache and elements in flight"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "capacity", .quantityOrWord(.bytes, 1...9e18, word: "unlimited"), default: .word("unlimited"),
            "bytes; using more is reported as out of memory")
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "capacity"

    /// Bytes, or nil when memory is not modelled.
    public package(set) var capacityBytes: Int64?

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        capacityBytes = values.optionalQuantity("capacity").map { Int64($0) }
    }

    /// Memory that is not modelled.
    public init() { self = Self.byDefault }

    /// Memory that may run out.
    ///
    /// - Parameter capacity: bytes.
    /// - Throws: `PipelineError` when it is out of range.
    public init(capacity: Int64) throws(PipelineError) { try self.init(checking: ["capacity": .bytes(capacity)]) }
}
