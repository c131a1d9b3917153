import Foundation
import ScenarioFiles
import Testing

@testable import Importers

/// The constants of a system, from its own results.
@Suite struct StepCostFitTests {
    private static func rows(_ lines: [String]) throws -> [BenchmarkRow] {
        let table = try ResultTable(
            (["workload,accelerators,hosts,au_percent"] + lines).joined(separator: "\n"), name: "rows.csv")
        return try BenchmarkRow.rows(of: table) {
            try WorkloadFiles.workload("mlcommons-storage-v1.0.1/\($0)_h100.yaml")
        }
    }

    /// By `least_squares` of SciPy 1.17: 240.0991 GB/s and 61.8587 µs.
    @Test func `two rows of different workloads`() throws {
        let fit = StepCostFit(try Self.rows(["unet3d,2,,96.24", "cosmoflow,12,,71.52"]))
        let bandwidth = try #require(fit.costs.hostBytesPerSecond)
        #expect((bandwidth / 240.0991e9 - 1).magnitude < 1e-6)
        #expect((fit.costs.barrierSeconds / 61.8587e-6 - 1).magnitude < 1e-6)
        #expect(fit.costs.loopSeconds == 460e-6)
        #expect((fit.misses[0] - 1.0105).magnitude < 1e-4 && (fit.misses[1] - 0.7392).magnitude < 1e-4)
    }

    @Test func `rows that follow typical costs leave them as they are`() throws {
        let reported = StepCosts().utilisation(computeSeconds: 0.323, bytes: 7 * 146_600_628, accelerators: 5)
        let fit = StepCostFit(try Self.rows(["unet3d,10,2,\(100 * reported)"]))
        #expect((fit.costs.barrierSeconds / 37e-6 - 1).magnitude < 1e-6)
        #expect((try #require(fit.costs.hostBytesPerSecond) / 310e9 - 1).magnitude < 1e-6)
        #expect(fit.misses[0].magnitude < 1e-6)
    }

    /// A row of 3D U-Net tells about bytes, one of CosmoFlow about barriers.
    @Test(arguments: [("unet3d,2,,90", true), ("cosmoflow,20,,60", false)])
    func `what a row does not settle stays typical`(row: String, isAboutBytes: Bool) throws {
        let costs = StepCostFit(try Self.rows([row])).costs
        let barrier = costs.barrierSeconds / 37e-6
        let bytes = 310e9 / (try #require(costs.hostBytesPerSecond))
        #expect(barrier > 0.999 && bytes > 0.999)
        #expect(isAboutBytes ? bytes > 1.5 && barrier < 1.1 : barrier > 1.2 && bytes < 1.2)
    }

    @Test(arguments: ["unet3d,1,,100", "cosmoflow,4096,,0.001"])
    func `a result that no costs explain is no mistake`(row: String) throws {
        let costs = StepCostFit(try Self.rows([row])).costs
        #expect(costs.barrierSeconds > 0 && costs.barrierSeconds.isFinite)
        #expect(try #require(costs.hostBytesPerSecond) > 0)
    }
}
