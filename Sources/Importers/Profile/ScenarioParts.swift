import Pipelines
import ScenarioFiles

/// What a profile gives to a scenario: its stages, its training loop and its platform.
struct ScenarioParts: Sendable {
    let stages: MeasuredStages
    let loop: ProfiledSteps
    let platform: [SectionDocument]
    let options: SectionDocument
    /// Cores and threads.
    let pool: PoolSettings
    /// What the stages do not say, as sentences.
    let notes: [String]

    init(
        tree: IteratorTree, chain: PipelineChain, functions: [Int: FunctionCalls], loop: ProfiledSteps,
        cache: CacheState,
        walk: ThreadWalk, pool: PoolSettings, hasDevices: Bool
    ) {
        self.loop = loop
        let cores = pool.cores
        let seconds = Self.seconds(walk)
        let work = functions.values.reduce(0) { $0 + $1.workSeconds }
        let isRewritten = chain.links.contains { tree.nodes[$0].isRewritten }
        let batches = Self.samples(tree, chain)
        stages = MeasuredStages(
            MeasuredStages.Facts(
                tree: tree, chain: chain, functions: functions, seconds: seconds, isRewritten: isRewritten,
                functionsWait: work > 1.05 * Double(cores) * seconds, elements: cache.elements,
                sampleBytes: loop.elementBytes.map { $0 / Double(batches) }))
        self.pool = pool
        var isOfFiles = false
        if case .files = chain.end { isOfFiles = true }
        platform = Self.platform(pool, loop, walk, openings: isOfFiles ? walk.openings : [])
        options = Self.options(isRewritten: isRewritten, tree.nodes[chain.links[0]].settings)
        var notes = stages.notes
        if !pool.isKnown { notes.append("The profile does not tell the cores: \(cores) are an assumption.") }
        if work > 1.05 * Double(cores) * seconds {
            notes.append("Functions took more time than \(cores) cores have: they wait, at least in part.")
        }
        let waited = functions.values.reduce(0) { $0 + $1.waitSeconds }
        if waited > 0.1 * work {
            notes.append("Calls waited for a thread of the pool; that time is simulated, and is in no `cost`.")
        }
        if walk.callsPython {
            notes.append(
                "Functions call Python: where they compute, only one runs at a time (the GIL), whatever stands here."
            )
        }
        if hasDevices {
            notes.append(
                "Steps ran on a device: a step here is the time until the loop asked again, which may run ahead of it.")
        }
        self.notes = notes
    }

    /// Seconds between the first call and the end of the last.
    private static func seconds(_ walk: ThreadWalk) -> Double {
        let first = walk.calls.map(\.start).min() ?? 0
        return max(1e-9, (walk.calls.map { $0.start + $0.inclusive }.max() ?? 0) - first)
    }

    private static func samples(_ tree: IteratorTree, _ chain: PipelineChain) -> Int {
        chain.links.reduce(1) { min($0 * max(1, tree.nodes[$1].count("batch_size") ?? 1), 1_000_000_000) }
    }

    private static func platform(
        _ pool: PoolSettings, _ loop: ProfiledSteps, _ walk: ThreadWalk, openings: [Double]
    ) -> [SectionDocument] {
        var disk = SectionDocument(Disk.self, .block)
        // What reading takes is in the stages: no request waits for another.
        disk.set("queueDepth", .count(65536))
        if !openings.isEmpty { disk.set("latency", .measured(seconds: openings)) }
        var cpu = SectionDocument(CPU.self, .line)
        cpu.set("cores", .count(pool.cores))
        cpu.set("workers", .count(pool.threads))
        var overheads = SectionDocument(Overheads.self)
        if loop.askingSeconds > 0 { overheads.set("next", .time(loop.askingSeconds)) }
        if let busy = loop.busyAskingSeconds { overheads.set("busyNext", .time(busy)) }
        let making = loop.betweenEpochsSeconds ?? walk.makings.map(\.seconds).max() ?? 0
        if making > 0 { overheads.set("iteratorCreation", .time(making)) }
        return [disk, cpu, overheads].filter { !$0.isEmpty }
    }

    private static func options(isRewritten: Bool, _ settings: [String: String]) -> SectionDocument {
        var options = SectionDocument(ExecutionOptions.self, .line)
        if isRewritten { options.set("rewrites", .word("tensorflow")) }
        let algorithms = [
            "HILL_CLIMB": "hillClimb", "GRADIENT_DESCENT": "gradientDescent", "STAGE_BASED": "stageBased",
        ]
        if let algorithm = settings["algorithm"].flatMap({ algorithms[$0] }) {
            options.set("autotune", .word(algorithm))
        }
        return options
    }
}

extension IteratorTree.Node {
    /// Whether it is not what the program asked for, but what TensorFlow made of it.
    fileprivate var isRewritten: Bool {
        guard let name = settings["name"] else { return false }
        let isMadeParallel = kind == "ParallelMap" && name.hasPrefix("MapDataset")
        return isMadeParallel || name.hasPrefix("inject/") || name.hasPrefix("fused(")
    }
}

/// Cores and threads of the machine that ran a pipeline.
struct PoolSettings: Sendable {
    /// Cores that the tuner counted on.
    let cores: Int
    /// Threads of the pool that runs functions.
    let threads: Int
    /// Whether the profile told the cores.
    let isKnown: Bool

    /// Reads what the iterator at the root told.
    init(_ settings: [String: String]) {
        func number(_ name: String) -> Int? {
            settings[name].flatMap { Int($0) }.flatMap { (1...65536).contains($0) ? $0 : nil }
        }
        // TensorFlow makes as many threads as there are cores, unless it is told otherwise.
        cores = number("cpu_budget") ?? number("threadpool_size") ?? 8
        threads = number("threadpool_size") ?? cores
        isKnown = number("cpu_budget") != nil
    }
}
