/// What it costs to start the worker processes of a `dataLoader`, to feed them and to hear from them.
///
/// PyTorch's loader forks processes and talks to them through queues; their costs are far larger than those of threads.
public struct WorkerProcesses: Section, Equatable {
    /// The key in scenario files.
    public static let name = "processes"
    /// One line for help texts and the schema.
    public static let summary = "costs of the worker processes of a `dataLoader`: start, end, messages"
    /// What may be said about it.
    public static let parameters =
        [
            byCount("creation", "time of the loop to create 1, 2, 3, … workers; in proportion beyond the list"),
            time("boot", "until a new worker takes its first indices, waiting"),
            time("bootCompute", "the same, but computing: imports of a process that is not forked"),
            time("firstBatch", "additional computation for the first batch of a new worker"),
            byCount("shutdown", "time of the loop until 1, 2, 3, … workers have ended, at the end of an epoch"),
            byCount("resumption", "time of the loop until 1, 2, 3, … workers that persist have begun a later epoch"),
            time("dispatch", "until indices that the loop sends reach a worker"),
        ] + [
            cost("gap", "between two batches of a worker, depending on the time of the first"),
            cost("delivery", "until a waiting loop has a finished batch, depending on the time that it waited"),
            cost("reading", "for the loop to receive a ready batch, depending on the time since it got the last one"),
            cost(
                "stashed",
                "for the loop to take a batch that came before its turn, or to receive one after another, as above"),
            time(
                "interpreterLock",
                "the longest that a worker which goes on with another batch keeps its interpreter's lock from the loop that "
                    + "receives one from it; when that batch ends, it lets go; 0: it does at once"),
            time(
                "busyBatch",
                "computation, at least, for each batch in its worker, its sending thread and the loop while the cores are at "
                    + "work; `gap`, `delivery` and `reading` are then computation too; 0: they never are"),
            perByte("sendPerByte", "computation of a worker for each byte of a batch that it sends"),
            perByte("receivePerByte", "time of the loop for each byte of a batch that it receives"),
            perByte("pinPerByte", "computation of who copies into pinned memory, a thread or the loop, per byte"),
            perByte("picklePerByte", "time of the loop for each byte that it sends to a new worker (`pickledBytes`)"),
            perByte("unpicklePerByte", "computation of a new worker for each of these bytes"),
        ]

    /// Seconds of the loop to create 1, 2, 3, … workers.
    public package(set) var creation: [Double] = []
    /// Seconds that a new worker waits before it takes indices.
    public package(set) var bootSeconds = 0.0
    /// Seconds that it computes before.
    public package(set) var bootComputeSeconds = 0.0
    /// Seconds of computation that its first batch takes in addition.
    public package(set) var firstBatchSeconds = 0.0
    /// Seconds of the loop until 1, 2, 3, … workers have ended.
    public package(set) var shutdown: [Double] = []
    /// Seconds of the loop until 1, 2, 3, … persistent workers have begun a later epoch.
    public package(set) var resumption: [Double] = []
    /// Seconds until indices reach a worker.
    public package(set) var dispatchSeconds = 0.0
    /// Seconds between two batches of a worker, depending on the time of the first.
    public package(set) var gap = PiecewiseLinear(constant: 0)
    /// Seconds until a waiting loop has a finished batch, depending on the time that it waited.
    public package(set) var delivery = PiecewiseLinear(constant: 0)
    /// Seconds to receive a batch that was ready, by the time since the loop got the last one.
    public package(set) var reading = PiecewiseLinear(constant: 0)
    /// Seconds to take a batch that came before its turn, by the time since the loop got the last one.
    public package(set) var stashed = PiecewiseLinear(constant: 0)
    /// The most seconds for which a worker that goes on with another batch keeps its interpreter's lock from who receives
    /// one from it; it lets go when that batch ends.
    ///
    /// Python passes memory between processes through a thread of the one that made it, which needs the lock some times
    /// and waits up to `sys.getswitchinterval()` for it each time (CPython, `Python/ceval_gil.c`; decision 0026).
    public package(set) var interpreterLockSeconds = 0.0
    /// Least seconds of computation in each of the three threads that a batch passes, on a busy processor.
    ///
    /// What passing a batch costs is then computation that competes for the cores; when 0, it never is.
    public package(set) var busyBatchSeconds = 0.0
    /// Seconds of a worker for each byte that it sends.
    public package(set) var sendSecondsPerByte = 0.0
    /// Seconds of the loop for each byte that it receives.
    public package(set) var receiveSecondsPerByte = 0.0
    /// Seconds of the pinning thread for each byte.
    public package(set) var pinSecondsPerByte = 0.0
    /// Seconds of the loop for each byte that it sends to a new worker.
    public package(set) var pickleSecondsPerByte = 0.0
    /// Seconds of computation of a new worker for each byte that it was sent.
    public package(set) var unpickleSecondsPerByte = 0.0

    /// Bytes that the pipe to a new process holds on Linux (pipe(7)): whoever writes more waits until the process, having
    /// started, reads them.
    static let pipeBytes: Int64 = 65_536

    /// Processes that cost nothing.
    public init() {}

    /// Makes the value from decoded parameters.
    public init(_ values: ParameterValues) throws(PipelineError) {
        creation = values.optionalTable("creation") ?? []
        bootSeconds = values.quantity("boot")
        bootComputeSeconds = values.quantity("bootCompute")
        firstBatchSeconds = values.quantity("firstBatch")
        shutdown = values.optionalTable("shutdown") ?? []
        resumption = values.optionalTable("resumption") ?? []
        dispatchSeconds = values.quantity("dispatch")
        gap = values.curve("gap")
        delivery = values.curve("delivery")
        reading = values.curve("reading")
        stashed = values.curve("stashed")
        interpreterLockSeconds = values.quantity("interpreterLock")
        busyBatchSeconds = values.quantity("busyBatch")
        sendSecondsPerByte = values.quantity("sendPerByte")
        receiveSecondsPerByte = values.quantity("receivePerByte")
        pinSecondsPerByte = values.quantity("pinPerByte")
        pickleSecondsPerByte = values.quantity("picklePerByte")
        unpickleSecondsPerByte = values.quantity("unpicklePerByte")
    }

    /// Worker processes' costs, in seconds; the curves are of seconds over seconds.
    ///
    /// - Parameters:
    ///   - creation: of the loop to create 1, 2, 3, … workers.
    ///   - boot: until a new worker takes its first indices, waiting.
    ///   - bootCompute: the same, computing.
    ///   - firstBatch: additional computation for the first batch of a new worker.
    ///   - shutdown: of the loop until 1, 2, 3, … workers have ended.
    ///   - resumption: of the loop until 1, 2, 3, … workers that persist have begun a later epoch.
    ///   - dispatch: until indices that the loop sends reach a worker.
    ///   - gap: between two batches of a worker, depending on the time of the first.
    ///   - delivery: until a waiting loop has a finished batch, depending on the time that it waited.
    ///   - reading: the loop receives a batch that was ready, by the time since it got the last one.
    ///   - stashed: the loop takes a batch that came before its turn, by the time since it got the last one.
    ///   - interpreterLock: at most, until a worker that goes on computing lets the loop receive a batch from it.
    ///   - busyBatch: computation, at least, of each thread that a batch passes while the cores are at work; 0: none.
    ///   - sendPerByte: computation of a worker for each byte that it sends.
    ///   - receivePerByte: of the loop for each byte that it receives.
    ///   - pinPerByte: computation of who copies into pinned memory, a thread or the loop, per byte.
    ///   - picklePerByte: of the loop for each byte that it sends to a new worker.
    ///   - unpicklePerByte: computation of a new worker for each byte that it was sent.
    /// - Throws: `PipelineError` when a value is out of range.
    public init(
        creation: [Double]? = nil, boot: Double = 0, bootCompute: Double = 0, firstBatch: Double = 0,
        shutdown: [Double]? = nil, resumption: [Double]? = nil, dispatch: Double = 0, gap: PiecewiseLinear = 0,
        delivery: PiecewiseLinear = 0, reading: PiecewiseLinear = 0, stashed: PiecewiseLinear = 0,
        interpreterLock: Double = 0, busyBatch: Double = 0, sendPerByte: Double = 0, receivePerByte: Double = 0,
        pinPerByte: Double = 0, picklePerByte: Double = 0, unpicklePerByte: Double = 0
    ) throws(PipelineError) {
        try self.init(checking: [
            "creation": creation.map(ParameterValue.table), "boot": .quantity(boot),
            "bootCompute": .quantity(bootCompute), "firstBatch": .quantity(firstBatch),
            "shutdown": shutdown.map(ParameterValue.table), "resumption": resumption.map(ParameterValue.table),
            "dispatch": .quantity(dispatch), "gap": .curve(gap), "delivery": .curve(delivery),
            "reading": .curve(reading), "stashed": .curve(stashed), "interpreterLock": .quantity(interpreterLock),
            "busyBatch": .quantity(busyBatch),
            "sendPerByte": .quantity(sendPerByte), "receivePerByte": .quantity(receivePerByte),
            "pinPerByte": .quantity(pinPerByte), "picklePerByte": .quantity(picklePerByte),
            "unpicklePerByte": .quantity(unpicklePerByte),
        ])
    }

    /// The value of a table at a number of workers; beyond its end it grows in proportion to their number.
    public static func seconds(_ table: [Double], workers: Int) -> Double {
        guard workers > 0, let last = table.last else { return 0 }
        return workers <= table.count ? table[workers - 1] : last * Double(workers) / Double(table.count)
    }

    private static func time(_ name: String, _ summary: String) -> Parameter {
        Parameter(name, .quantity(.time, 0...1e6), default: .quantity(0), summary)
    }

    private static func perByte(_ name: String, _ summary: String) -> Parameter {
        Parameter(name, .quantity(.timePerByte, 0...1), default: .quantity(0), summary)
    }

    private static func byCount(_ name: String, _ summary: String) -> Parameter {
        Parameter(optional: name, .table(y: .time), summary)
    }

    private static func cost(_ name: String, _ summary: String) -> Parameter {
        Parameter(name, .curve(x: .time, y: .time), default: .curve(PiecewiseLinear(constant: 0)), summary)
    }
}
