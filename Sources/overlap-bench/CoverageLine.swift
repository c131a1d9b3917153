import PipelineRuns
import PipelineSimulation
import Pipelines
import Variates

/// A pipeline whose long-run throughput is known.
struct CoverageLine: Sendable {
    /// What tables call it.
    var name: String
    /// Batches per second in the long run.
    var exactRate: Double
    /// The relative half-width at which automatic replications end.
    var precision: Double
    /// The scenario of a seed.
    var scenario: @Sendable (_ seed: UInt64) throws -> Scenario

    /// `source → prefetch(b) → step` with exponential times of equal mean: a line of two stations that blocks before
    /// service with b places, whose throughput is (b+1)/(b+2) of the rate.
    ///
    /// - Source: Gershwin and Schick (1983); Buzacott and Shanthikumar (1993), §4.2.
    static func balanced(buffer: Int, steps: Int) -> CoverageLine {
        CoverageLine(
            name: "prefetch(\(buffer)), \(steps) steps", exactRate: 1_000 * Double(buffer + 1) / Double(buffer + 2),
            precision: 0.01
        ) { try balancedLine(steps: steps, buffer: buffer, seed: $0) }
    }

    /// A sequential loop that opens a file every ten steps, with exponential times: a renewal process, whose rate is
    /// ten steps ÷ the mean of an opening and ten steps.
    static func openings(files: Int) -> CoverageLine {
        CoverageLine(
            name: "10 batches a file, \(files) files", exactRate: 10 / (0.030 + 10 * 0.001), precision: 0.05
        ) { seed in
            try line(
                [
                    ("source", Source(parameters: ["files": .count(files), "samplesPerFile": .count(10)]))
                ], step: .exponential(mean: 1e-3), latency: .exponential(mean: 0.030), seed: seed)
        }
    }

    /// Workers that take turns and deliver in bursts.
    ///
    /// No formula is known: the rate is that of `longRun` batches, with seeds of its own.
    static func workers(_ count: Int, cv: Double, batches: Int, longRun: Int) throws -> CoverageLine {
        @Sendable func loader(_ batches: Int, _ seed: UInt64) throws -> Scenario {
            let cost = Distribution.gamma(shape: 1 / (cv * cv), scale: 0.040 * cv * cv)
            return try line(
                [
                    ("source", Source(parameters: ["elements": .count(batches)])),
                    (
                        "loader",
                        DataLoader(parameters: [
                            "workers": .count(count), "batchSize": .count(1), "cost": .distribution(cost),
                            "use": .word("wait"),
                        ])
                    ),
                ], step: .constant(1e-4), latency: .constant(0), seed: seed)
        }
        let reference = try completedRun(try loader(longRun, 1 << 32), replication: 0).batchesPerSecond
        return CoverageLine(
            name: "\(count) workers in turn, cv \(cv), \(batches) batches", exactRate: reference, precision: 0.01
        ) { try loader(batches, $0) }
    }

    private static func line(
        _ stages: [(String, any Operator)], step: Distribution, latency: Distribution, seed: UInt64
    ) throws -> Scenario {
        let pipeline = try Pipeline(
            stages: stages.map { Pipeline.NamedStage(name: $0.0, operator: $0.1) },
            training: section(TrainingLoop.self, ["step": .distribution(step)]))
        return try overlap_bench.scenario(
            "coverage", pipeline, disk: ["latency": .distribution(latency), "queueDepth": .count(64)],
            run: ["seed": .count(Int(seed))])
    }
}

/// One replication.
func completedRun(_ scenario: Scenario, replication: UInt32) throws -> RunReport {
    guard case .completed(let report) = try simulate(scenario, replication: replication) else {
        preconditionFailure("this line needs no memory")
    }
    return report
}
