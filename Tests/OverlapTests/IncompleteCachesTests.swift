import Foundation
import Testing

/// `Fixtures/Field/cut-cache.yaml`, made shorter: epochs of 5 of 20 steps.
@Suite struct IncompleteCachesTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/Field/cut-cache.yaml").path
    private static let short = ["--set", "source.elements=2000", "--set", "train.steps=5"]
    private static let whole = ["--set", "source.elements=2000", "--set", "train.steps=20"]
    private static let warning = "`cache` is incomplete when its epoch ends, and is discarded"

    private func run(_ command: String, _ more: [String]) throws -> CommandRun {
        let run = try CommandRun([command, Self.file] + more)
        #expect(run.code == 0, "\(run.errors)")
        return run
    }

    @Test func `a simulation says so in its report, and nothing where epochs are whole`() throws {
        let cut = try run("simulate", Self.short + ["--quiet"])
        #expect(cut.output.contains("warning: with: \(Self.warning)"))
        #expect(cut.errors.isEmpty)
        #expect(!(try run("simulate", Self.whole + ["--quiet"])).output.contains("warning"))
    }

    @Test func `and beside JSON and CSV on standard error`() throws {
        struct Output: Decodable {
            struct Variant: Decodable {
                var variant: String
                var warnings: [String]
            }
            var variants: [Variant]
        }
        let json = try run("simulate", Self.short + ["--json", "--quiet"])
        let variants = try JSONDecoder().decode(Output.self, from: Data(json.output.utf8)).variants
        #expect(variants.map { $0.warnings.count } == [0, 1])
        #expect(variants[1].warnings[0].hasPrefix(Self.warning))
        for format in ["--json", "--csv"] {
            let errors = try run("simulate", Self.short + [format, "--quiet"]).errors
            #expect(errors.hasPrefix("warning: with: \(Self.warning)"))
            #expect(try run("simulate", Self.whole + [format, "--quiet"]).errors.isEmpty)
        }
    }

    @Test func `a sweep says at how many points`() throws {
        let sweep = try run("sweep", Self.short + ["--vary", "prefetch=1,2", "--quiet"])
        #expect(sweep.errors.contains("warning: at 2 of 4 points \(Self.warning)"))
    }

    @Test func `a timeline says so when it shows the end of an epoch`() throws {
        let window = Self.short + ["--variant", "with", "--json"]
        let first = try run("timeline", window + ["--to", "100 ms"])
        #expect(first.errors.isEmpty)
        let later = try run("timeline", window + ["--from", "1 s", "--to", "3 s"])
        #expect(later.errors.contains("warning: cut epochs and a cache, with: \(Self.warning)"))
        #expect(later.output.contains(Self.warning))
    }
}
