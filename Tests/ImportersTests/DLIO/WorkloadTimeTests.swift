import ScenarioFiles
import Testing

@testable import Importers

/// Times and their distributions.
@Suite struct WorkloadTimeTests {
    private func step(_ time: String) throws -> String? {
        let yaml = """
            framework: pytorch
            dataset: {num_files_train: 8, format: npz}
            reader: {data_loader: pytorch}
            train: {computation_time: \(time)}
            """
        return WorkloadFiles.section("train:", of: try WorkloadFiles.scenario(yaml)).first
    }

    @Test(arguments: [
        ("0.323", "323 ms"), ("1", "1 s"), ("{mean: 0.5}", "500 ms"),
        ("0.1, computation_time_stdev: 0.02", "N(100 ms, 20 ms)"),
        ("{mean: 0.1, stdev: 0.02}", "N(100 ms, 20 ms)"),
        ("{mean: 0.1, stdev: 0.02, type: normal}", "N(100 ms, 20 ms)"),
        ("{min: 0.5, max: 1.5, type: uniform}", "{uniform: {min: 500 ms, max: 1.5 s}}"),
        ("{shape: 2, scale: 0.25, type: gamma}", "{gamma: {shape: 2, scale: 250 ms}}"),
        ("{scale: 0.25, type: exponential}", "{exponential: {mean: 250 ms}}"),
        ("{lam: 64, type: poisson}", "N(64 s, 8 s)"),
    ])
    func `as DLIO writes them`(time: String, text: String) throws {
        let normal = text.split(whereSeparator: { "(),".contains($0) })
        let expected =
            text.hasPrefix("N(") ? "{normal: {location: \(normal[1]), sigma:\(normal[2])}}" : text
        #expect(try step(time) == "step: \(expected)")
    }

    @Test func `whole seconds of a Poisson variable`() {
        let time = WorkloadTime.poisson(mean: 0.5)
        #expect(time.written.text().hasPrefix("{mixture: [{weight: 0.60653"))
        #expect(time.written.text().contains("of: 2 s}"))
    }

    @Test func `many times add up`() {
        #expect(WorkloadTime.constant(0.5).sum(of: 8) == .constant(4))
        #expect(WorkloadTime.exponential(mean: 2).sum(of: 4) == .normal(mean: 8, deviation: 4))
        #expect(WorkloadTime.uniform(least: 1, most: 3).sum(of: 1) == .uniform(least: 1, most: 3))
    }
}
