/// `prefetch`: a background thread keeps a buffer of ready elements.
public struct Prefetch: Operator, Equatable {
    public static let name = "prefetch"
    public static let summary = "a background thread keeps up to `buffer` elements ready"
    public static let parameters = [
        Parameter("buffer", .count(0...100_000_000), "ready elements; 0 takes turns: the caller's thread does the work")
    ]
    public static let primaryParameter: String? = "buffer"
    public static let examples: [[String: ParameterValue]] = [
        ["buffer": .count(0)], ["buffer": .count(1)], ["buffer": .count(4)],
    ]

    /// Ready elements.
    public var buffer: Int

    public init(_ values: ParameterValues) throws(PipelineError) { buffer = values.count("buffer") }

    public var bufferCapacity: Int? { buffer == 0 ? nil : buffer }
    public var isAsynchronous: Bool { buffer > 0 }
}
