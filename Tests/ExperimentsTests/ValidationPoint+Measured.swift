import Foundation
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles

@testable import Experiments

extension ValidationPoint {
    /// A point that was predicted with one length of step, and measured with others.
    static func measured(_ name: String, predicted: String, measured: [String]) throws -> ValidationPoint {
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
}
