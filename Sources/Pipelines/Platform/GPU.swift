/// The accelerators: each runs one step at a time and has a copy engine from host memory.
public struct GPU: Section, Equatable {
    /// The key in scenario files.
    public static let name = "gpu"
    /// One line for help texts and the schema.
    public static let summary = "accelerators, their copy engine from host memory, and the overhead of a launch"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "count", .count(1...4096), default: .count(1),
            "accelerators; each has its own copy of the pipeline, and all meet at a barrier after every step"),
        Parameter("copyLatency", .quantity(.time, 0...1e6), default: .quantity(0), "latency of a copy from the host"),
        Parameter(
            "copyBandwidth", .quantityOrWord(.bandwidth, 1...1e15, word: "unlimited"), default: .word("unlimited"),
            "bytes per second from the host"),
        Parameter("launchOverhead", .quantity(.time, 0...1e6), default: .quantity(0), "time from enqueue to start"),
    ]

    /// Accelerators.
    public var count: Int
    /// Seconds before the bytes of a copy flow.
    public var copyLatencySeconds: Double
    /// Bytes per second of the copy engine; nil copies in no time.
    public var copyBytesPerSecond: Double?
    /// Seconds on the device before a step computes.
    public var launchOverheadSeconds: Double

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        count = values.count("count")
        copyLatencySeconds = values.quantity("copyLatency")
        copyBytesPerSecond = values.optionalQuantity("copyBandwidth")
        launchOverheadSeconds = values.quantity("launchOverhead")
    }
}
