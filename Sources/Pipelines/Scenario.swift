/// One thing to simulate: a pipeline on a platform, with a plan.
public struct Scenario: Sendable {
    /// What the file calls itself.
    public var name: String
    /// The variant's name; `base` when the file names none.
    public var variant: String
    /// The hardware.
    public var platform: Platform
    /// Operators and training loop.
    public var pipeline: Pipeline
    /// Seed, replications, precision.
    public var run: RunPlan
    /// Rewrites and tuning.
    public var options: ExecutionOptions
    /// What timelines call disk, workers and accelerators.
    public var laneNames = LaneNames()

    /// Puts a scenario together.
    public init(
        name: String, variant: String, platform: Platform, pipeline: Pipeline, run: RunPlan,
        options: ExecutionOptions = ExecutionOptions()
    ) {
        self.name = name
        self.variant = variant
        self.platform = platform
        self.pipeline = pipeline
        self.run = run
        self.options = options
    }

    /// A scenario from its parts, held to what a scenario file is held to.
    ///
    /// - Parameters:
    ///   - name: what reports call it.
    ///   - variant: what comparisons call it.
    ///   - platform: the hardware.
    ///   - pipeline: operators from the source on, each with a name of its own if it needs one.
    ///   - training: the consumer.
    ///   - options: rewrites and tuning.
    ///   - run: seed, replications, precision.
    /// - Throws: `PipelineError` when an operator cannot stand where it was put, when rewrites leave no pipeline, or
    ///   when an accelerator would get no element.
    public init(
        name: String = "scenario", variant: String = "base", platform: Platform = Platform(),
        pipeline: [any PipelinePart], training: TrainingLoop, options: ExecutionOptions = ExecutionOptions(),
        run: RunPlan = RunPlan()
    ) throws(PipelineError) {
        self.init(
            name: name, variant: variant, platform: platform,
            pipeline: try Pipeline(pipeline, training: training), run: run, options: options)
        try check()
    }

    /// What runs on accelerator `rank`: its share of the data, and of the host's memory.
    ///
    /// - Throws: `PipelineError` when it would get no element.
    public func onAccelerator(_ rank: Int) throws(PipelineError) -> Scenario {
        let count = platform.gpu.count
        var share = self
        share.pipeline = try pipeline.onAccelerator(rank, of: count)
        share.platform.memory.capacityBytes = platform.memory.capacityBytes.map { $0 / Int64(count) }
        return share
    }
}

extension Scenario {
    /// The scenario where another number of the same files lies in storage.
    ///
    /// - Throws: `PipelineError` when an accelerator would get no element.
    package func reading(files: Int64) throws(PipelineError) -> Scenario {
        var other = self
        other.pipeline = try pipeline.reading(files: files)
        try other.check()
        return other
    }

    /// Checks what depends on more than one part: that the pipeline can be what the rewrites make of it, and that there
    /// are data for each accelerator.
    ///
    /// - Throws: `PipelineError`, whose reason says so.
    package func check() throws(PipelineError) {
        let rewritten: Scenario
        do { rewritten = try self.rewritten() } catch {
            throw PipelineError("after the rewrites: \(error.reason)")
        }
        try rewritten.checkDataForAll()
    }

    /// A later accelerator's share is never larger, so that the last one tells; the first without is found by halving.
    private func checkDataForAll() throws(PipelineError) {
        func problem(_ rank: Int) -> PipelineError? {
            do throws(PipelineError) { _ = try onAccelerator(rank) } catch { return error }
            return nil
        }
        var without = platform.gpu.count - 1
        guard var error = problem(without) else { return }
        var with = -1
        while without - with > 1 {
            let middle = (with + without) / 2
            if let found = problem(middle) { (without, error) = (middle, found) } else { with = middle }
        }
        throw PipelineError("accelerator \(without + 1) of \(platform.gpu.count): \(error.reason)")
    }
}
