import Foundation
import Testing

/// The page on published results, the file that it shows, and what the command predicts.
@Suite struct StorageSystemsTests {
    private static func text(_ path: String) throws -> String {
        let root = CommandRun.fixtures.appendingPathComponent("../../..")
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    private static func rows() throws -> [[String]] {
        try text("notebooks-export/storage-systems.csv").split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// All rows are compared by `make storage-systems`.
    @Test func `a drive's rows are what is predicted now`() throws {
        let script = "../../../.ci/storage-systems --check"
        let run = try CommandRun(shell: "\(script) 'Micron 9400,unet3d'")
        #expect(run.code == 0, "\(run.errors)")
        let missing = try CommandRun(shell: "\(script) 'no such system'")
        #expect(missing.code == 1)
    }

    @Test func `the page shows the file's rows`() throws {
        let page = Set(try Self.text("docs/storage-systems.md").split(separator: "\n").map(String.init))
        let rows = try Self.rows()
        #expect(rows.count == 18)
        for row in rows {
            let line = try Self.line(row)
            #expect(page.contains(line), "\(line)")
        }
    }

    private static func line(_ row: [String]) throws -> String {
        let figures = try row[9...12].map { try #require(Double($0)) }
        let points = String(format: "%+.2f", figures[2] - figures[0])
        let error = String(format: "%+.2f", (figures[3] / figures[1] - 1) * 100)
        let workload = row[1].split(separator: "_")
        let origin = row[8].replacing("_h100", with: " H100").replacing("_a100", with: " A100")
        return
            "| \(row[0]) | \(workload[0]), \(row[2]) × \(workload[1].uppercased()) | \(row[7]), \(origin) | \(row[9]) "
            + "| \(row[11]) | \(points) | \(row[10]) | \(row[12]) | \(error) % |"
    }
}
