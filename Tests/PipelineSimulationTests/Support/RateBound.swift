import Pipelines

/// The most samples per second that a scenario's resources can sustain, by the mean demands of a sample.
///
/// In the long run a resource of c servers that spends D for each sample passes at most c/D samples per second, and the
/// scarcest decides. What a buffer held before a rate was measured may pass faster; a steady rate may not.
///
/// - Source: P. J. Denning, J. P. Buzen (1978), "The operational analysis of queueing network models", ACM Computing
///   Surveys 10(3), 225–261 (bottleneck analysis).
struct RateBound: Sendable, Equatable {
    /// What limits the rate.
    let resource: String
    /// Samples per second over all accelerators; infinite where nothing limits it.
    let samplesPerSecond: Double

    /// The lowest bound.
    ///
    /// - Parameters:
    ///   - scenario: as it runs, rewritten if its options say so.
    ///   - samples: over how many a rate was measured, all replications together; chance is allowed for.
    init(_ scenario: Scenario, over samples: Double) {
        let (demands, platform) = (MeanDemands(scenario), scenario.platform)
        let accelerators = Double(platform.gpu.count)
        let threads = PipelineThreads(scenario.pipeline, poolThreads: platform.cpu.workers)
        var bounds: [(String, MeanDemand, Double)] = [
            ("the disk's places", demands.disk, Double(platform.disk.queueDepth)),
            ("the disk's bandwidth", demands.bandwidth, 1),
            ("the cores", demands.cores, Double(platform.cpu.cores)),
            ("the worker pool", demands.poolThreads, Double(platform.cpu.workers)),
            ("the accelerators", demands.accelerator, accelerators),
        ]
        for (position, demand) in demands.threads.enumerated() {
            bounds.append(
                (threads.name(at: position), demand, accelerators * Double(threads.concurrency(at: position))))
        }
        var lowest = (resource: "nothing", rate: Double.infinity)
        for (resource, demand, servers) in bounds {
            let rate = demand.samplesPerSecond(servers: servers, over: samples)
            if rate < lowest.rate { lowest = (resource, rate) }
        }
        self.resource = lowest.resource
        samplesPerSecond = lowest.rate
    }
}
