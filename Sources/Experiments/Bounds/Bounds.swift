public import Pipelines
import Variates

/// The most samples per second that each resource and thread of a scenario allows, by operational laws: no simulation.
///
/// Mean demands alone count, so a bound is never below the rate of a long run. What lets a pipeline fall short of it is
/// left out: variability, order, full and empty buffers, start-up, checkpoints, overheads of threads and processes.
/// Of a cache that is read again only what follows it counts, and its own file if it has one.
public struct Bounds: Sendable {
    /// The scenario as it runs, with the rewrites that its options ask for.
    public let scenario: Scenario
    /// Every resource and thread that a sample asks something of, the scarcest first.
    public let resources: [ResourceBound]
    /// Bytes that buffers hold when all are full, over all accelerators; infinite where nothing limits them.
    public let bufferedBytes: Double

    /// The one that binds; nil where a sample takes no time anywhere.
    public var binding: ResourceBound? { resources.first }

    /// Whether a rate is within reach, as far as bounds tell.
    ///
    /// - Parameter target: samples per second over all accelerators.
    public func allows(_ target: Double) -> Bool { samplesPerSecond * (1 + 1e-9) >= target }

    /// Samples per second at most, over all accelerators.
    public var samplesPerSecond: Double { binding?.samplesPerSecond ?? .infinity }

    /// Bounds of a scenario.
    ///
    /// - Throws: `PipelineError` for a scenario that cannot run on its accelerators.
    public init(_ scenario: Scenario) throws(PipelineError) {
        let share = try scenario.onAccelerator(0).rewritten()
        self.scenario = scenario
        let uses = scenario.pipeline.usesPerPass(accelerators: scenario.platform.gpu.count)
        let demands = SampleDemands(share.pipeline, on: scenario.platform, usesPerPass: uses)
        resources = demands.bounds.filter { $0.secondsPerSample > 0 }
            .sorted { $0.samplesPerSecond < $1.samplesPerSecond }
        let workers = scenario.platform.cpu.workers
        let buffers = zip(share.pipeline.stages, demands.bytes).map { stage, bytes in
            // What is on the accelerator takes none of the host's memory.
            guard bytes > 0, stage.operator.callPlace != .copyEngine else { return 0.0 }
            if let places = stage.operator.bufferCapacity { return Double(places) * bytes }
            return stage.operator.readyLimit(poolThreads: workers) == .infinity ? .infinity : 0
        }
        bufferedBytes = Double(scenario.platform.gpu.count) * buffers.reduce(0, +)
    }
}
