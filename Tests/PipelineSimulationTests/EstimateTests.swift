import Measurements
import Pipelines
import Testing
import Variates

@testable import PipelineRuns
@testable import PipelineSimulation

struct EstimateTests {
    /// Two replications of a step that hardly waits: the t interval of the stall reaches far below 0.
    @Test func `the interval of a share is a share, and every interval holds its mean`() throws {
        let scenario = try smallScenario(cost: .exponential(mean: 1e-4), step: .exponential(mean: 1e-3))
        let reports = try (UInt32(0)..<2).compactMap { replication -> RunReport? in
            guard case .completed(let report) = try simulate(scenario, replication: replication) else { return nil }
            return report
        }
        var shares = 0
        for metric in Metric.all {
            guard let interval = Estimate(metric, of: reports, confidence: 0.95)?.interval else { continue }
            let (lower, upper) = try (#require(interval.lower), #require(interval.upper))
            #expect(lower <= interval.mean && interval.mean <= upper, "\(metric.name)")
            guard metric.unit == .fraction else { continue }
            shares += 1
            #expect(0 <= lower && upper <= 1, "\(metric.name): \(lower)...\(upper)")
        }
        #expect(shares >= 7)
    }
}
