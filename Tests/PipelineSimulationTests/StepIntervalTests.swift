import PipelineRuns
import Pipelines
import Testing
import Variates

/// The times from step to step and their percentiles, where most are short and some are long.
struct StepIntervalTests {
    /// A thousand steps of 2 ms, of which a share takes 10 ms, evenly spread.
    private static func report(oneLongIn period: Int) throws -> RunReport {
        var steps = Array(repeating: 2_000_000 as Int64, count: 1000)
        for index in stride(from: period / 2, to: steps.count, by: period) { steps[index] = 10_000_000 }
        return try complete(.source(steps.count).train(try nanoseconds(steps)))
    }

    /// 3 % and 1.7 % lie above the 99th percentile and below the 95th; 0.5 % are not to be seen.
    @Test(arguments: [(33, 0.010), (60, 0.010), (200, 0.002)])
    func `the 99th percentile is what one step in a hundred exceeds`(_ period: Int, _ p99: Double) throws {
        let report = try Self.report(oneLongIn: period)
        #expect(report.stepMedianSeconds.isClose(to: 0.002, within: 2e-3))
        #expect(report.stepP99Seconds.isClose(to: p99, within: 2e-3))
    }

    /// Half of the steps are an epoch's first, a second after the last of the epoch before.
    @Test func `the time between epochs is none between steps`() throws {
        let report = try complete(
            .source(2, latency: milliseconds(50)).train(milliseconds(2), epochs: 60)
                .overhead("iteratorCreation", PiecewiseLinear(constant: 1)))
        #expect(report.steps == 120)
        #expect(report.epochSeconds.isClose(to: 1.104))
        #expect(report.stepMedianSeconds.isClose(to: 0.052, within: 2e-3))
        #expect(report.stepP99Seconds.isClose(to: 0.052, within: 2e-3))
    }

    @Test func `an epoch of one step has no interval`() throws {
        let report = try complete(.source(1).train(milliseconds(2), epochs: 5))
        #expect(report.steps == 5)
        #expect(report.stepMedianSeconds == 0 && report.stepP99Seconds == 0)
    }
}
