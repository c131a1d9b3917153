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
