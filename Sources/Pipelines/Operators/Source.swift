public import Variates

/// `source`: reads samples from storage, in order or in a new random order each epoch.
public struct Source: Operator, Equatable {
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
        Parameter("samplesPerFile", .count(1...1_000_000_000), default: .count(1), "samples in a file"),
        Parameter(
            optional: "rowGroup", .count(1...1_000_000_000),
            "samples that one request brings (a row group of Parquet, a chunk of HDF5), each with its latency"
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
        ["elements": .count(24), "access": .word("random"), "size": .distribution(.uniform(lower: 10, upper: 90))],
    ]

    /// Samples in an epoch.
    public package(set) var elements: Int64
    /// Samples in a file.
    public package(set) var samplesPerFile: Int64
    /// Samples that one request brings, at most those of a file; nil where samples are read on one by one.
    public package(set) var rowGroup: Int64?
    /// Bytes of a sample.
    public package(set) var size: Distribution
    /// Visiting order.
    public package(set) var access: Access

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        samplesPerFile = Int64(values.count("samplesPerFile"))
        size = values.distribution("size")
        access = Access(rawValue: values.word("access")) ?? .sequential
        rowGroup = values.optionalCount("rowGroup").map { min(Int64($0), Int64(values.count("samplesPerFile"))) }
        if size.changesWithTime {
            throw PipelineError(
                parameter: "size",
                "the sizes of samples do not change with time: give their phases as numbers of samples")
        }
        switch (values.optionalCount("elements"), values.optionalCount("files")) {
        case (let elements?, nil):
            for parameter in ["samplesPerFile", "rowGroup"] where (values.optionalCount(parameter) ?? 1) > 1 {
                throw PipelineError(
                    parameter: parameter, "`\(parameter)` goes with `files`, not with `elements`")
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

    /// Files in an epoch; a sample is a file of its own when `elements` are given.
    public var files: Int64 { elements / samplesPerFile }

    /// What it reads.
    public func storedFiles(named name: String) -> StoredFiles? { stored(named: name) }

    fileprivate func stored(named name: String) -> StoredFiles {
        StoredFiles(
            source: name, count: files, samplesPerFile: samplesPerFile, size: size,
            samplesPerOpening: access == .random ? 1 : samplesPerFile,
            rowGroup: rowGroup)
    }

    /// Fewer or more of them.
    public func reading(files: Int64) -> Source {
        var source = self
        source.elements = files * samplesPerFile
        return source
    }

    /// Why it cannot read row groups, or nil.
    public func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        guard access == .random, rowGroup != nil, !downstream.contains(where: { $0.takes == .file }) else {
            return nil
        }
        return
            "`rowGroup` goes with `access: sequential` or an `interleave`: of samples in random order each is a request "
            + "of its own"
    }

    /// Samples of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality { .finite(elements) }

    /// If it reads them one after the other.
    public var keepsOrder: Bool { access == .sequential }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable {
        let order = VisitingOrder(count: context.files?.count ?? elements, access: access, context)
        guard let files = context.files else { return SampleSourceStage(self, order, context) }
        return FileSourceStage(samplesPerFile: files.samplesPerFile, order)
    }
}

/// Which sample, or which file, is visited when.
private struct VisitingOrder {
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
private struct SampleSourceStage: Stage {
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
            at: layout.place(ofRecord: sample))
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

/// Names one file for each demand, without touching the disk: whoever opens it does.
private struct FileSourceStage: Stage {
    private let samplesPerFile: Int64
    private var order: VisitingOrder

    init(samplesPerFile: Int64, _ order: VisitingOrder) {
        self.samplesPerFile = samplesPerFile
        self.order = order
    }

    mutating func demand(_ actions: inout Actions) {
        guard let file = order.next() else { return actions.end() }
        actions.emit(
            Element(file: file * samplesPerFile..<(file + 1) * samplesPerFile, epoch: order.epoch))
    }

    mutating func element(_ element: Element, _ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func upstreamEnded(_ actions: inout Actions) {
        preconditionFailure("nothing is upstream of the source")
    }

    mutating func reset(_ actions: inout Actions) { order.beginEpoch() }
}
