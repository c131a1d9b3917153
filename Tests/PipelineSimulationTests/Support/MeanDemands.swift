import Pipelines
import Variates

/// What each sample that reaches a training loop asks of the resources and threads, in the mean and at least.
///
/// Left out is what depends on the state of the run: elements behind a cache that may be complete, elements that
/// filters and shards drop, times that go by bytes or by the time spent, checkpoints.
struct MeanDemands {
    private(set) var disk = MeanDemand()
    private(set) var bandwidth = MeanDemand()
    private(set) var cores = MeanDemand()
    private(set) var poolThreads = MeanDemand()
    private(set) var accelerator = MeanDemand()
    /// By position among the threads of a pipeline.
    private(set) var threads: [MeanDemand]
    private let pipeline: Pipeline
    private let platform: Platform
    private let owners: PipelineThreads

    init(_ scenario: Scenario) {
        pipeline = scenario.pipeline
        platform = scenario.platform
        owners = PipelineThreads(pipeline, poolThreads: platform.cpu.workers)
        threads = Array(repeating: MeanDemand(), count: owners.count)
        let samples = Self.samplesPerElement(pipeline)
        // Elements come from a complete cache in the end, if they are asked for again.
        let isRepeated = pipeline.training.epochs > 1 || pipeline.stages.contains { $0.operator.repeats }
        let cache = pipeline.stages.lastIndex { ($0.operator as? Cache).map { $0.store != .off } ?? false }
        for stage in (isRepeated ? cache ?? 0 : 0)..<pipeline.stages.count {
            addReading(of: stage)
            addCalls(of: stage, taken: stage == 0 ? 1 : samples[stage - 1], given: samples[stage])
        }
        addTraining(samplesPerStep: samples.last ?? 1)
    }

    /// Most samples in an element that leaves each stage; 1 for names of files and indices.
    private static func samplesPerElement(_ pipeline: Pipeline) -> [Double] {
        var samples = 1.0
        return pipeline.stages.map { stage in
            switch stage.operator {
            case let batch as Batch: samples *= Double(batch.size)
            case let fused as MapAndBatch: samples *= Double(fused.batch.size)
            case let loader as DataLoader: samples *= Double(loader.batchSize)
            default: break
            }
            return samples
        }
    }

    private mutating func addReading(of stage: Int) {
        let reader = pipeline.stages[stage].operator
        let isReader = reader is Interleave || reader is DataLoader || (stage == 0 && pipeline.files == nil)
        guard isReader else { return }
        let files = pipeline.storedFiles
        let openings = 1 / (reader.takes == .file ? files.lengths.mean : files.samplesPerOpening)
        disk.add(platform.disk.latency, perSample: openings)
        threads[owners.position(ofStage: stage)].add(platform.disk.latency, perSample: openings)
        guard let highest = platform.disk.bytesPerSecond?.max() else { return }
        bandwidth.add(.scaled(files.size, by: 1 / highest), perSample: 1)
    }

    /// - Parameters:
    ///   - taken: most samples in an element that comes in.
    ///   - given: most samples in one that leaves.
    private mutating func addCalls(of stage: Int, taken: Double, given: Double) {
        let caller = pipeline.stages[stage].operator
        guard let seconds = caller.serviceTime?.secondsPerElement else { return }
        let calls = caller is DataLoader ? 1 : 1 / (caller is MapAndBatch ? taken : given)
        threads[owners.position(ofStage: stage)].add(seconds, perSample: calls)
        let use = caller.callUse
        if use.holdsPoolThread { poolThreads.add(seconds, perSample: calls) }
        if use.holdsCore { cores.add(seconds, perSample: calls) }
    }

    private mutating func addTraining(samplesPerStep: Double) {
        let (training, loop) = (pipeline.training, pipeline.stages.count)
        let steps = 1 / samplesPerStep
        threads[loop].add(training.hostOverhead, perSample: steps)
        cores.add(training.hostOverhead, perSample: steps)
        if training.runAhead == 0 { threads[loop].add(training.step, perSample: steps) }
        switch training.device {
        case .gpu: accelerator.add(training.step, perSample: steps)
        // One draw, spent on as many cores at once.
        case .cpu: cores.add(.scaled(training.step, by: Double(training.threads)), perSample: steps)
        }
    }
}

extension Operator {
    fileprivate var repeats: Bool { self is Repeat || self is ShuffleAndRepeat }

    /// What its calls occupy.
    fileprivate var callUse: (holdsPoolThread: Bool, holdsCore: Bool) {
        switch self {
        case let map as Map: (map.pool == .shared, map.use == .core)
        case let fused as MapAndBatch: (fused.map.pool == .shared, fused.map.use == .core)
        case let filter as Filter: (true, filter.use == .core)
        case let interleave as Interleave: (true, interleave.use == .core)
        case is Batch: (isAsynchronous, true)
        case let loader as DataLoader: (false, loader.use == .core)
        default: (false, false)
        }
    }
}
