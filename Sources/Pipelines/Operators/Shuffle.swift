/// `shuffle`: fills a buffer, then delivers elements picked at random from it.
public struct Shuffle: Operator, Equatable {
    public static let name = "shuffle"
    public static let summary = "delivers elements picked at random from a buffer that fills first"
    public static let parameters = [
        Parameter("buffer", .count(1...100_000_000), "elements to pick from")
    ]
    public static let primaryParameter: String? = "buffer"
    public static let examples: [[String: ParameterValue]] = [["buffer": .count(1)], ["buffer": .count(10)]]

    /// Elements to pick from.
    public var buffer: Int

    public init(_ values: ParameterValues) throws(PipelineError) { buffer = values.count("buffer") }

    public var bufferCapacity: Int? { buffer }
}
