import PipelineRuns
import Testing
import Variates

/// A run whose steps become slower from the first to the last: there is no steady part.
struct UnconvergedRunTests {
    private static let steps = 400
    /// From 1 ms on, 5 µs more each time.
    private static let nanosecondsOfSteps = (0..<steps).map { 1_000_000 + 5_000 * Int64($0) }

    @Test func `a run that does not settle is measured from its middle`() throws {
        let report = try complete(.source(Self.steps).train(try nanoseconds(Self.nanosecondsOfSteps)))
        #expect(report.window == .notConverged)
        #expect(report.steps == Int64(Self.steps))
        #expect((report.windowSteps - report.steps / 2).magnitude <= 5)
        let secondHalf = Self.nanosecondsOfSteps.dropFirst(Self.steps / 2)
        let rate = Double(secondHalf.count) * 1e9 / Double(secondHalf.reduce(0, +))
        #expect(report.batchesPerSecond.isClose(to: rate, within: 0.01))
        // From its start it would come to a quarter more.
        let whole = Double(Self.steps) * 1e9 / Double(Self.nanosecondsOfSteps.reduce(0, +))
        try #require(whole > 1.2 * rate)
    }
}
