public import Variates

/// `source`: reads samples from storage, in order or in a new random order each epoch.
public struct Source: Operator, Equatable {
    /// In which order samples are visited, and what each visit costs.
    public enum Access: String, Sendable, CaseIterable {
        /// File by file: the disk's latency is paid once per file, the samples of a file follow at the disk's bandwidth.
        case sequential
        /// In a new random order each epoch; every sample pays the latency.
        case random
    }

    /// The key in scenario files.
    public static let name = "source"
    /// One line for help texts and the schema.
    public static let summary = "samples read from the disk: `elements` of them, or `files` times `samplesPerFile`"
    /// What may be said about it.
    public static let parameters = [
        Parameter(optional: "elements", .count(1...1_000_000_000_000), "samples, each a file of its own"),
        Parameter(optional: "files", .count(1...1_000_000_000), "files, each of `samplesPerFile` samples"),
        Parameter("samplesPerFile", .count(1...1_000_000_000), default: .count(1), "samples in a file"),
        Parameter("size", .distribution(.bytes), default: .distribution(.constant(0)), "bytes of a sample in storage"),
        Parameter(
            "access", .choice(Access.allCases.map(\.rawValue)), default: .word(Access.sequential.rawValue),
            "`sequential`: latency once per file; `random`: a new order each epoch, latency for every sample"),
    ]
    /// What a bare value means.
    public static let primaryParameter: String? = "elements"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        ["elements": .count(24)],
        ["files": .count(6), "samplesPerFile": .count(4), "size": .distribution(.constant(1000))],
        ["elements": .count(24), "access": .word("random"), "size": .distribution(.uniform(lower: 10, upper: 90))],
    ]

    /// Samples in an epoch.
    public var elements: Int64
    /// Samples in a file.
    public var samplesPerFile: Int64
    /// Bytes of a sample.
    public var size: Distribution
    /// Visiting order.
    public var access: Access

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        samplesPerFile = Int64(values.count("samplesPerFile"))
        size = values.distribution("size")
        access = Access(rawValue: values.word("access")) ?? .sequential
        switch (values.optionalCount("elements"), values.optionalCount("files")) {
        case (let elements?, nil):
            guard samplesPerFile == 1 else {
                throw PipelineError(
                    parameter: "samplesPerFile", "`samplesPerFile` goes with `files`, not with `elements`")
            }
            self.elements = Int64(elements)
        case (nil, let files?):
            let (total, overflow) = Int64(files).multipliedReportingOverflow(by: samplesPerFile)
            guard !overflow, total <= 1_000_000_000_000 else {
                throw PipelineError(parameter: "files", "`files` × `samplesPerFile` must be at most 10¹² samples")
            }
            self.elements = total
        default:
            throw PipelineError("give either `elements`, or `files` and `samplesPerFile`")
        }
    }

    /// Elements of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality { .finite(elements) }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        SourceStage(self, context)
    }
}

/// Reads one sample for each demand.
private struct SourceStage: Stage {
    let source: Source
    let key: StreamKey
    let sizes: SampleSizes
    var order: KeyedPermutation?
    var position: Int64 = 0
    var epoch: Int32 = 0

    init(_ source: Source, _ context: StageContext) {
        self.source = source
        key = StreamKey(
            seed: context.seed, replication: context.replication, stage: context.name + ".order", rank: context.rank)
        sizes = SampleSizes(source.size, context)
        order = makeOrder()
    }

    mutating func demand(_ actions: inout Actions) {
        guard position < source.elements else { return actions.end() }
        let sample = order?[position] ?? position
        let opens = order != nil || position % source.samplesPerFile == 0
        position += 1
        actions.perform(
            Element(sample: sample, bytes: sizes.bytes(ofSample: sample), epoch: epoch),
            at: opens ? .disk : .diskStream)
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { actions.emit(work.element) }

    mutating func upstreamEnded(_ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func reset(_ actions: inout Actions) {
        position = 0
        epoch += 1
        order = makeOrder()
    }

    private func makeOrder() -> KeyedPermutation? {
        guard source.access == .random else { return nil }
        return KeyedPermutation(count: source.elements, key: key.decisionKey &+ UInt64(epoch))
    }
}

/// The size of each sample: the same in every epoch and in every visiting order, without a table of them all.
private final class SampleSizes {
    private var stream: VariateStream
    private let constant: Int64?

    init(_ size: Distribution, _ context: StageContext) {
        if case .constant(let bytes) = size { constant = Int64(bytes.rounded()) } else { constant = nil }
        stream = VariateStream(
            size,
            key: StreamKey(
                seed: context.seed, replication: context.replication, stage: context.name + ".size", rank: 0))
    }

    func bytes(ofSample sample: Int64) -> Int64 {
        if let constant { return constant }
        return Int64(min(stream.value(forSample: sample), 1e15).rounded())
    }
}
