public import Variates

/// What keeps samples that were read from the disk, so that they are not read from there again: Linux's page cache, a
/// loader's own cache, a local disk before a remote one.
///
/// A sample that is found there costs what the cache's place takes; one that is not is read from the disk, and kept if
/// the policy says so. All accelerators share it. It begins empty.
public struct ReadCache: Section, Equatable {
    /// Which samples stay.
    public enum Policy: String, Sendable, CaseIterable {
        /// What came first stays, as long as there is room.
        case minio
        /// What was used last stays.
        case lru
        /// Linux's two lists: what was used twice, or was missed soon after it went, is kept apart from the rest.
        case pageCache
    }

    /// Where samples are kept.
    public enum Place: String, Sendable, CaseIterable {
        /// In host memory.
        case memory
        /// On a disk of the host, to which a sample is written before it is passed on.
        case disk
    }

    /// The key in scenario files.
    public static let name = "readCache"
    /// One line for help texts and the schema.
    public static let summary = "samples that were read and are kept: the page cache, a loader's cache, a local disk"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "capacity", .quantity(.bytes, 0...9e18), default: .quantity(0), "bytes of samples, as they lie in storage"),
        Parameter(
            "policy", .choice(Policy.allCases.map(\.rawValue)), default: .word(Policy.pageCache.rawValue),
            "`minio`: what came first stays; `lru`: what was used last; `pageCache`: Linux's two lists"),
        Parameter(
            optional: "missRate", .quantity(.fraction, 0...1),
            "measured share of samples that are read from the disk after the first epoch; replaces `capacity` and `policy`"
        ).replacing("capacity", "policy"),
        Parameter(
            "place", .choice(Place.allCases.map(\.rawValue)), default: .word(Place.memory.rawValue),
            "`memory`; `disk`: a disk of the host, to which samples are written when they are first read"),
        Parameter(
            "latency", .distribution(.time), default: .distribution(.constant(0)), "latency of a request to that place"),
        Parameter(
            optional: "writeLatency", .distribution(.time),
            "latency of writing a sample there when it is first read, with `place: disk`; `latency` when absent"),
        Parameter(
            "bandwidth", .quantityOrWord(.bandwidth, 1...1e15, word: "unlimited"), default: .word("unlimited"),
            "bytes per second of that place, shared equally by its requests"),
        Parameter("queueDepth", .count(1...65536), default: .count(32), "requests to that place at a time"),
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "capacity"

    /// Bytes of samples that are kept at most.
    public package(set) var capacityBytes: Int64
    /// Which samples stay.
    public package(set) var policy: Policy
    /// Share of samples that are not found after the first epoch, where it was measured.
    public package(set) var missRate: Double?
    /// Where they are kept.
    public package(set) var place: Place
    /// Seconds of a request there, before its bytes flow.
    public package(set) var latency: Distribution
    /// Seconds of writing a sample to its own disk, before its bytes flow; as of reading when nil.
    public package(set) var writeLatency: Distribution?
    /// Bytes per second there; nil moves them in no time.
    public package(set) var bytesPerSecond: Double?
    /// Requests there at a time; others wait in line.
    public package(set) var queueDepth: Int

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        capacityBytes = Int64(values.quantity("capacity"))
        policy = Policy(rawValue: values.word("policy")) ?? .pageCache
        missRate = values.optionalQuantity("missRate")
        place = Place(rawValue: values.word("place")) ?? .memory
        latency = values.distribution("latency")
        writeLatency = values.optionalDistribution("writeLatency")
        bytesPerSecond = values.optionalQuantity("bandwidth")
        queueDepth = values.count("queueDepth")
    }

    /// None: every sample is read from the disk each time.
    public init() { self = Self.byDefault }

    /// A cache of what was read.
    ///
    /// - Parameters:
    ///   - capacity: bytes of samples.
    ///   - policy: which samples stay.
    ///   - place: where.
    ///   - latency: seconds of a request there before its bytes flow.
    ///   - writeLatency: the same of a write, where samples are written there; as `latency` when nil.
    ///   - bandwidth: bytes per second there, shared equally by its requests; unlimited when nil.
    ///   - queueDepth: requests there at a time.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        capacity: Int64, policy: Policy = .pageCache, in place: Place = .memory, latency: Distribution = 0,
        writeLatency: Distribution? = nil, bandwidth: Double? = nil, queueDepth: Int = 32
    ) throws(PipelineError) {
        try self.init(checking: [
            "capacity": .bytes(capacity), "policy": .choice(policy), "missRate": nil, "place": .choice(place),
            "latency": .distribution(latency), "writeLatency": writeLatency.map(ParameterValue.distribution),
            "bandwidth": bandwidth.map(ParameterValue.quantity), "queueDepth": .count(queueDepth),
        ])
    }

    /// A cache of which only is known what it does.
    ///
    /// - Parameters:
    ///   - missRate: share of samples that are read from the disk after the first epoch, from 0 to 1.
    ///   - place: where the others are kept.
    ///   - latency: seconds of a request there before its bytes flow.
    ///   - bandwidth: bytes per second there, shared equally by its requests; unlimited when nil.
    ///   - queueDepth: requests there at a time.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        missRate: Double, in place: Place = .memory, latency: Distribution = 0, bandwidth: Double? = nil,
        queueDepth: Int = 32
    ) throws(PipelineError) {
        try self.init(checking: [
            "missRate": .quantity(missRate), "place": .choice(place), "latency": .distribution(latency),
            "writeLatency": nil, "bandwidth": bandwidth.map(ParameterValue.quantity), "queueDepth": .count(queueDepth),
        ])
    }

    /// Whether anything is kept.
    public var isUsed: Bool { missRate.map { $0 < 1 } ?? (capacityBytes > 0) }

    /// The least share of reads that go to the disk once the cache is as full as it gets, whatever its policy.
    ///
    /// What is used once in each epoch cannot be found more often than there is room for it; of several uses in an epoch
    /// all but the first can find it.
    ///
    /// - Parameters:
    ///   - storedBytes: of all samples.
    ///   - uses: of each sample in an epoch.
    package func leastMissRate(ofBytes storedBytes: Double, usedTimes uses: Double = 1) -> Double {
        if let missRate { return missRate }
        guard capacityBytes > 0 else { return 1 }
        // Samples without bytes always fit.
        return max(0, 1 - Double(capacityBytes) / storedBytes) / uses
    }
}
