public import Variates

/// `source`: reads samples from storage, in order or in a new random order each epoch.
public struct Source: UsualOperator, Equatable {
    /// In which order samples are visited, and what each visit costs.
    public enum Access: String, Sendable, CaseIterable {
        /// File by file: the disk's latency is paid once per file, the samples of a file follow at the disk's
        /// bandwidth.
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
        Parameter(
            "samplesPerFile", .countOrDistribution(1...1_000_000_000), default: .count(1),
            "samples in a file; a distribution: each file has a number of its own, the same in every run"),
        Parameter(
            optional: "rowGroup", .count(1...1_000_000_000),
            "samples that one request reads (a row group of Parquet, a chunk of HDF5); each request has a latency"
        ),
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
        ["files": .count(4), "samplesPerFile": .count(6), "rowGroup": .count(4)],
        ["files": .count(5), "samplesPerFile": .distribution(.uniform(lower: 1, upper: 9)), "rowGroup": .count(4)],
        ["elements": .count(24), "access": .word("random"), "size": .distribution(.uniform(lower: 10, upper: 90))],
    ]

    /// The files of an epoch; a sample is a file of its own when `elements` are given.
    public package(set) var lengths: FileLengths
    /// What the lengths of files are drawn from, where each has one of its own.
    private let drawnLengths: Distribution?
    /// Samples that one request brings, at most those of a file; nil where samples are read on one by one.
    public package(set) var rowGroup: Int64?
    /// Bytes of a sample.
    public package(set) var size: Distribution
    /// Visiting order.
    public package(set) var access: Access

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        size = values.distribution("size")
        access = Access(rawValue: values.word("access")) ?? .sequential
        rowGroup = values.optionalCount("rowGroup").map(Int64.init)
        drawnLengths = values.optionalDistribution("samplesPerFile")
        if size.changesWithTime {
            throw PipelineError(
                parameter: "size",
                "the sizes of samples do not change with time: give their phases as numbers of samples")
        }
        switch (values.optionalCount("elements"), values.optionalCount("files")) {
        case (let elements?, nil):
            let isInFiles = (values.optionalCount("samplesPerFile") ?? 2) > 1
            for (parameter, isGiven) in [("samplesPerFile", isInFiles), ("rowGroup", (rowGroup ?? 1) > 1)] where isGiven
            {
                throw PipelineError(
                    parameter: parameter, "`\(parameter)` goes with `files`, not with `elements`")
            }
            lengths = FileLengths(files: Int64(elements), samplesPerFile: 1)
        case (nil, let files?):
            let samples = values.optionalCount("samplesPerFile").map(Int64.init)
            lengths = try Self.lengths(of: Int64(files), samples: samples, drawnFrom: drawnLengths)
        default:
            throw PipelineError("give either `elements`, or `files` and `samplesPerFile`")
        }
    }

    private static func lengths(
        of files: Int64, samples: Int64?, drawnFrom drawn: Distribution?
    ) throws(PipelineError) -> FileLengths {
        if let drawn {
            if drawn.changesWithTime {
                throw PipelineError(
                    parameter: "samplesPerFile",
                    "the lengths of files do not change with time: give their phases as numbers of files")
            }
            guard let lengths = FileLengths(files: files, drawnFrom: drawn) else {
                throw PipelineError(
                    parameter: "samplesPerFile",
                    "files of different lengths must be at most 1,000,000, and hold at most 10¹² samples")
            }
            return lengths
        }
        let (total, overflow) = files.multipliedReportingOverflow(by: samples ?? 1)
        guard !overflow, total <= FileLengths.mostSamples else {
            throw PipelineError(parameter: "files", "`files` × `samplesPerFile` must be at most 10¹² samples")
        }
        return FileLengths(files: files, samplesPerFile: samples ?? 1)
    }

    /// Reads samples, each a file of its own.
    ///
    /// - Parameters:
    ///   - elements: samples in an epoch.
    ///   - size: bytes of a sample in storage.
    ///   - access: visiting order.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(elements: Int, size: Distribution = 0, access: Access = .sequential) throws(PipelineError) {
        try self.init(checking: [
            "elements": .count(elements), "size": .distribution(size), "access": .choice(access),
        ])
    }

    /// Reads files of several samples.
    ///
    /// - Parameters:
    ///   - files: files in an epoch.
    ///   - samplesPerFile: samples in each of them.
    ///   - rowGroup: samples that one request brings; when nil a file is opened with a request and read on.
    ///   - size: bytes of a sample in storage.
    ///   - access: visiting order, and what each visit costs.
    /// - Throws: `PipelineError` when a value, or the number of samples, is out of range.
    public init(
        files: Int, samplesPerFile: Int = 1, rowGroup: Int? = nil, size: Distribution = 0,
        access: Access = .sequential
    ) throws(PipelineError) {
        try self.init(checking: [
            "files": .count(files), "samplesPerFile": .count(samplesPerFile),
            "rowGroup": rowGroup.map(ParameterValue.count), "size": .distribution(size), "access": .choice(access),
        ])
    }

    /// Reads files that each hold a number of samples of their own.
    ///
    /// - Parameters:
    ///   - files: files in an epoch, at most 1,000,000.
    ///   - lengths: samples of a file, drawn once for each of them; a recorded list gives them as they are.
    ///   - rowGroup: samples that one request brings; when nil a file is opened with a request and read on.
    ///   - size: bytes of a sample in storage.
    ///   - access: visiting order, and what each visit costs.
    /// - Throws: `PipelineError` when a value, or the number of samples, is out of range.
    public init(
        files: Int, lengths: Distribution, rowGroup: Int? = nil, size: Distribution = 0, access: Access = .sequential
    ) throws(PipelineError) {
        try self.init(checking: [
            "files": .count(files), "samplesPerFile": .distribution(lengths),
            "rowGroup": rowGroup.map(ParameterValue.count), "size": .distribution(size), "access": .choice(access),
        ])
    }

    /// What it reads.
    public func storedFiles(named name: String) -> StoredFiles? { stored(named: name) }

    func stored(named name: String) -> StoredFiles {
        StoredFiles(
            source: name, lengths: lengths, size: size, opensEachSample: access == .random, rowGroup: rowGroup)
    }

    /// Fewer or more of them; of recorded lengths the first ones, and from the beginning again.
    public func reading(files: Int64) -> Source {
        var source = self
        let drawn = drawnLengths.flatMap { FileLengths(files: files, drawnFrom: $0) }
        source.lengths =
            drawn ?? FileLengths(files: files, samplesPerFile: lengths.samplesPerFile ?? Int64(lengths.mean.rounded()))
        return source
    }

    /// Why it cannot read row groups, or nil.
    public func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        guard access == .random, rowGroup != nil, !downstream.contains(where: { $0.takes == .file }) else {
            return nil
        }
        return
            "`rowGroup` goes with `access: sequential`, an `interleave` or `dataset: files`: in random order each "
            + "sample is a request of its own"
    }

    /// Samples of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality { .finite(lengths.samples) }

    /// If it reads them one after the other.
    public var keepsOrder: Bool { access == .sequential }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable { machine(context).boxed() }

    func machine(_ context: StageContext) -> StageMachine {
        let order = VisitingOrder(count: context.files?.count ?? lengths.samples, access: access, context)
        guard let files = context.files else { return .source(SampleSourceStage(self, order, context)) }
        return .other(FileSourceStage(files: files, order: order))
    }
}

/// Which sample, or which file, is visited when.
struct VisitingOrder {
    private(set) var epoch: Int32 = 0
    private let count: Int64
    private let isRandom: Bool
    private let key: UInt64
    private var permutation: KeyedPermutation?
    private var position: Int64 = 0

    init(count: Int64, access: Source.Access, _ context: StageContext) {
        self.count = count
        isRandom = access == .random
        key =
            StreamKey(
                seed: context.seed, replication: context.replication, stage: context.name + ".order",
                rank: 0
            ).decisionKey
        permute()
    }

    /// The next visit of this epoch, or nil after the last.
    mutating func next() -> Int64? {
        guard position < count else { return nil }
        position += 1
        return permutation?[position - 1] ?? position - 1
    }

    mutating func beginEpoch() {
        position = 0
        epoch += 1
        permute()
    }

    private mutating func permute() {
        if isRandom { permutation = KeyedPermutation(count: count, key: key &+ UInt64(epoch)) }
    }
}

/// Reads one sample for each demand.
struct SampleSourceStage: Stage {
    private let layout: FileLayout
    private let sizes: SampleSizes
    private var order: VisitingOrder

    init(_ source: Source, _ order: VisitingOrder, _ context: StageContext) {
        layout = source.stored(named: context.name).layout
        self.order = order
        sizes = SampleSizes(source.size, source: context.name, context)
    }

    mutating func demand(_ actions: inout Actions) {
        guard let sample = order.next() else { return actions.end() }
        actions.perform(
            Element(sample: sample, bytes: sizes.bytes(ofSample: sample), epoch: order.epoch),
            at: layout.place(ofSample: sample))
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func workDone(_ work: Work, _ actions: inout Actions) { actions.emit(work.element) }

    mutating func upstreamEnded(_ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func reset(_ actions: inout Actions) { order.beginEpoch() }
}

/// Names one file, or one sample, for each demand, without touching the disk: whoever reads it does.
private struct FileSourceStage: Stage {
    let files: StoredFiles
    var order: VisitingOrder

    mutating func demand(_ actions: inout Actions) {
        guard let position = order.next() else { return actions.end() }
        actions.emit(Element(file: files.samples(ofElement: position), epoch: order.epoch))
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func reset(_ actions: inout Actions) { order.beginEpoch() }
}

extension Source: RecurrentOperator {
    /// Samples, one after the other; not mere names of files.
    package func recurrence(_ context: StageContext) -> StageRecurrence? {
        context.files == nil ? .reading(SampleReading(self, context)) : nil
    }
}
