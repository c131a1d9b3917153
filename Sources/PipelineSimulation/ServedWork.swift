import BasicContainers
import PipelineRuns
import Pipelines

/// What has been drawn and served in a run: of each resource, and of each thread of each accelerator's pipeline.
///
/// Counted from finished pieces of work alone, whatever the resources measure themselves.
struct ServedWork: ~Copyable {
    /// Demands on a resource that were served to their end.
    struct Total: BitwiseCopyable {
        private(set) var nanoseconds: Int128 = 0
        private(set) var pieces: Int64 = 0

        @inline(__always)
        mutating func add(_ demand: Int64) {
            nanoseconds += Int128(demand)
            pieces += 1
        }
    }

    /// Latencies of requests to the disk.
    private(set) var latencies = Total()
    /// Transfers, at the bandwidth of one alone.
    private(set) var transfers = Total()
    /// Latencies of requests to the read cache, and transfers there.
    private(set) var cacheLatencies = Total()
    private(set) var cacheTransfers = Total()
    /// Service under locks.
    private(set) var locked = Total()
    private(set) var cores = Total()
    private(set) var poolThreads = Total()
    /// By accelerator.
    private(set) var accelerators: RigidArray<Total>
    private(set) var copyEngines: RigidArray<Total>
    /// Who does what in each pipeline.
    let threads: PipelineThreads
    /// Time from the request of work to its end, by accelerator and then by position among `threads`.
    private var threadNanoseconds: RigidArray<Int128>
    private let threadsOfStep: Int64

    init(_ scenario: Scenario) {
        let ranks = scenario.platform.gpu.count
        threads = PipelineThreads(scenario.pipeline, poolThreads: scenario.platform.cpu.workers)
        accelerators = RigidArray(repeating: Total(), count: ranks)
        copyEngines = RigidArray(repeating: Total(), count: ranks)
        threadNanoseconds = RigidArray(repeating: 0, count: ranks * threads.count)
        threadsOfStep = Int64(scenario.pipeline.training.threads)
    }

    /// Nanoseconds that the threads at a position have spent for an accelerator.
    func nanoseconds(ofThread position: Int, rank: Int) -> Int128 {
        threadNanoseconds[rank * threads.count + position]
    }

    /// A job has been served to its end, of whatever life of its stage.
    ///
    /// - Parameter callComputes: whether the training loop's call for an element is work on a core.
    @inline(__always)
    mutating func finished(_ job: Job, callComputes: Bool) {
        let kind = job.work.place.kind
        let demand = job.serviceNanoseconds
        if job.holdsLock { locked.add(job.lockedNanoseconds) }
        switch kind.station {
        case .disk:
            latencies.add(demand)
            transfers.add(job.transferNanoseconds)
        case .readCache:
            cacheLatencies.add(demand)
            cacheTransfers.add(job.transferNanoseconds)
        case .workers: poolThreads.add(demand)
        case .accelerator: accelerators[Int(job.rank)].add(demand)
        case .copyEngine: copyEngines[Int(job.rank)].add(demand)
        case nil: break
        }
        switch kind.cores {
        case .none: break
        case .one: cores.add(demand)
        case .ofStep: for _ in 0..<threadsOfStep { cores.add(demand) }
        case .ofLoop: if callComputes { cores.add(demand) }
        }
    }

    /// Work has come back to the stage that asked for it.
    ///
    /// What a stage has forgotten, because its epoch was cut short, goes on beside what it does in its next life.
    @inline(__always)
    mutating func returned(_ completion: Completion) {
        guard let position = threads.position(of: completion.work) else { return }
        threadNanoseconds[completion.rank * threads.count + position] += Int128(completion.nanoseconds)
    }
}
