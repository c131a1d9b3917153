/// How a framework executes a pipeline beyond what is written in it: hidden rewrites, automatic tuning.
public struct ExecutionOptions: Section, Equatable {
    /// Which framework's rewrites are applied before the pipeline runs.
    public enum Rewrites: String, Sendable, CaseIterable {
        /// The pipeline runs as written.
        case none
        /// TensorFlow's defaults: fused map and batch, an added prefetch, parallel maps, fused shuffle and repeat.
        case tensorflow
    }

    /// How parallelism that is `auto` is chosen.
    public enum Autotune: String, Sendable, CaseIterable {
        /// It stays at its initial value.
        case off
        /// TensorFlow's default: as much as the worker pool, or the cycle, allows.
        case maximum
        /// Step by step while the modelled time falls, up to the CPU budget.
        case hillClimb
        /// Along the gradient of the modelled time, up to the CPU budget.
        case gradientDescent
        /// Just enough that no stage is slower than the consumer.
        case stageBased
    }

    /// The key in scenario files.
    public static let name = "options"
    /// One line for help texts and the schema.
    public static let summary = "how the framework executes the pipeline: hidden rewrites and automatic tuning"
    /// What may be said about it.
    public static let parameters = [
        Parameter(
            "rewrites", .choice(Rewrites.allCases.map(\.rawValue)), default: .word(Rewrites.none.rawValue),
            "`none`: the pipeline runs as written; `tensorflow`: after TensorFlow's default rewrites"),
        Parameter(
            "autotune", .choice(Autotune.allCases.map(\.rawValue)), default: .word(Autotune.maximum.rawValue),
            "how `parallelism: auto` is chosen: `maximum` (TensorFlow's default), or another of its algorithms, or `off`"
        ),
        Parameter(
            "cpuBudget", .countOrWord(1...65536, words: ["cores"]), default: .word("cores"),
            "calls at a time at which `hillClimb` and `gradientDescent` stop"),
        Parameter(
            "initialParallelism", .count(1...65536), default: .count(16),
            "where `parallelism: auto` starts, at most the size of the worker pool"),
        Parameter(
            "ramBudget", .quantityOrWord(.bytes, 0...1e18, word: "unlimited"), default: .word("unlimited"),
            "bytes of buffers at which automatic tuning stops growing them"),
    ]

    /// Rewrites before the run.
    public package(set) var rewrites: Rewrites
    /// How automatic parallelism is chosen.
    public package(set) var autotune: Autotune
    /// Calls at a time at which two of the algorithms stop, or nil for the number of cores.
    public package(set) var cpuBudget: Int?
    /// Where automatic parallelism starts.
    public package(set) var initialParallelism: Int
    /// Bytes of buffers at which tuning stops growing them, or nil.
    public package(set) var ramBudgetBytes: Double?

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        rewrites = Rewrites(rawValue: values.word("rewrites")) ?? .none
        autotune = Autotune(rawValue: values.word("autotune")) ?? .maximum
        cpuBudget = values.optionalCount("cpuBudget")
        initialParallelism = values.count("initialParallelism")
        ramBudgetBytes = values.optionalQuantity("ramBudget")
    }

    /// How a framework executes the pipeline.
    ///
    /// - Parameters:
    ///   - rewrites: those of a framework, applied before the run.
    ///   - autotune: how automatic parallelism is chosen.
    ///   - cpuBudget: calls at a time at which two of the algorithms stop; as many as cores when nil.
    ///   - initialParallelism: where automatic parallelism starts, at most the size of the worker pool.
    ///   - ramBudget: bytes of buffers at which tuning stops growing them; unlimited when nil.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        rewrites: Rewrites = .none, autotune: Autotune = .maximum, cpuBudget: Int? = nil, initialParallelism: Int = 16,
        ramBudget: Double? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "rewrites": .choice(rewrites), "autotune": .choice(autotune),
            "cpuBudget": cpuBudget.map(ParameterValue.count), "initialParallelism": .count(initialParallelism),
            "ramBudget": ramBudget.map(ParameterValue.quantity),
        ])
    }

    /// The pipeline runs as written, and `auto` means as much as the pool allows.
    public init() { self = Self.byDefault }
}
