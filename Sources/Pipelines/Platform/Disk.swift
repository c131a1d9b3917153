public import Variates

/// The storage that the source reads: requests wait for one of `queueDepth` places, pay a latency, then share the
/// bandwidth.
///
/// A local drive, a parallel file system or an object store, by what limits it: bandwidth in all and of each request,
/// requests and openings of files per second, requests that fail and are tried again.
public struct Disk: Section, Equatable {
    /// A bandwidth that holds from a time on.
    public struct LaterBandwidth: Sendable, Equatable {
        /// Seconds since the run began.
        public let fromSeconds: Double
        /// Total bytes per second with 1, 2, 3, … transfers in service, the last entry holding beyond.
        public let bytesPerSecond: [Double]
    }

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
            "measured bandwidth with 1, 2, 3, … transfers in service; replaces `bandwidth`"
        ).replacing("bandwidth"),
        Parameter(
            optional: "bandwidthPerRequest", .quantity(.bandwidth, 1...1e15),
            "the most that one request gets, such as over one connection to an object store"),
        Parameter(
            optional: "bandwidthOverTime", .distribution(.bandwidth),
            "bandwidth that changes during the run, in phases: "
                + "`{phases: [{of: 1 GB/s, for: 10 min}, {of: 250 MB/s}]}`; replaces `bandwidth`"
        ).replacing("bandwidth"),
        Parameter(
            "requestsPerSecond", .countOrWord(1...1_000_000_000, words: ["unlimited"]), default: .word("unlimited"),
            "requests that storage accepts per second; others wait in their `queueDepth` places"),
        Parameter(
            "opensPerSecond", .countOrWord(1...1_000_000_000, words: ["unlimited"]), default: .word("unlimited"),
            "files that storage opens per second; others wait in their `queueDepth` places"),
        Parameter(
            "failures", .quantity(.fraction, 0...0.99), default: .quantity(0),
            "share of requests that fail after their latency, and are sent again"),
        Parameter(
            "retryAfter", .distribution(.time), default: .distribution(.constant(0)),
            "time before a failed request is sent again"),
    ]

    /// Seconds that a request waits before its bytes flow.
    public package(set) var latency: Distribution
    /// Total bytes per second with 1, 2, 3, … transfers in service, the last entry holding beyond; nil moves bytes in
    /// no time.
    public package(set) var bytesPerSecond: [Double]?
    /// Bandwidths that hold later, by increasing time.
    public package(set) var laterBandwidths: [LaterBandwidth]
    /// Requests in service at a time; others wait in line.
    public package(set) var queueDepth: Int
    /// Requests per second that storage accepts, evenly spaced; nil for as many as come.
    public package(set) var requestsPerSecond: Int?
    /// Files per second that can be opened, evenly spaced; nil for as many as come.
    public package(set) var opensPerSecond: Int?
    /// Share of requests that fail, each try by itself.
    public package(set) var failureShare: Double
    /// Seconds before a failed request is sent again.
    public package(set) var retryAfter: Distribution

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        latency = values.distribution("latency")
        queueDepth = values.count("queueDepth")
        requestsPerSecond = values.optionalCount("requestsPerSecond")
        opensPerSecond = values.optionalCount("opensPerSecond")
        failureShare = values.quantity("failures")
        retryAfter = values.distribution("retryAfter")
        let course = try BandwidthCourse(values, queueDepth: queueDepth)
        (bytesPerSecond, laterBandwidths) = (course.first, course.later)
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
    ///   - bandwidthPerRequest: the most bytes per second that one request gets.
    ///   - bandwidthOverTime: constants that hold one after the other; replaces `bandwidth`.
    ///   - requestsPerSecond: requests that storage accepts.
    ///   - opensPerSecond: files that can be opened.
    ///   - failures: share of requests that fail and are sent again, from 0 to 0.99.
    ///   - retryAfter: seconds before a failed request is sent again.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        latency: Distribution = 0, bandwidth: Double? = nil, queueDepth: Int = 32, bandwidthByDepth: [Double]? = nil,
        bandwidthPerRequest: Double? = nil, bandwidthOverTime: PhasedDistribution? = nil,
        requestsPerSecond: Int? = nil, opensPerSecond: Int? = nil, failures: Double = 0, retryAfter: Distribution = 0
    ) throws(PipelineError) {
        try self.init(checking: [
            "latency": .distribution(latency), "bandwidth": bandwidth.map(ParameterValue.quantity),
            "queueDepth": .count(queueDepth), "bandwidthByDepth": bandwidthByDepth.map(ParameterValue.table),
            "bandwidthPerRequest": bandwidthPerRequest.map(ParameterValue.quantity),
            "bandwidthOverTime": bandwidthOverTime.map { .distribution(.phased($0)) },
            "requestsPerSecond": requestsPerSecond.map(ParameterValue.count),
            "opensPerSecond": opensPerSecond.map(ParameterValue.count), "failures": .quantity(failures),
            "retryAfter": .distribution(retryAfter),
        ])
    }

    /// Mean seconds of a request before its bytes flow, tries that fail included.
    package var meanRequestSeconds: Double {
        latency.mean + (latency.mean + retryAfter.mean) * failureShare / (1 - failureShare)
    }

    /// The least of such means that a phase of the run has.
    package var leastRequestSeconds: Double {
        latency.leastMean + (latency.leastMean + retryAfter.leastMean) * failureShare / (1 - failureShare)
    }

    /// Seconds that bytes take alone on the disk, at the bandwidth of the run's beginning.
    package func transferSeconds(ofBytes bytes: Double) -> Double { bytesPerSecond?.first.map { bytes / $0 } ?? 0 }

    /// The curves of bandwidth that hold in the course of a run, from its beginning on; none where it is unlimited.
    package var bandwidthCurves: [[Double]] {
        (bytesPerSecond.map { [$0] } ?? []) + laterBandwidths.map(\.bytesPerSecond)
    }
}
