public import Variates

/// A step of a pipeline as a value: its parameters, where it may stand, and the state machine that runs it.
///
/// A new operator is one file in `Operators` and one line in `OperatorRegistry.standard`. It knows no clock, thread or
/// device.
public protocol Operator: Section, PipelinePart {
    /// Parameters of small instances, on which the contract tests run.
    static var examples: [[String: ParameterValue]] { get }

    /// Elements delivered in one epoch when the upstream delivers `upstream`.
    func cardinality(after upstream: Cardinality) -> Cardinality

    /// The same in the run's first epoch, of which a stage may leave something out.
    func cardinalityOfFirstEpoch(after upstream: Cardinality) -> Cardinality

    /// Elements delivered in one epoch by an operator that takes files, when this number of them comes in.
    ///
    /// - Parameters:
    ///   - upstream: files that come in.
    ///   - stored: all files, of which it gets some, or some of them several times.
    func cardinality(afterFiles upstream: Cardinality, of stored: StoredFiles) -> Cardinality

    /// The operator as it is in the pipeline that feeds accelerator `rank` of `count`.
    func onAccelerator(_ rank: Int, of count: Int) -> Self

    /// The operator as it is where another number of the same files lies in storage.
    func reading(files: Int64) -> Self

    /// What leaves it of what comes in, on average.
    ///
    /// - Parameters:
    ///   - upstream: what comes in.
    ///   - files: what lies in storage.
    func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow

    /// What lies in storage, for an operator that begins a pipeline; nil for those that follow another.
    ///
    /// - Parameter name: what the pipeline calls it.
    func storedFiles(named name: String) -> StoredFiles?

    /// What comes in.
    var takes: ElementKind { get }

    /// What it passes on beside samples, from the source to an operator that takes it.
    var passesOn: Set<ElementKind> { get }

    /// Whether it chooses elements by their position, so that it counts on their order.
    var choosesByPosition: Bool { get }

    /// Why the operator cannot stand between these neighbours, or nil when it can; what it takes is checked by `takes`
    /// and `passesOn`.
    func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String?

    /// The time of the work it performs; nil when the platform determines it, or when it performs none.
    var serviceTime: ServiceTime? { get }

    /// Where its function runs; nil where it has none.
    var callPlace: Work.Place? { get }

    /// Whether its function is called for each element that comes in, not for each that goes out.
    var isCalledForInput: Bool { get }

    /// The time that an element takes when it goes out, beside the calls that made it; nil when none.
    var deliverySeconds: Distribution? { get }

    /// Work that may be performed at the same time; with automatic parallelism the least.
    var concurrency: Int { get }

    /// The same where this much comes in: no more than files, where each is read by one.
    ///
    /// - Parameter upstream: what comes in, on average.
    func concurrency(after upstream: MeanFlow) -> Int

    /// Share of its workers' time in an epoch in which they have nothing to do, because what comes in does not divide
    /// among them.
    ///
    /// - Parameters:
    ///   - upstream: what comes in, on average.
    ///   - lengths: of the files in storage; nil where all of them count alike.
    func idleShare(after upstream: MeanFlow, of lengths: FileLengths?) -> Double

    /// What more work at a time needs beside a higher `parallelismParameter`; nil where it needs nothing else.
    ///
    /// - Parameter upstream: what comes in, on average.
    func parallelismLimit(after upstream: MeanFlow) -> ParallelismLimit?

    /// Workers each of which goes through all that comes in, so that each sample is read as often; 1 where they divide
    /// it.
    var readersOfAll: Int { get }

    /// The lock that its calls hold for a part of their time; nil when none.
    var lock: CallLock? { get }

    /// Processes that make its calls, each with a lock of its own; 1 where the training loop's does.
    var processes: Int { get }

    /// Which of them does a piece of work, counted from 0.
    ///
    /// - Parameter token: that of the work.
    func process(ofToken token: Int64) -> Int

    /// Where its results lie on the host; nil where they lie where they came in.
    var resultMemory: DataLoader.HostMemory? { get }

    /// Elements of a round: those that it delivers between two moments at which all its work at a time stands alike.
    ///
    /// - Parameter files: what lies in storage.
    func round(of files: StoredFiles) -> Double

    /// The most calls at a time that automatic tuning may give it, or nil when its parallelism is not automatic.
    ///
    /// - Parameter poolThreads: size of the worker pool.
    func automaticParallelismLimit(poolThreads: Int) -> Int?

    /// Elements that it can hold ready for its consumer, or nil when it holds none.
    var bufferCapacity: Int? { get }

    /// Elements that it can have ready for its consumer at most, if it runs ahead of it: infinite where nothing but
    /// tuning limits their number; nil when it has none ready.
    ///
    /// - Parameter poolThreads: size of the worker pool.
    func readyLimit(poolThreads: Int) -> Double?

    /// Elements that it takes in for each that it delivers, on average; a remainder that is dropped does not count.
    ///
    /// - Parameter files: what lies in storage.
    func intake(from files: StoredFiles) -> Double

    /// The parameter by which it does more work at a time, if it has one.
    var parallelismParameter: String? { get }

    /// The parameter by which it may deliver as results are finished, if it has one.
    var orderParameter: String? { get }

    /// The parameter by which it has more elements ready, if it is another.
    var bufferParameter: String? { get }

    /// Whether the work that it does at a time is that of worker processes.
    var usesWorkerProcesses: Bool { get }

    /// Whether it runs in threads of its own, so that its consumer waits for another thread.
    var isAsynchronous: Bool { get }

    /// Whether as many samples go out as come in, but for what is lost when its upstream ends or is restarted.
    var conservesSamples: Bool { get }

    /// Whether what comes in first goes out first; of files, their turns. The contract tests hold it to that.
    var keepsOrder: Bool { get }

    /// Whether TensorFlow takes it for a no-op, which its default rewrites remove.
    var isNoOp: Bool { get }

    /// Whether it starts what is upstream again: as often as `cardinality` makes more of it.
    var repeatsData: Bool { get }

    /// Whether it may end an epoch before its upstream does.
    var endsEarly: Bool { get }

    /// Whether it keeps what it has delivered, so that what is in front of it has nothing to do once it has all.
    var keepsData: Bool { get }

    /// Whether that is in files.
    var keepsOnDisk: Bool { get }

    /// What it takes to start its worker processes; nil where it has none.
    ///
    /// - Parameter platform: with the costs of worker processes, and the cores that these share.
    func processStart(on platform: Platform) -> ProcessStart?

    /// A setting, written as in a scenario, with which it would go on from one epoch to the next in less time than it
    /// begins anew; nil where it does so, or cannot.
    ///
    /// - Parameter platform: with the costs of worker processes, and the cores that these share.
    func lastingSetting(on platform: Platform) -> String?

    /// Whether a thread of its own does nothing but keep a buffer of elements ready.
    var hasBufferThread: Bool { get }

    /// The element that its function makes of one.
    func result(of element: Element) -> Element

    /// A state machine at its beginning.
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable
}

extension Operator {
    /// As many as come in.
    public func cardinality(after upstream: Cardinality) -> Cardinality { upstream }
    /// As in every epoch.
    public func cardinalityOfFirstEpoch(after upstream: Cardinality) -> Cardinality { cardinality(after: upstream) }
    /// Their samples.
    public func cardinality(afterFiles upstream: Cardinality, of stored: StoredFiles) -> Cardinality {
        stored.samples(inFiles: upstream)
    }
    /// As it comes in.
    public func meanFlow(after upstream: MeanFlow, from files: StoredFiles) -> MeanFlow { upstream }
    /// Nothing: it follows another.
    public func storedFiles(named name: String) -> StoredFiles? { nil }
    /// Samples.
    public var takes: ElementKind { .sample }
    /// Nothing but samples.
    public var passesOn: Set<ElementKind> { [] }
    /// It takes them as they come.
    public var choosesByPosition: Bool { false }
    /// None.
    public var callPlace: Work.Place? { nil }
    /// For each that goes out.
    public var isCalledForInput: Bool { false }
    /// None.
    public var deliverySeconds: Distribution? { nil }
    /// The same for each accelerator.
    public func onAccelerator(_ rank: Int, of count: Int) -> Self { self }
    /// The same: it is not where the data come from.
    public func reading(files: Int64) -> Self { self }
    /// Wherever it gets what it takes.
    public func placementProblem(upstream: ArraySlice<any Operator>, downstream: ArraySlice<any Operator>) -> String? {
        nil
    }
    /// No work of its own.
    public var serviceTime: ServiceTime? { nil }
    /// One piece of work at a time.
    public var concurrency: Int { 1 }
    /// As many, whatever comes in.
    public func concurrency(after upstream: MeanFlow) -> Int { concurrency }
    /// None.
    public func idleShare(after upstream: MeanFlow, of lengths: FileLengths?) -> Double { 0 }
    /// Nothing.
    public func parallelismLimit(after upstream: MeanFlow) -> ParallelismLimit? { nil }
    /// Each sample is read once.
    public var readersOfAll: Int { 1 }
    /// None.
    public var lock: CallLock? { nil }
    /// The training loop's.
    public var processes: Int { 1 }
    /// The only one.
    public func process(ofToken token: Int64) -> Int { 0 }
    /// In ordinary memory, if a function makes them.
    public var resultMemory: DataLoader.HostMemory? { callPlace == nil ? nil : .pageable }
    /// One element from each piece of work.
    public func round(of files: StoredFiles) -> Double { Double(concurrency) }
    /// The same.
    public func result(of element: Element) -> Element { element }
    /// Not automatic.
    public func automaticParallelismLimit(poolThreads: Int) -> Int? { nil }
    /// Holds nothing.
    public var bufferCapacity: Int? { nil }
    /// As many as it can hold, or as tuning may give it calls.
    public func readyLimit(poolThreads: Int) -> Double? {
        guard isAsynchronous else { return nil }
        return Double(max(1, bufferCapacity ?? automaticParallelismLimit(poolThreads: poolThreads) ?? 1))
    }
    /// One for one.
    public func intake(from files: StoredFiles) -> Double { 1 }
    /// None.
    public var parallelismParameter: String? { nil }
    /// None.
    public var orderParameter: String? { nil }
    /// None.
    public var bufferParameter: String? { nil }
    /// Threads, or nobody but its consumer.
    public var usesWorkerProcesses: Bool { false }
    /// Runs in its consumer's thread.
    public var isAsynchronous: Bool { false }
    /// All that come in.
    public var conservesSamples: Bool { true }
    /// In that order.
    public var keepsOrder: Bool { true }
    /// It does something.
    public var isNoOp: Bool { false }
    /// It goes on to the end.
    public var repeatsData: Bool { false }
    /// It ends when its upstream does.
    public var endsEarly: Bool { false }
    /// Nothing.
    public var keepsData: Bool { false }
    /// Not in files.
    public var keepsOnDisk: Bool { false }
    /// None.
    public func processStart(on platform: Platform) -> ProcessStart? { nil }
    /// None.
    public func lastingSetting(on platform: Platform) -> String? { nil }
    /// No such thread.
    public var hasBufferThread: Bool { false }

    /// An operator from its parameters, defaults filled in.
    ///
    /// - Throws: `PipelineError` when they do not fit together.
    public init(parameters: [String: ParameterValue]) throws(PipelineError) {
        try self.init(ParameterValues(parameters, defaultsFrom: Self.parameters))
    }
}

/// What a state machine may know of its surroundings: the key of its own random decisions and what comes in.
public struct StageContext: Sendable {
    /// The stage's name, unique in its pipeline.
    public var name: String
    /// Seed of the run.
    public var seed: UInt64
    /// Replication, counted from 0.
    public var replication: UInt32
    /// Accelerator that the pipeline feeds, counted from 0.
    public var rank: UInt32
    /// What the upstream delivers in an epoch.
    public var upstream: Cardinality
    /// The same in the run's first epoch.
    public var upstreamOfFirstEpoch: Cardinality
    /// What the source delivers instead of samples, for a stage to open or read: files, or indices of samples; nil when
    /// it delivers samples.
    public var files: StoredFiles?
    /// Threads of the worker pool: the most that automatic tuning gives to a map.
    public var poolThreads: Int
    /// Where automatic parallelism starts.
    public var initialParallelism: Int
    /// Bytes that a buffer may grow to when it is tuned automatically, or nil.
    public var ramBudgetBytes: Double?
    /// What worker processes cost.
    public var processes: WorkerProcesses

    /// Surroundings of one stage; the first epoch is as every other unless something else is said.
    public init(
        name: String, seed: UInt64, replication: UInt32, rank: UInt32, upstream: Cardinality,
        upstreamOfFirstEpoch: Cardinality? = nil, files: StoredFiles? = nil, poolThreads: Int = 1,
        initialParallelism: Int = 1, ramBudgetBytes: Double? = nil, processes: WorkerProcesses = WorkerProcesses()
    ) {
        self.name = name
        self.seed = seed
        self.replication = replication
        self.rank = rank
        self.upstream = upstream
        self.upstreamOfFirstEpoch = upstreamOfFirstEpoch ?? upstream
        self.files = files
        self.poolThreads = poolThreads
        self.initialParallelism = initialParallelism
        self.ramBudgetBytes = ramBudgetBytes
        self.processes = processes
    }
}
