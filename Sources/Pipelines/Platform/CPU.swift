/// The cores and the pool of worker threads that run the map functions.
public struct CPU: Section, Equatable {
    /// How runnable threads share the cores.
    public enum Discipline: String, Sendable, CaseIterable {
        /// All runnable threads progress at once, at equal speed (an operating system's scheduler).
        case sharing
        /// Each core has a queue of threads, which share it equally; a core without threads takes one of another's only at
        /// the next tick, so that cores may be idle beside waiting threads (Linux, where threads compute in short pieces).
        case runQueues
        /// A thread keeps its core until its work is done; others wait in line.
        case fifo
    }

    /// The key in scenario files.
    public static let name = "cpu"
    /// One line for help texts and the schema.
    public static let summary = "cores, how they are shared, and the size of the worker pool"
    /// What may be said about it.
    public static let parameters = [
        Parameter("cores", .count(1...65536), default: .count(8), "cores that run threads"),
        Parameter(
            "discipline", .choice(Discipline.allCases.map(\.rawValue)), default: .word(Discipline.sharing.rawValue),
            "`sharing`: runnable threads share the cores equally; `runQueues`: each core has its own queue of threads, which "
                + "share it equally; an idle core takes a thread from the longest queue only at the next 4 ms tick, much as Linux "
                + "does; `fifo`: a thread keeps its core to the end"),
        Parameter(
            optional: "workers", .count(1...65536),
            "threads of the pool that runs map functions; as many as cores when absent"
        ).alsoCalled("private_threadpool_size"),
    ]

    /// Cores.
    public package(set) var cores: Int
    /// How cores are shared.
    public package(set) var discipline: Discipline
    /// Threads of the worker pool; work that waits holds a thread, but no core.
    public package(set) var workers: Int

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        cores = values.count("cores")
        discipline = Discipline(rawValue: values.word("discipline")) ?? .sharing
        workers = values.optionalCount("workers") ?? cores
    }

    /// Eight cores that runnable threads share, and a pool of eight threads.
    public init() { self = Self.byDefault }

    /// Cores and a pool of threads.
    ///
    /// - Parameters:
    ///   - cores: cores that run threads.
    ///   - discipline: how runnable threads share them.
    ///   - workers: threads of the pool that runs functions; as many as cores when nil.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        cores: Int = 8, discipline: Discipline = .sharing, workers: Int? = nil
    ) throws(PipelineError) {
        try self.init(checking: [
            "cores": .count(cores), "discipline": .choice(discipline), "workers": workers.map(ParameterValue.count),
        ])
    }
}
