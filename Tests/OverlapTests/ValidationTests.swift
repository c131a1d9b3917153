import Foundation
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import overlap

@Suite struct ValidationTests {
    /// A point that was predicted with one length of step, and measured with others.
    private func point(_ name: String, predicted: String, measured: [String]) throws -> ValidationPoint {
        func report(_ step: String) throws -> RunReport {
            let file = try ScenarioFile(
                text: "overlap: 1\npipeline: [{source: 20}, {prefetch: 1}]\ntrain: {step: \(step), epochs: 2}",
                name: "test", directory: ".")
            guard case .completed(let report) = try simulate(file.scenario(variant: "base")) else {
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

    @Test func `points that were not run are left out`() throws {
        var validation = Validation(titles: ["variant"])
        validation.points = [try point("a", predicted: "1 ms", measured: [])]
        #expect(validation.measured.isEmpty)
        #expect(validation.csv.split(separator: "\n").count == 1)
    }
}
