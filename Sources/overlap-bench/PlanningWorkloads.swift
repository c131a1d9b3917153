import PipelineSimulation
import Pipelines
import Variates

/// How long what planners ask for takes, by each engine in turn.
struct PlanningWorkloads {
    /// A curve of throughput over 33 sizes of a buffer, 20 replications of 10,000 elements each: wall time (s).
    var curveSeconds: [String: Double] = [:]
    /// An epoch of ImageNet, 1.28 million samples decoded by 16 calls (s).
    var epochSeconds: [String: Double] = [:]
    /// A replication of two elements: what every replication costs (s).
    var replicationSeconds: [String: Double] = [:]

    private static let engines: [(name: String, engine: Engine)] = [("events", .events), ("auto", .auto)]

    init() async throws {
        for (name, engine) in Self.engines {
            for threads in [1, 2] {
                curveSeconds["\(name), \(threads) threads"] = try await Self.seconds {
                    for buffer in 1...33 {
                        _ = try await replicate(try Self.curvePoint(buffer, engine), threads: threads)
                    }
                }
            }
            let epoch = try Self.epoch(engine)
            epochSeconds[name] = try await Self.seconds { _ = try simulate(epoch, replication: 0) }
            let short = try Self.curvePoint(4, engine, elements: 2)
            let count: UInt32 = 500
            let seconds = try await Self.seconds {
                for replication in 0..<count { _ = try simulate(short, replication: replication) }
            }
            replicationSeconds[name] = seconds / Double(count)
        }
    }

    /// One line for `Benchmarks/compare.py`.
    var json: String {
        func object(_ figures: [String: Double]) -> String {
            "{" + figures.sorted { $0.key < $1.key }.map { #""\#($0.key)": \#($0.value)"# }.joined(separator: ", ")
                + "}"
        }
        return #"{"curve": \#(object(curveSeconds)), "epoch": \#(object(epochSeconds)), "#
            + #""replication": \#(object(replicationSeconds))}"#
    }

    private static func seconds(_ run: () async throws -> Void) async rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try await run()
        return (clock.now - start) / .seconds(1)
    }

    /// source → map → prefetch → step, exponential.
    private static func curvePoint(_ buffer: Int, _ engine: Engine, elements: Int = 10_000) throws -> Scenario {
        try Scenario(
            platform: Platform(disk: Disk(latency: .exponential(mean: 0.1e-3))),
            pipeline: [
                Source(elements: elements), Map(cost: .exponential(mean: 0.8e-3)), Prefetch(buffer),
            ],
            training: TrainingLoop(step: .exponential(mean: 1e-3)),
            run: RunPlan(replications: 20, engine: engine))
    }

    /// Decoding by 16 calls, batches of 256.
    private static func epoch(_ engine: Engine) throws -> Scenario {
        try Scenario(
            platform: Platform(disk: Disk(latency: .exponential(mean: 0.1e-3)), cpu: CPU(cores: 16)),
            pipeline: [
                Source(elements: 1_280_000), Map(cost: .gamma(shape: 4, scale: 2e-3), parallelism: 16), Batch(256),
                Prefetch(4),
            ],
            training: TrainingLoop(step: 0.12), run: RunPlan(engine: engine))
    }
}
