public import Variates

/// The accelerators: each runs one step at a time and has a copy engine from host memory.
public struct GPU: Section, Equatable {
    /// Where several accelerators wait for each other.
    public enum Barrier: String, Sendable, CaseIterable {
        /// After every step, as synchronous training does.
        case step
        /// At the end of an epoch only.
        case epoch
    }

    /// The key in scenario files.
    public static let name = "gpu"
    /// One line for help texts and the schema.
    public static let summary = "accelerators, their copy engine from host memory, and the overhead of a launch"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "count", .count(1...4096), default: .count(1),
            "accelerators; each has a pipeline of its own over the same disk, cores and workers"),
        Parameter(
            "barrier", .choice(Barrier.allCases.map(\.rawValue)), default: .word(Barrier.step.rawValue),
            "when several accelerators synchronise: after every `step`, or only at the end of an `epoch`"),
        Parameter(
            "barrierOverhead", .distribution(.time), default: .distribution(.constant(0)),
            "time of the barrier of several accelerators after a step, once all have arrived"),
        Parameter("copyLatency", .quantity(.time, 0...1e6), default: .quantity(0), "latency of a copy from the host"),
        Parameter(
            "copyBandwidth", .quantityOrWord(.bandwidth, 1...1e15, word: "unlimited"), default: .word("unlimited"),
            "bytes per second from the host"),
        Parameter(
            optional: "pinnedCopyBandwidth", .quantity(.bandwidth, 1...1e15),
            "the same for batches in pinned memory (`hostMemory: pinned`); `copyBandwidth` when absent"),
        Parameter(
            "busyCopyShare", .quantity(.fraction, 0.01...1), default: .quantity(1),
            "share of these bandwidths that is left while all cores are at work; with fewer, in proportion"),
        Parameter(
            "launchOverhead", .quantity(.time, 0...1e6), default: .quantity(0),
            "time from enqueue until a step can start; `runAhead` hides it behind the step before"),
    ]

    /// Accelerators.
    public package(set) var count: Int
    /// Where they wait for each other.
    public package(set) var barrier: Barrier
    /// Seconds from the arrival of the last accelerator at the barrier after a step until all go on; drawn once for
    /// each meeting, and nothing where one accelerator has nobody to meet.
    public package(set) var barrierOverhead: Distribution
    /// Seconds before the bytes of a copy flow.
    public package(set) var copyLatencySeconds: Double
    /// Bytes per second of the copy engine; nil copies in no time.
    public package(set) var copyBytesPerSecond: Double?
    /// The same for batches in pinned memory; nil: as for others.
    public package(set) var pinnedCopyBytesPerSecond: Double?
    /// Share of a copy's bandwidth that is left while all cores are at work.
    public package(set) var busyCopyShare: Double
    /// Seconds from a step's enqueueing until it can start.
    public package(set) var launchOverheadSeconds: Double

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        count = values.count("count")
        barrier = Barrier(rawValue: values.word("barrier")) ?? .step
        barrierOverhead = values.distribution("barrierOverhead")
        copyLatencySeconds = values.quantity("copyLatency")
        copyBytesPerSecond = values.optionalQuantity("copyBandwidth")
        pinnedCopyBytesPerSecond = values.optionalQuantity("pinnedCopyBandwidth")
        busyCopyShare = values.quantity("busyCopyShare")
        launchOverheadSeconds = values.quantity("launchOverhead")
    }

    /// One accelerator, to which copies and launches take no time.
    public init() { self = Self.byDefault }

    /// Accelerators, each with a pipeline of its own.
    ///
    /// - Parameters:
    ///   - count: accelerators.
    ///   - barrier: where they wait for each other.
    ///   - barrierOverhead: seconds of each meeting after a step, once all have come.
    ///   - copyLatency: seconds before the bytes of a copy flow.
    ///   - copyBandwidth: bytes per second from the host; unlimited when nil.
    ///   - launchOverhead: seconds from enqueueing until a step can start.
    ///   - pinnedCopyBandwidth: bytes per second from pinned memory; as from other memory when nil.
    ///   - busyCopyShare: share of these bandwidths that is left while all cores are at work.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        count: Int = 1, barrier: Barrier = .step, barrierOverhead: Distribution = 0, copyLatency: Double = 0,
        copyBandwidth: Double? = nil, launchOverhead: Double = 0, pinnedCopyBandwidth: Double? = nil,
        busyCopyShare: Double = 1
    ) throws(PipelineError) {
        try self.init(checking: [
            "count": .count(count), "barrier": .choice(barrier), "barrierOverhead": .distribution(barrierOverhead),
            "copyLatency": .quantity(copyLatency), "copyBandwidth": copyBandwidth.map(ParameterValue.quantity),
            "launchOverhead": .quantity(launchOverhead),
            "pinnedCopyBandwidth": pinnedCopyBandwidth.map(ParameterValue.quantity),
            "busyCopyShare": .quantity(busyCopyShare),
        ])
    }

    /// Seconds of a copy from the host, on an idle processor.
    ///
    /// - Parameter isPinned: whether the bytes lie in pinned memory.
    package func copySeconds(ofBytes bytes: Double, isPinned: Bool) -> Double {
        let pinned = isPinned ? pinnedCopyBytesPerSecond : nil
        return copyLatencySeconds + bytes / (pinned ?? copyBytesPerSecond ?? .infinity)
    }
}
