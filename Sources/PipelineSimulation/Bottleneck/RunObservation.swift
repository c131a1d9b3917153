import Pipelines

/// What is known of the runs of one variant when their bottleneck is looked for: means over the replications.
struct RunObservation {
    let scenario: Scenario
    /// The stages that ran, which rewrites may have changed.
    let pipeline: Pipeline
    let mean: (Metric) -> Double
    let stages: [StageReport]
    /// Shares of the time that counts for samples/s: where an epoch is the only one and has a steady part, without its
    /// beginning.
    let loop: LoopTime

    init(
        _ scenario: Scenario, mean: @escaping (Metric) -> Double, stages: [StageReport], loop: LoopTime,
        isSteady: Bool = true
    ) {
        self.scenario = scenario
        pipeline = (try? scenario.rewritten().pipeline) ?? scenario.pipeline
        self.mean = mean
        self.stages = stages
        self.loop = scenario.pipeline.training.epochs > 1 || !isSteady ? loop : loop.withinEpochs
    }

    var training: TrainingLoop { scenario.pipeline.training }

    /// The threads that the stages share, from the source on; the training loop's own comes last.
    var threads: [PipelineThread] {
        var threads: [PipelineThread] = []
        var members: [Int] = []
        for (index, stage) in pipeline.stages.enumerated() {
            let isAsynchronous = stage.operator.isAsynchronous
            // A thread that only keeps a buffer ready does its stage's copies, too.
            if !isAsynchronous || stage.operator.hasBufferThread { members.append(index) }
            guard isAsynchronous else { continue }
            threads.append(PipelineThread(stages: members, owner: index))
            members = []
        }
        return threads + [PipelineThread(stages: members, owner: nil)]
    }

    /// Share of its time in which a thread does its stages' work, one piece after the other.
    func busyShare(of thread: PipelineThread) -> Double {
        thread.stages.reduce(0) { $0 + stages[$1].utilisation }
    }

    /// Names of those of a thread's stages that take a share of its time worth a word.
    func workers(of thread: PipelineThread) -> [String] {
        thread.stages.filter { stages[$0].utilisation >= 0.01 }.map { stages[$0].name }
    }

    /// Whether the disk holds a busy stage up, so that a faster one can win more than more work at once.
    func isBoundByStorage(_ candidate: Bottleneck.Candidate) -> Bool {
        candidate.kind == .stage
            && stages.contains {
                $0.name == candidate.name && $0.isBoundByStorage(diskUtilisation: mean(.diskUtilisation))
            }
    }

    /// The most that something which all threads share is in use.
    var busiestResource: Double {
        [Metric.diskUtilisation, .coreUtilisation, .workerUtilisation, .copyUtilisation].map(mean).max() ?? 0
    }
}

/// Stages that take turns in one thread.
struct PipelineThread {
    /// Their positions.
    let stages: [Int]
    /// The stage that the thread belongs to; nil for the training loop's.
    let owner: Int?
}

extension Pipeline {
    /// Elements of stage `index` that one element at the end is made of, by what batches and shards make of their number.
    func elementsPerStep(after index: Int) -> Double {
        // Large enough that remainders do not count; what comes to the same of twice as many cuts them off.
        let many: Int64 = 1 << 40
        return stages[(index + 1)...].reduce(1) { elements, stage in
            guard case .finite(let once) = stage.operator.cardinality(after: .finite(many)),
                case .finite(let twice) = stage.operator.cardinality(after: .finite(2 * many)), once > 0, twice > once
            else { return elements }
            return elements * max(1, Double(many) / Double(once))
        }
    }
}
