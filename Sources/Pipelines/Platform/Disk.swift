public import Variates

/// The storage that the source reads: requests wait for one of `queueDepth` places, pay a latency, then share the
/// bandwidth.
public struct Disk: Section, Equatable {
    /// The key in scenario files.
    public static let name = "disk"
    /// One line for help texts and the schema.
    public static let summary =
        "storage: latency of a request, bandwidth shared by the requests in service, queue depth"
    /// What may be said about it.
    public static let parameters = [
        Parameter("latency", .distribution(.time), default: .distribution(.constant(0)), "latency of one request"),
        Parameter(
            "bandwidth", .quantityOrWord(.bandwidth, 1...1e15, word: "unlimited"), default: .word("unlimited"),
            "bytes per second, shared equally by the requests in service"),
        Parameter("queueDepth", .count(1...65536), default: .count(32), "requests in service at a time"),
        Parameter(
            optional: "bandwidthByDepth", .table(y: .bandwidth),
            "measured bandwidth with 1, 2, 3, … transfers in service; replaces `bandwidth`"),
    ]

    /// Seconds that a request waits before its bytes flow.
    public package(set) var latency: Distribution
    /// Total bytes per second with 1, 2, 3, … transfers in service, the last entry holding beyond; nil moves bytes in
    /// no time.
    public package(set) var bytesPerSecond: [Double]?
    /// Requests in service at a time; others wait in line.
    public package(set) var queueDepth: Int

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        latency = values.distribution("latency")
        bytesPerSecond = values.optionalTable("bandwidthByDepth") ?? values.optionalQuantity("bandwidth").map { [$0] }
        queueDepth = values.count("queueDepth")
        if let rates = bytesPerSecond, let slowest = rates.min(), let fastest = rates.max(), fastest > 1e5 * slowest {
            throw PipelineError(
                parameter: "bandwidthByDepth", "the bandwidths of one disk may differ by a factor of at most 100000")
        }
    }

    /// A disk that delivers at once, up to 32 requests at a time.
    public init() { self = Self.byDefault }

    /// Storage whose requests pay a latency, then share a bandwidth.
    ///
    /// - Parameters:
    ///   - latency: seconds of one request before its bytes flow.
    ///   - bandwidth: bytes per second, shared equally by the requests in service; unlimited when nil.
    ///   - queueDepth: requests in service at a time.
    ///   - bandwidthByDepth: measured bytes per second with 1, 2, 3, … transfers in service; replaces `bandwidth`.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        latency: Distribution = 0, bandwidth: Double? = nil, queueDepth: Int = 32, bandwidthByDepth: [Double]? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "latency": .distribution(latency), "bandwidth": bandwidth.map(ParameterValue.quantity),
            "queueDepth": .count(queueDepth), "bandwidthByDepth": bandwidthByDepth.map(ParameterValue.table),
        ])
    }
}
