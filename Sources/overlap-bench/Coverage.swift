import Foundation
import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Variates

/// How often the interval of a scenario's throughput holds the exact value.
struct Coverage {
    /// What is simulated.
    var line: CoverageLine
    /// Experiments, each with seeds of its own.
    var experiments = 1_000

    /// Experiments whose interval holds the exact value, and the replications of all.
    struct Tally {
        var hits = 0
        var replications = 0
    }

    /// Fixed numbers of replications.
    func fixed(replications: Int) async throws -> Tally {
        try await count { $0.run.replications = replications }
    }

    /// Replications until the half-width is at most the line's `precision` of the mean.
    func automatic() async throws -> Tally {
        try await count { scenario in
            scenario.run.replications = nil
            scenario.run.precision = line.precision
            scenario.run.maxReplications = 1_000
        }
    }

    private func count(_ plan: (inout Scenario) -> Void) async throws -> Tally {
        let scenarios = try (0..<experiments).map { seed in
            var scenario = try line.scenario(UInt64(seed) + 1)
            plan(&scenario)
            return scenario
        }
        var total = Tally()
        try await replicate(scenarios, threads: ProcessInfo.processInfo.activeProcessorCount) { _, result in
            // A batch is a sample here.
            let interval = Metric.samplesPerSecond.interval(of: result.reports.overLikeWindows, confidence: 0.95)
            if interval?.contains(line.exactRate) == true { total.hits += 1 }
            total.replications += result.reports.count
            return true
        }
        return total
    }
}

/// `source → prefetch(b) → step`, both exponential with a mean of 1 ms.
func balancedLine(steps: Int, buffer: Int, seed: UInt64) throws -> Scenario {
    try exponentialLine(loadSeconds: 1e-3, steps: steps, buffer: buffer, seed: seed)
}

/// `source → prefetch(b) → step`, both exponential.
///
/// - Parameter source: the name of the source, on which its draws depend.
func exponentialLine(
    loadSeconds: Double, stepSeconds: Double = 1e-3, steps: Int, buffer: Int, source: String = "source", seed: UInt64
) throws -> Scenario {
    let pipeline = try Pipeline(
        stages: [
            .init(name: source, operator: Source(parameters: ["elements": .count(steps)])),
            .init(name: "prefetch", operator: Prefetch(parameters: ["buffer": .count(buffer)])),
        ],
        training: section(TrainingLoop.self, ["step": .distribution(.exponential(mean: stepSeconds))]))
    return try scenario(
        "exponential line", pipeline,
        disk: ["latency": .distribution(.exponential(mean: loadSeconds)), "queueDepth": .count(1)],
        run: ["seed": .count(Int(seed))])
}

/// Prints the table that `Benchmarks/coverage.md` keeps.
func printCoverage() async throws {
    var lines = [(1, 2_000), (4, 2_000), (4, 10_000)].map { CoverageLine.balanced(buffer: $0, steps: $1) }
    lines += [20, 200].map { CoverageLine.openings(files: $0) }
    for (cv, batches) in [(0.1, 200), (0.3, 200), (0.3, 1_000)] {
        lines.append(try .workers(4, cv: cv, batches: batches, longRun: 4_000_000))
    }
    print("| line | rule | replications | intervals that hold the exact value |")
    print("|---|---|---|---|")
    for line in lines {
        let coverage = Coverage(line: line)
        let fixed = try await coverage.fixed(replications: 10)
        print("| \(line.name) | fixed | 10 | \(Double(fixed.hits) / 10) % |")
        let automatic = try await coverage.automatic()
        let mean = Double(automatic.replications) / Double(coverage.experiments)
        print(
            "| \(line.name) | auto, ±\(Int(100 * line.precision)) % | \(mean) on average | \(Double(automatic.hits) / 10) % |"
        )
    }
}
