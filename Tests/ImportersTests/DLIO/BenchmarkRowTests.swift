import Foundation
import ScenarioFiles
import Testing

@testable import Importers

/// Results of a system as a table.
@Suite struct BenchmarkRowTests {
    private static func rows(_ text: String) throws -> [BenchmarkRow] {
        try BenchmarkRow.rows(of: try ResultTable(text, name: "rows.csv")) {
            try WorkloadFiles.workload("mlcommons-storage-v1.0.1/\($0)")
        }
    }

    @Test func `a row is a workload on accelerators`() throws {
        let rows = try Self.rows("au_percent,hosts,accelerators,workload\n91.5,4,10,cosmoflow_a100.yaml\n")
        #expect(rows.count == 1)
        #expect(rows[0].workload == "cosmoflow_a100.yaml" && rows[0].accelerators == 10)
        #expect(rows[0].acceleratorsPerHost == 2.5 && rows[0].utilisation == 0.915)
        #expect(rows[0].computeSeconds == 0.00551 && rows[0].bytes == 2_828_486)
    }

    @Test func `without hosts there is one`() throws {
        let rows = try Self.rows("workload,accelerators,au_percent\nunet3d_h100.yaml,3,97\n")
        #expect(rows[0].acceleratorsPerHost == 3)
    }

    @Test(
        arguments: [
            ("workload,accelerators\nunet3d_h100.yaml,3", "rows.csv: error: there is no column `au_percent`"),
            (
                "workload,accelerators,au_percent\n,3,97",
                "rows.csv:2:1: error: the workload's file is missing"
            ),
            (
                "workload,accelerators,au_percent\nunet3d_h100.yaml,2.5,97",
                "rows.csv:2:18: error: `2.5` is not accepted"
            ),
            (
                "workload,accelerators,au_percent\nunet3d_h100.yaml,,97",
                "rows.csv:2:18: error: the number of accelerators is missing"
            ),
            (
                "workload,accelerators,hosts,au_percent\nunet3d_h100.yaml,2,3,97",
                "rows.csv:2:20: error: `3` is not accepted"
            ),
            (
                "workload,accelerators,au_percent\nunet3d_h100.yaml,2,0",
                "rows.csv:2:20: error: this is not an AU"
            ),
            (
                "workload,accelerators,au_percent\nunet3d_h100.yaml,2,101",
                "rows.csv:2:20: error: this is not an AU"
            ),
            (
                "workload,accelerators,au_percent\nunet3d_h100.yaml,2,97 %",
                "rows.csv:2:20: error: `97 %` is not a number"
            ),
        ] as [(String, String)])
    func `mistakes are told with their places`(text: String, message: String) throws {
        let error = #expect(throws: ScenarioFileError.self) { try Self.rows(text) }
        let told = error.map { "\($0)" } ?? ""
        #expect(told.contains(message), "\(told)")
    }
}
