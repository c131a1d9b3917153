import Foundation
import Measurements
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments
@testable import PipelineRuns
@testable import PipelineSimulation

@Suite struct ValidationTests {
    @Test func `errors, spreads and the order of points`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [
            try ValidationPoint.measured("a", predicted: "10 ms", measured: ["10 ms", "10 ms"]),
            try ValidationPoint.measured("b", predicted: "5 ms", measured: ["4 ms", "4 ms"]),
            try ValidationPoint.measured("c", predicted: "8 ms", measured: ["12 ms", "12 ms"]),
        ]
        #expect(abs(validation.points[1].error + 0.2) < 1e-6)
        #expect(validation.points.allSatisfy { $0.spread < 1e-9 })
        #expect(abs(validation.errorQuantile(0) - 0) < 1e-6)
        #expect(abs(validation.errorQuantile(1) - 0.5) < 1e-6)
        #expect(abs(validation.errorQuantile(0.5) - 0.2) < 1e-6)
        // c is slower than a, and was predicted to be faster.
        #expect(validation.order.pairs == 3)
        #expect(validation.order.right == 2)
        #expect(validation.misses(0.3).map(\.labels) == [["c"]])
    }

    @Test func `what runs of equal draws do differently is spread, and explains as much`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [try ValidationPoint.measured("a", predicted: "10 ms", measured: ["10 ms", "12.5 ms"])]
        // Ratios of 1 and 0.8.
        #expect(abs(validation.points[0].spread - 0.2 / 2.0.squareRoot()) < 1e-6)
        #expect(validation.misses(0.01).isEmpty)
    }

    /// Two points, one of them with a prediction that has no steady part: 100 samples/s in the whole run, as was
    /// measured.
    @Test func `predictions and runs are compared over like windows`() throws {
        let steady = try ValidationPoint.measured("a", predicted: "10 ms", measured: ["10 ms", "10 ms"])
        var report = steady.predicted[0]
        report.wholeRun.samplesPerSecond = 50
        var whole = report
        whole.steady = report.wholeRun
        whole.window = .wholeRun
        let unlike = ValidationPoint(
            labels: ["b"], scenario: steady.scenario, predicted: [whole, whole], fresh: [whole],
            measured: [report, report])
        #expect(abs(unlike.error) < 1e-9 && abs(unlike.freshError) < 1e-9 && unlike.spread < 1e-9)
        #expect(unlike.measuredRate == 50 && unlike.interval?.mean == 50)
        let rates = ValidationMetric.samplesPerSecond.comparison(at: unlike)
        #expect(rates.predicted?.mean == 50 && rates.measured?.mean == 50)
    }

    private static let exhaustion = OutOfMemory(
        seconds: 2, neededBytes: 300, capacityBytes: 200, stage: "cache", stageBytes: 250)

    @Test func `a run out of memory is a miss where it was not predicted`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [
            try .measured("both", predicted: "1 ms", measured: []),
            try .measured("alone", predicted: "1 ms", measured: []),
            try .measured("fits", predicted: "1 ms", measured: ["1 ms", "1 ms"]),
            try .measured("right", predicted: "1 ms", measured: ["1 ms", "1 ms"]),
        ]
        validation.points[0].predictedOutOfMemory = Self.exhaustion
        validation.points[2].predictedOutOfMemory = Self.exhaustion
        validation.add(.outOfMemory(Self.exhaustion), at: 0)
        validation.add(.outOfMemory(Self.exhaustion), at: 1)
        #expect(validation.measured.map(\.labels) == [["right"]])
        #expect(validation.misses(0.5).map(\.labels) == [["alone"], ["fits"]])
    }
}
