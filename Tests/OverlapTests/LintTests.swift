import Foundation
import Testing

@Suite struct LintTests {
    private struct Interval: Decodable, Equatable {
        var mean: Double
        var halfWidth: Double
    }

    private struct Simulated: Decodable {
        struct Variant: Decodable { var speedUp: Interval? }
        var variants: [Variant]
    }

    private struct Output: Decodable {
        struct Finding: Decodable {
            var rule: String
            var level: String
            var variants: [Occurrence]
        }
        struct Occurrence: Decodable {
            var variant: String
            var changes: [String: String]
            var speedUp: Interval?
        }
        var silenced: [String]
        var findings: [Finding]
    }

    private func output(_ arguments: [String], input: String = "") throws -> Output {
        let run = try CommandRun(["lint", "--json", "--quiet"] + arguments, input: input)
        return try JSONDecoder().decode(Output.self, from: Data(run.output.utf8))
    }

    @Test func `is 0 without findings, and with notes alone`() throws {
        for variant in ["clean", "wide"] {
            let run = try CommandRun(["lint", "lint.yaml", "--quiet", "--variants", variant])
            #expect(run.code == 0 && run.errors.isEmpty)
            #expect(run.output.contains("note: parallelism-beyond-cores") == (variant == "wide"))
            #expect(run.output.contains("0 findings"))
        }
    }

    /// Whoever types the change that is proposed gets the gain that was promised.
    @Test func `a fix brings to simulate what lint says`() throws {
        let found = try output(["lint.yaml", "--variants", "naive", "--replications", "3"])
        let occurrence = try #require(found.findings.first { $0.rule == "missing-prefetch" }?.variants.first)
        let change = try #require(occurrence.changes.first)
        let text = try String(contentsOf: CommandRun.fixtures.appendingPathComponent("lint.yaml"), encoding: .utf8)
        let scenario = text + "  fixed: {\(change.key): \(change.value)}\n"
        let run = try CommandRun(
            ["simulate", "-", "--json", "--variants", "naive,fixed", "--replications", "3", "--quiet"], input: scenario)
        let simulated = try JSONDecoder().decode(Simulated.self, from: Data(run.output.utf8))
        #expect(simulated.variants.last?.speedUp == occurrence.speedUp)
        #expect(try #require(occurrence.speedUp).mean > 1.3)
    }

    @Test func `the lists that it proposes can be typed as well`() throws {
        let found = try output(["lint.yaml", "--variants", "cached", "--set", "platform.memory=1 GB"])
        let occurrence = try #require(found.findings.first { $0.rule == "cache-after-random" }?.variants.first)
        let list = try #require(occurrence.changes["pipeline"])
        let again = try output(
            ["lint.yaml", "--variants", "cached", "--set", "platform.memory=1 GB", "--set", "pipeline=\(list)"])
        #expect(!again.findings.contains { $0.rule == "cache-after-random" })
    }

    @Test func `prints the same bytes whatever the number of threads`() throws {
        let runs = try [1, 7].map { try CommandRun(["lint", "lint.yaml", "--threads", "\($0)"]).output }
        #expect(runs[0] == runs[1])
    }

    @Test func `reads standard input, writes a file`() throws {
        let directory = try TemporaryDirectory()
        let text = try String(contentsOf: CommandRun.fixtures.appendingPathComponent("lint.yaml"), encoding: .utf8)
        let path = directory.path("lint.txt")
        let run = try CommandRun(["lint", "-", "--variants", "naive", "-o", path], input: text)
        #expect(run.code == 1 && run.output.isEmpty)
        #expect(try directory.text("lint.txt").hasPrefix("standard input:14:5: missing-prefetch\n"))
    }

    @Test func `fits into the columns there are, the changes aside`() throws {
        for columns in [40, 60, 80] {
            let run = try CommandRun(["lint", "lint.yaml"], environment: ["COLUMNS": "\(columns)"])
            // Places, and what is to be typed or pasted, are not broken.
            let lines = run.output.split(separator: "\n").filter {
                !$0.hasPrefix("       ") && !$0.hasPrefix("lint.yaml:")
            }
            #expect(lines.allSatisfy { $0.count <= columns }, "\(columns)")
        }
    }
}
