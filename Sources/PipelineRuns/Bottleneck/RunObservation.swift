import Pipelines

/// What is known of the runs of one variant when their bottleneck is looked for: means over the replications.
struct RunObservation {
    let scenario: Scenario
    /// The stages that ran, which rewrites may have changed, with the first accelerator's share of the data.
    let pipeline: Pipeline
    let mean: (Metric) -> Double
    let stages: [StageReport]
    /// Shares of the time that counts for samples/s.
    let loop: LoopTime
    /// Length of a run.
    let runSeconds: Double
    /// Share of the requests that storage accepts a second; nil where it accepts any number.
    let requestUtilisation: Double?
    /// Share of the files that storage opens a second; nil where it opens any number.
    let openingUtilisation: Double?
    /// Who does the stages' work.
    let threads: PipelineThreads

    init(
        _ scenario: Scenario, mean: @escaping (Metric) -> Double, stages: [StageReport], loop: LoopTime,
        runSeconds: Double, requestUtilisation: Double? = nil, openingUtilisation: Double? = nil
    ) {
        self.scenario = scenario
        pipeline = (try? scenario.onAccelerator(0).rewritten().pipeline) ?? scenario.pipeline
        self.mean = mean
        self.stages = stages
        self.loop = loop
        self.runSeconds = runSeconds
        self.requestUtilisation = requestUtilisation
        self.openingUtilisation = openingUtilisation
        threads = PipelineThreads(pipeline, poolThreads: scenario.platform.cpu.workers)
    }

    var training: TrainingLoop { scenario.pipeline.training }

    /// Positions of the threads in which stages may take turns; the training loop's own comes last.
    var sharedThreads: ClosedRange<Int> { 0...threads.trainingLoop }

    /// Share of its time in which a single thread does its stages' work, one piece after the other.
    func busyShare(ofThread position: Int) -> Double {
        threads.stages(at: position).reduce(0) { $0 + stages[$1].utilisation }
    }

    /// Names of those of a thread's stages that take a share of its time worth a word.
    func busyStages(ofThread position: Int) -> [String] {
        threads.stages(at: position).filter { stages[$0].utilisation >= 0.01 }.map { stages[$0].name }
    }

    /// Whether the disk holds a busy stage up, so that a faster one can win more than more work at once.
    func isBoundByStorage(_ candidate: Bottleneck.Candidate) -> Bool {
        candidate.kind == .stage
            && stages.contains {
                $0.name == candidate.name && $0.isBoundByStorage(diskUtilisation: mean(.diskUtilisation))
            }
    }

    /// What comes into a stage in an epoch, on average.
    func flow(into stage: Int) -> MeanFlow? { stage > 0 ? pipeline.meanFlows[stage - 1] : nil }

    /// The most that something which all threads share is in use.
    var busiestResource: Double {
        let resources = [
            Metric.diskUtilisation, .readCacheUtilisation, .lockUtilisation, .coreUtilisation, .workerUtilisation,
            .copyUtilisation,
        ]
        return resources.map(mean).max() ?? 0
    }
}
