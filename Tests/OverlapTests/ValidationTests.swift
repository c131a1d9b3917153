import Foundation
import Measurements
import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineRuns
@testable import PipelineSimulation
@testable import overlap

@Suite struct ValidationTests {
    /// A point that was predicted with one length of step, and measured with others.
    private func point(_ name: String, predicted: String, measured: [String]) throws -> ValidationPoint {
        func report(_ step: String) throws -> RunReport {
            let file = try ScenarioFile(
                text: "overlap: 1\npipeline: [{source: 20}, {prefetch: 1}]\ntrain: {step: \(step), epochs: 2}",
                name: "test", directory: ".")
            guard case .completed(let report) = try simulate(file.scenario(variant: "base"), replication: 0) else {
                throw CocoaError(.featureUnsupported)
            }
            return report
        }
        let file = try ScenarioFile(
            text: "overlap: 1\npipeline: [{source: 20}]\ntrain: 1 ms", name: "test", directory: ".")
        let prediction = try report(predicted)
        return ValidationPoint(
            labels: [name], scenario: try file.scenario(variant: "base"),
            predicted: measured.map { _ in prediction }, fresh: [prediction], measured: try measured.map(report))
    }

    @Test func `errors, spreads and the order of points`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [
            try point("a", predicted: "10 ms", measured: ["10 ms", "10 ms"]),
            try point("b", predicted: "5 ms", measured: ["4 ms", "4 ms"]),
            try point("c", predicted: "8 ms", measured: ["12 ms", "12 ms"]),
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
        validation.points = [try point("a", predicted: "10 ms", measured: ["10 ms", "12.5 ms"])]
        // Ratios of 1 and 0.8.
        #expect(abs(validation.points[0].spread - 0.2 / 2.0.squareRoot()) < 1e-6)
        #expect(validation.misses(0.01).isEmpty)
    }

    /// Two points, one of them with a prediction that has no steady part: 100 samples/s in the whole run, as was measured.
    @Test func `predictions and runs are compared over like windows`() throws {
        let steady = try point("a", predicted: "10 ms", measured: ["10 ms", "10 ms"])
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

    @Test func `a run out of memory is told, and is a miss where it was not predicted`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [
            try point("both", predicted: "1 ms", measured: []), try point("alone", predicted: "1 ms", measured: []),
            try point("fits", predicted: "1 ms", measured: ["1 ms", "1 ms"]),
            try point("right", predicted: "1 ms", measured: ["1 ms", "1 ms"]),
        ]
        validation.points[0].predictedOutOfMemory = Self.exhaustion
        validation.points[2].predictedOutOfMemory = Self.exhaustion
        let row = validation.add(.outOfMemory(Self.exhaustion), ofRun: 3, at: 0)
        #expect(row == "both,3,,,,,,,,,1\n")
        _ = validation.add(.outOfMemory(Self.exhaustion), ofRun: 0, at: 1)
        #expect(validation.measured.map(\.labels) == [["right"]])
        #expect(validation.misses(0.5).map(\.labels) == [["alone"], ["fits"]])
        let lines = validation.csv.split(separator: "\n").map(String.init)
        #expect(lines[0].hasSuffix(",out_of_memory"))
        let commas = Set(lines.map { $0.count { $0 == "," } })
        #expect(
            commas.count == 1
                && lines.dropFirst().map { $0.split(separator: ",").last ?? "" }.prefix(3)
                    == ["both", "measured", "predicted"]
        )
        let predictions = validation.predictionsCSV(at: Date(timeIntervalSince1970: 0)).split(separator: "\n")
        #expect(predictions.map { $0.split(separator: ",").last } == ["out_of_memory", "1", "0", "1", "0"])
        let text = ValidationText(title: "t", validation: validation, tolerance: 0.5)
        let said = text.text("d")
        #expect(
            said.contains("both: out of memory, predicted after 2.00 s, most of it in `cache`; measured after 2.00 s"))
        #expect(said.contains("alone: out of memory, predicted to fit; measured after 2.00 s, most of it in `cache`."))
        #expect(said.contains("fits: out of memory, predicted after 2.00 s, most of it in `cache`; measured to fit."))
        #expect(said.contains("2 of 4 points miss by more than"))
        let json = try JSONSerialization.jsonObject(with: Data(text.json.utf8)) as? [String: Any]
        let exhausted = try #require(json?["outOfMemory"] as? [[String: Any]])
        #expect(exhausted.count == 3 && (exhausted[1]["measured"] as? [String: Any])?["stage"] as? String == "cache")
        #expect(exhausted[1]["predicted"] is NSNull)
    }

    @Test func `points that were not run are left out`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [try point("a", predicted: "1 ms", measured: [])]
        #expect(validation.measured.isEmpty)
        #expect(validation.csv.split(separator: "\n").count == 1)
    }
}
