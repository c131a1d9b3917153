import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import Variates

/// How often the intervals of a simulated share hold its expected value, by the t interval and on the scale of
/// log-odds.
///
/// The pipeline is `source → prefetch(b) → step` with exponential times. A short run's share has no formula: what is
/// held is the mean over all experiments, whose own error is 1/√experiments of one interval's.
struct ShareCoverage {
    /// What is counted of the intervals of one kind.
    struct Hits {
        var holding = 0
        /// That lie below the expected value, or above.
        var below = 0
        var above = 0
        /// That reach beyond 0 or 1.
        var beyond = 0

        mutating func add(_ interval: ConfidenceInterval, expected: Double) {
            guard let lower = interval.lower, let upper = interval.upper else { return }
            if upper < expected { below += 1 } else if lower > expected { above += 1 } else { holding += 1 }
            if lower < 0 || upper > 1 { beyond += 1 }
        }
    }

    /// Mean time to load an element, in steps.
    var load: Double
    /// Elements ready at most.
    var buffer: Int
    /// Steps of a replication.
    var steps = 200
    /// Experiments, each with a seed of its own.
    var experiments = 1_000

    /// The reports of each experiment's replications.
    func reports(replications: Int) async throws -> [[RunReport]] {
        try await withThrowingTaskGroup(of: (Int, [RunReport]).self) { group in
            for experiment in 0..<experiments {
                group.addTask {
                    let line = try exponentialLine(
                        loadSeconds: load * 1e-3, steps: steps, buffer: buffer, seed: UInt64(experiment) + 1)
                    let reports = try (0..<replications).map { replication in
                        guard case .completed(let report) = try simulate(line, replication: UInt32(replication)) else {
                            preconditionFailure("this line needs no memory")
                        }
                        return report
                    }
                    return (experiment, reports)
                }
            }
            var all = Array(repeating: [RunReport](), count: experiments)
            for try await (experiment, reports) in group { all[experiment] = reports }
            return all
        }
    }

    /// The expected value and what the two kinds of intervals of a figure hold.
    static func count(_ figure: Metric, _ experiments: [[RunReport]]) -> (expected: Double, t: Hits, logOdds: Hits) {
        let values = experiments.map { $0.compactMap(figure.value) }
        let expected = Measurements.Tally(values.joined()).mean ?? 0
        var (t, logOdds) = (Hits(), Hits())
        for shares in values {
            t.add(ConfidenceInterval(shares), expected: expected)
            logOdds.add(ConfidenceInterval(ofShares: shares), expected: expected)
        }
        return (expected, t, logOdds)
    }
}

/// Prints the second table that `Benchmarks/coverage.md` keeps.
func printShareCoverage() async throws {
    print(
        "| share | its mean | replications | t interval holds it | below it, above it, beyond 0 or 1 | log-odds hold it |"
    )
    print("|---|---|---|---|---|---|")
    for (load, buffer) in [(0.1, 1), (0.3, 4), (0.5, 2), (0.9, 4)] {
        let coverage = ShareCoverage(load: load, buffer: buffer)
        for replications in [10, 30] {
            let experiments = try await coverage.reports(replications: replications)
            for figure in [Metric.stallFraction, .acceleratorUtilisation] {
                let (expected, t, logOdds) = ShareCoverage.count(figure, experiments)
                let share = (expected * 10_000).rounded() / 100
                print(
                    "| \(figure.label) | \(share) % | \(replications) | \(Double(t.holding) / 10) % "
                        + "| \(t.below), \(t.above), \(t.beyond) of 1,000 | \(Double(logOdds.holding) / 10) % |")
            }
        }
    }
}
