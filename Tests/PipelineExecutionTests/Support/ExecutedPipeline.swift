import PipelineRuns
import Pipelines
import ScenarioFiles
import Testing

@testable import PipelineExecution

extension Scenario {
    /// The base of a scenario file.
    static func text(_ text: String) throws -> Scenario {
        let text = text.hasPrefix("overlap:") ? text : "overlap: 1\n" + text
        return try ScenarioFile(text: text, name: "test", directory: ".").scenario(variant: "base", overrides: [])
    }
}

extension ExecutionSettings {
    /// Settings that record deliveries, with the scenario's data written below a directory.
    static func recording(_ scenario: Scenario, below directory: String) throws -> ExecutionSettings {
        var settings = ExecutionSettings()
        settings.recordsDeliveries = true
        settings.cacheDirectory = directory
        let data = try DataSet(scenario)
        if data.totalBytes > 0 {
            settings.samples = try SampleReader(data.written(at: directory + "/data"), mode: .direct)
        }
        return settings
    }
}

extension Execution {
    /// What was measured, unless memory ran out.
    var report: RunReport? {
        guard case .completed(let report) = outcome else { return nil }
        return report
    }

    /// What reached an accelerator's steps, in their order.
    func delivered(to rank: Int) -> [Delivery] {
        zip(deliveries[rank], checksums[rank]).map { Delivery($0, checksum: $1) }
    }
}
