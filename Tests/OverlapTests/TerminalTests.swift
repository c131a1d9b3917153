import Foundation
import Testing

@testable import overlap

/// A width that nobody has, from the environment.
@Suite struct TerminalTests {
    private static let widths = ["0", "-5", "1", "39", "1000000000000000000", "99999999999999999999", "x", ""]

    @Test(arguments: widths)
    func `is no reason to fail`(columns: String) throws {
        for arguments in [["--help"], ["simulate", "--help"], ["timeline", "small.yaml"], ["lint", "--rules"]] {
            let run = try CommandRun(arguments, environment: ["COLUMNS": columns])
            #expect(run.code == 0, "\(arguments): \(run.errors)")
            let widest = run.output.split(separator: "\n").map(\.count).max() ?? 0
            #expect((1...1000).contains(widest))
        }
    }

    @Test(arguments: widths)
    func `leaves tables readable`(columns: String) throws {
        let run = try CommandRun(["simulate", "small.yaml", "-q"], environment: ["COLUMNS": columns])
        #expect(run.code == 0 && run.output.contains("samples/s"), "\(run.errors)")
    }
}
