public import Variates

/// `dataLoader`: PyTorch's loader; worker processes make whole batches, each reading its samples one after the other.
public struct DataLoader: UsualOperator, Equatable {
    /// How samples come to the workers.
    public enum Dataset: String, Sendable, CaseIterable {
        /// The loop sends indices; each batch is made once.
        case indexed
        /// Each worker goes through all samples: every sample is delivered as often as there are workers.
        case iterable
        /// Each worker goes through its share: of n workers every n-th sample.
        case sharded
        /// Each worker goes through whole files, its share of them.
        case files
    }

    /// How files come to workers that own whole ones.
    public enum Split: String, Sendable, CaseIterable {
        /// In turns: of n workers every n-th file.
        case turns
        /// In blocks of files that follow one another.
        case blocks
    }

    /// How long worker processes live.
    public enum Lifetime: String, Sendable, CaseIterable {
        /// They are created and ended in each epoch.
        case epoch
        /// They persist (PyTorch's `persistent_workers`).
        case run
    }

    /// Where batches end up on the host.
    public enum HostMemory: String, Sendable, CaseIterable {
        /// In ordinary memory.
        case pageable
        /// A thread of the loop's process copies them into pinned memory; without workers the loop itself does.
        case pinned
    }

    /// The key in scenario files.
    public static let name = "dataLoader"
    /// One line for help texts and the schema.
    public static let summary = "PyTorch's DataLoader: worker processes that read, transform and join whole batches"
    /// What may be said about it.
    public static let parameters =
        [
            Parameter("workers", .count(0...1024), default: .count(0), "worker processes; 0: the loop does everything")
                .alsoCalled("num_workers"),
            Parameter(
                "prefetchFactor", .count(1...65536), default: .count(2),
                "batches that are requested ahead for each worker"
            ).alsoCalled("prefetch_factor"),
            Parameter("batchSize", .count(1...10_000_000), default: .count(1), "samples in a batch")
                .alsoCalled("batch_size"),
            Parameter(
                "remainder", .choice(Batch.Remainder.allCases.map(\.rawValue)), default: .word("keep"),
                "`keep` or `drop` (`drop_last`) an incomplete last batch"
            ).alsoCalled("drop_last", true: "drop"),
            Parameter(
                "order", .choice(Map.Order.allCases.map(\.rawValue)), default: .word("ordered"),
                "`ordered`: batches in the order of the requests; `unordered` (`in_order=False`): as they are finished"
            ).alsoCalled("in_order", true: "ordered"),
            Parameter(
                "dataset", .choice(Dataset.allCases.map(\.rawValue)), default: .word("indexed"),
                "`indexed`: workers get indices; `iterable`: each goes through all samples; `sharded`: each through every "
                    + "n-th; `files`: each through whole files of its own"),
            Parameter(
                "split", .choice(Split.allCases.map(\.rawValue)), default: .word("turns"),
                "with `dataset: files`, how they are divided: in `turns`, or in `blocks` that follow one another"),
            Parameter(
                "requests", .count(1...1024), default: .count(1),
                "samples that a worker makes at a time, in threads or coroutines; they are joined in order"),
            Parameter(
                "workersLive", .choice(Lifetime.allCases.map(\.rawValue)), default: .word("epoch"),
                "how long workers live: an `epoch`, or the `run` (`persistent_workers`)"
            ).alsoCalled("persistent_workers", true: "run"),
            Parameter(
                "hostMemory", .choice(HostMemory.allCases.map(\.rawValue)), default: .word("pageable"),
                "`pinned`: a thread of the loop's process copies batches into pinned memory; without workers the loop "
                    + "itself"
            ).alsoCalled("pin_memory", true: "pinned"),
            Parameter(
                "use", .choice(Map.Use.allCases.map(\.rawValue)), default: .word("core"),
                "`core`: `cost` and `collate` compute; `wait`: they hold the process, but no core"),
            Parameter(
                "cost", .distribution(.time), default: .distribution(.constant(0)), "time of a sample after it is read"),
            Parameter(optional: "costPerByte", .distribution(.timePerByte), "time for each byte read, added to `cost`"),
            Parameter("collate", .distribution(.time), default: .distribution(.constant(0)), "time to join a batch")
                .alsoCalled("collate_fn"),
            Parameter(
                optional: "outputBytes", .quantity(.bytes, 0...1e15),
                "bytes of a processed sample; the bytes read when absent"),
            Parameter(
                "pickledBytes", .quantity(.bytes, 0...1e12), default: .quantity(0),
                "bytes that each new worker is sent (spawn); above 64 KiB workers are created one after the other"),
        ] + CallLock.parameters
    /// What a bare value means.
    public static let primaryParameter: String? = "workers"
    /// Small instances for the contract tests.
    public static let examples: [[String: ParameterValue]] = [
        [:], ["batchSize": .count(5)], ["workers": .count(1)],
        ["workers": .count(3), "batchSize": .count(4), "outputBytes": .quantity(7)],
        ["workers": .count(2), "prefetchFactor": .count(1), "batchSize": .count(7), "remainder": .word("drop")],
        ["workers": .count(3), "order": .word("unordered"), "collate": .distribution(.constant(1e-9))],
        ["workers": .count(2), "dataset": .word("iterable"), "batchSize": .count(5), "workersLive": .word("run")],
        ["workers": .count(3), "dataset": .word("sharded"), "batchSize": .count(5), "order": .word("unordered")],
        ["workers": .count(2), "hostMemory": .word("pinned"), "batchSize": .count(3)],
        ["workers": .count(3), "dataset": .word("files"), "batchSize": .count(5)],
        ["workers": .count(5), "dataset": .word("files"), "split": .word("blocks"), "remainder": .word("drop")],
        ["workers": .count(2), "requests": .count(3), "batchSize": .count(5), "pickledBytes": .quantity(1e6)],
        ["requests": .count(4), "batchSize": .count(3), "lock": .word("gil"), "lockShare": .quantity(0.5)],
    ]

    /// Worker processes.
    public package(set) var workers: Int
    /// Batches that are asked for ahead, for each worker.
    public package(set) var prefetchFactor: Int
    /// Samples in a batch.
    public package(set) var batchSize: Int
    /// What happens to a short tail.
    public package(set) var remainder: Batch.Remainder
    /// Order of delivery.
    public package(set) var order: Map.Order
    /// How samples come to the workers.
    public package(set) var dataset: Dataset
    /// How files come to them, where each owns whole ones.
    public package(set) var split: Split
    /// Samples that a worker makes at a time.
    public package(set) var requests: Int
    /// How long workers live.
    public package(set) var lifetime: Lifetime
    /// Where batches end up.
    public package(set) var hostMemory: HostMemory
    /// What a worker does while `service` and `collate` last.
    public package(set) var use: Map.Use
    /// Time of a sample.
    public package(set) var service: ServiceTime
    /// Seconds to join a batch.
    public package(set) var collate: Distribution
    /// Bytes of a sample made, or nil for as many as were read.
    public package(set) var outputBytes: Int64?
    /// Bytes that each new worker is sent.
    public package(set) var pickledBytes: Int64
    /// The lock that is held for a part of each sample's time; each worker process has its own.
    public package(set) var lock: CallLock?

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        workers = values.count("workers")
        prefetchFactor = values.count("prefetchFactor")
        batchSize = values.count("batchSize")
        remainder = Batch.Remainder(rawValue: values.word("remainder")) ?? .keep
        order = Map.Order(rawValue: values.word("order")) ?? .ordered
        dataset = Dataset(rawValue: values.word("dataset")) ?? .indexed
        lifetime = Lifetime(rawValue: values.word("workersLive")) ?? .epoch
        hostMemory = HostMemory(rawValue: values.word("hostMemory")) ?? .pageable
        use = Map.Use(rawValue: values.word("use")) ?? .core
        service = ServiceTime(
            secondsPerElement: values.distribution("cost"), secondsPerByte: values.optionalDistribution("costPerByte"))
        collate = values.distribution("collate")
        outputBytes = values.optionalQuantity("outputBytes").map { Int64($0) }
        split = Split(rawValue: values.word("split")) ?? .turns
        requests = values.count("requests")
        pickledBytes = Int64(values.quantity("pickledBytes"))
        lock = try CallLock(values)
        if split == .blocks, dataset != .files {
            throw PipelineError(parameter: "split", "`split` divides files: it goes with `dataset: files`")
        }
        if workers > 0, workers * prefetchFactor > 1_000_000 {
            throw PipelineError(
                parameter: "prefetchFactor", "`workers` × `prefetchFactor` must be at most 1,000,000 batches")
        }
    }

    /// Worker processes that read, transform and join whole batches.
    ///
    /// - Parameters:
    ///   - workers: worker processes; with 0 the training loop does everything.
    ///   - prefetchFactor: batches that are requested ahead for each worker.
    ///   - batchSize: samples in a batch.
    ///   - remainder: what happens to a tail that is shorter (PyTorch's `drop_last`).
    ///   - order: of delivery (PyTorch's `in_order`).
    ///   - dataset: how samples come to the workers.
    ///   - workersLive: how long they live (PyTorch's `persistent_workers`).
    ///   - hostMemory: where batches end up (PyTorch's `pin_memory`).
    ///   - use: whether `cost` and `collate` compute, or wait without a core.
    ///   - cost: seconds of a sample, once it is read.
    ///   - costPerByte: seconds for each byte read, added to `cost`.
    ///   - collate: seconds to join a batch.
    ///   - outputBytes: bytes of a sample made; as many as were read when nil.
    ///   - split: how files come to workers that own whole ones.
    ///   - requests: samples that a worker makes at a time.
    ///   - pickledBytes: bytes that each new worker is sent.
    ///   - lock: held for a part of each sample's time; each worker process has its own.
    /// - Throws: `PipelineError` when a value is out of range, or `workers` × `prefetchFactor` is.
    public init(
        workers: Int = 0, prefetchFactor: Int = 2, batchSize: Int = 1, remainder: Batch.Remainder = .keep,
        order: Map.Order = .ordered, dataset: Dataset = .indexed, workersLive: Lifetime = .epoch,
        hostMemory: HostMemory = .pageable, use: Map.Use = .core, cost: Distribution = 0,
        costPerByte: Distribution? = nil, collate: Distribution = 0, outputBytes: Int64? = nil, split: Split = .turns,
        requests: Int = 1, pickledBytes: Int64 = 0, lock: CallLock? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "split": .choice(split), "requests": .count(requests), "pickledBytes": .bytes(pickledBytes),
            "lock": lock?.nameValue, "lockShare": lock?.shareValue, "lockHandOver": lock?.handOverValue,
            "workers": .count(workers), "prefetchFactor": .count(prefetchFactor), "batchSize": .count(batchSize),
            "remainder": .choice(remainder), "order": .choice(order), "dataset": .choice(dataset),
            "workersLive": .choice(workersLive), "hostMemory": .choice(hostMemory), "use": .choice(use),
            "cost": .distribution(cost), "costPerByte": costPerByte.map(ParameterValue.distribution),
            "collate": .distribution(collate), "outputBytes": outputBytes.map(ParameterValue.bytes),
        ])
    }

    /// Time of a sample in a worker; reading takes what the disk takes.
    public var serviceTime: ServiceTime? { service }
    /// In a worker's own process, or in the loop's.
    public var callPlace: Work.Place? { call.place }
    /// Samples worked on at the same time.
    public var concurrency: Int { max(1, workers) * requests }
    /// Those of the files that come in, each of which one worker reads.
    public func concurrency(after upstream: MeanFlow) -> Int {
        guard dataset == .files, upstream.elements < Double(workers) else { return concurrency }
        return max(1, Int(upstream.elements.rounded(.up))) * requests
    }
    /// Where workers own whole files: an epoch lasts as long as the one with most samples in them.
    ///
    /// Files of different lengths count as if they came in the order in which they lie in storage.
    public func idleShare(after upstream: MeanFlow, of lengths: FileLengths?) -> Double {
        guard dataset == .files, workers > 1, upstream.elements.isFinite, upstream.elements >= 1 else { return 0 }
        guard let lengths, lengths.samplesPerFile == nil else {
            let most = (upstream.elements / Double(workers)).rounded(.up)
            return 1 - upstream.elements / (most * Double(workers))
        }
        let files = min(Int64(upstream.elements), lengths.files)
        let shares = FileShares(workers: workers, split: split, files: files)
        var samples = Array(repeating: 0, count: workers)
        for file in 0..<files { samples[shares.owner(ofFile: file)] += lengths.samples(ofFile: file).count }
        return 1 - Double(samples.reduce(0, +)) / (Double(samples.max() ?? 0) * Double(workers))
    }
    /// Where workers own whole files and each has one at the most: more of them would have none.
    public func parallelismLimit(after upstream: MeanFlow) -> ParallelismLimit? {
        dataset == .files && workers > 0 && upstream.elements <= Double(workers) ? .files : nil
    }
    /// All workers where the data set is iterable and nobody divides it.
    public var readersOfAll: Int { dataset == .iterable ? max(1, workers) : 1 }
    /// In ordinary or in pinned memory.
    public var resultMemory: HostMemory? { hostMemory }
    /// Each worker, if there are any.
    public var processes: Int { max(1, workers) }
    /// By the number of the worker.
    public func process(ofToken token: Int64) -> Int { Int(token) / requests }
    /// Batches that it can hold, those in the making included.
    public var bufferCapacity: Int? { workers == 0 ? nil : workers * prefetchFactor }
    /// Worker processes.
    public var parallelismParameter: String? { "workers" }
    /// In order, or as they come.
    public var orderParameter: String? { "order" }
    /// Batches that each worker is asked for ahead.
    public var bufferParameter: String? { "prefetchFactor" }
    /// Whatever their number.
    public var usesWorkerProcesses: Bool { true }
    /// Batches of the samples that its workers read, of the bytes that its function makes.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow {
        let samples = Double(batchSize)
        let comingIn = upstream.elements * (dataset == .files ? files.lengths.mean : 1)
        return MeanFlow(
            elements: (comingIn / samples).rounded(.up), samples: samples,
            bytes: (outputBytes.map(Double.init) ?? files.size.mean) * samples)
    }
    /// Indices of samples, or files, which its workers read.
    public var takes: ElementKind { dataset == .files ? .file : .index }
    /// It makes a sample of each.
    public var isCalledForInput: Bool { true }
    /// Joining the samples of a batch.
    public var deliverySeconds: Distribution? { collate }
    /// The samples of a batch, or as much of a file.
    public func intake(from files: StoredFiles) -> Double {
        Double(batchSize) / (dataset == .files ? files.lengths.mean : 1)
    }
    /// Whether it runs beside its consumer.
    public var isAsynchronous: Bool { workers > 0 }

    /// Batches of one epoch.
    public func cardinality(after upstream: Cardinality) -> Cardinality {
        let count = Int64(max(1, workers))
        return upstream.map { samples in
            switch dataset {
            case .indexed, .files: batches(of: samples)
            case .iterable: batches(of: samples) * count
            case .sharded:
                batches(of: samples / count + 1) * (samples % count)
                    + batches(of: samples / count) * (count - samples % count)
            }
        }
    }

    /// The batches of each worker's files; unknown where files hold different numbers of samples, unless the loop reads
    /// them all itself.
    public func cardinality(afterFiles upstream: Cardinality, of stored: StoredFiles) -> Cardinality {
        let all = stored.samples(inFiles: upstream).map(batches)
        guard workers > 1, case .finite(let files) = upstream else { return all }
        guard let samplesPerFile = stored.lengths.samplesPerFile else { return .unknown }
        let shares = FileShares(workers: workers, split: split, files: files)
        return .finite((0..<workers).reduce(0) { $0 + batches(of: shares.files(ofWorker: $1) * samplesPerFile) })
    }

    private func batches(of samples: Int64) -> Int64 {
        let size = Int64(batchSize)
        return samples / size + (remainder == .keep && samples % size > 0 ? 1 : 0)
    }

    /// What is made of a sample.
    public func result(of element: Element) -> Element { call.result(element) }

    private var call: MapCall {
        MapCall(place: use == .core ? .ownThreadCore : .ownThreadWait, outputBytes: outputBytes)
    }

    /// If the loop does everything, or workers are given indices and the oldest batch is waited for.
    public var keepsOrder: Bool { !isAsynchronous || (order == .ordered && dataset == .indexed) }

    /// A state machine at its beginning.
    public func makeStage(_ context: StageContext) -> any Stage & ~Copyable { machine(context).boxed() }

    func machine(_ context: StageContext) -> StageMachine {
        guard let files = context.files else { preconditionFailure("a `dataLoader` has no source of indices") }
        let making = SampleMaking(
            sizes: SampleSizes(files.size, source: files.source, context), layout: files.layout,
            bringsGroups: files.rowGroup != nil, call: call, skipsCall: callsTakeNoTime)
        let collation = OwnTimes(
            collate, at: use == .core ? .processCore : .processWait, named: "collate", context)
        let first = assignment(of: context.upstreamOfFirstEpoch, files)
        let later = assignment(of: context.upstream, files)
        if workers == 0 {
            return .other(LoopLoaderStage(self, making, collation, first, later: later, costs: context.processes))
        }
        return .loader(DataLoaderStage(self, making, collation, first, later: later, costs: context.processes))
    }

    private func assignment(of upstream: Cardinality, _ stored: StoredFiles) -> any BatchAssignment {
        guard dataset == .files else { return SampleAssignment(self) }
        // Of data that never end, blocks are those of each pass.
        let files = if case .finite(let count) = upstream { count } else { stored.lengths.files }
        return FileAssignment(self, FileShares(workers: max(1, workers), split: split, files: files))
    }
}

extension DataLoader: ReadingOperator {}
