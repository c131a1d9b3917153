import Foundation
import Testing

@Suite struct LoopImportTests {
    private static let recordings = "../../ImportersTests/Fixtures/loop"

    @Test func `says first how fast the loop was recorded and is simulated`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("mine.yaml")
        let run = try CommandRun(["import", "loop", "\(Self.recordings)/alone.json", "-o", path])
        #expect(run.code == 0 && run.output.isEmpty)
        let sentence = /recorded [\d.]+ samples\/s, simulated [\d.]+ at the same settings/
        #expect(run.errors.prefix { $0 != "\n" }.wholeMatch(of: sentence) != nil, "\(run.errors)")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("# Recorded "))
        let simulated = try CommandRun(["simulate", path, "--quiet"])
        #expect(simulated.code == 0 && simulated.output.contains("workers 2"))
    }

    /// What is written to standard output is the scenario alone.
    @Test func `writes to standard output`() throws {
        let json = try String(
            contentsOf: CommandRun.fixtures.appendingPathComponent("\(Self.recordings)/iterable.json"), encoding: .utf8)
        let run = try CommandRun(["import", "loop", "-"], input: json)
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(run.output.hasPrefix("# Recorded ") && run.output.contains("steps/s"))
    }

    @Test func `a recorded loop is held against its prediction`() throws {
        let directory = try TemporaryDirectory()
        let mine = directory.path("mine.yaml")
        let recording = "\(Self.recordings)/alone.json"
        #expect(try CommandRun(["import", "loop", recording, "-o", mine]).code == 0)
        let same = try CommandRun(["compare", mine, recording, "--indifference", "10%"])
        #expect(same.code == 0, "\(same.output)\(same.errors)")
        #expect(same.output.hasPrefix("`as recorded` is as predicted"))
        #expect(same.output.contains("computation of a sample"))
        let drifted = try CommandRun(["compare", mine, recording, "--set", "train.step=1 ms"])
        #expect(drifted.code == 1)
        #expect(drifted.output.hasPrefix("`as recorded` is") && drifted.output.contains("slower than predicted"))
        let json = try CommandRun(["compare", mine, recording, "--json"])
        #expect(json.output.contains("\"costs\""))
    }

    /// Of two whole epochs, and of a part of one.
    @Test(arguments: ["two-workers", "killed"])
    func `a loop is held against as many epochs as were recorded`(name: String) throws {
        let directory = try TemporaryDirectory()
        let mine = directory.path("mine.yaml")
        #expect(try CommandRun(["import", "loop", "\(Self.recordings)/two-workers.json", "-o", mine]).code == 0)
        let recording = "\(Self.recordings)/\(name).json"
        let outputs = try [[], ["--set", "train.epochs=1"], ["--set", "train.epochs=3"]].map { changes in
            try CommandRun(["compare", mine, recording] + changes).output
        }
        #expect(!outputs[0].isEmpty && Set(outputs).count == 1, "\(outputs)")
    }

    @Test func `finds the variant that was recorded, or asks for it`() throws {
        let directory = try TemporaryDirectory()
        let mine = directory.path("mine.yaml")
        #expect(try CommandRun(["import", "loop", "\(Self.recordings)/alone.json", "-o", mine]).code == 0)
        let two = try CommandRun(["compare", mine, "\(Self.recordings)/two-workers.json"])
        #expect(
            two.output.hasPrefix("`workers 2` is") || two.output.contains("`workers 2`"), "\(two.output)\(two.errors)")
        let unknown = try CommandRun([
            "compare", mine, "\(Self.recordings)/persistent.json", "--variants", "workers 1,workers 2",
        ])
        #expect(unknown.code == 64)
        #expect(
            unknown.errors.contains("no variant has the recorded settings (workers 2, batches of 8"),
            "\(unknown.errors)")
        let named = try CommandRun(["compare", "\(mine):workers 1", "\(Self.recordings)/persistent.json"])
        #expect(named.output.contains("`workers 1`"))
    }

    @Test(arguments: [
        Mistake(code: 74, arguments: ["import", "loop", "missing.json"], message: "missing.json"),
        Mistake(
            code: 65, arguments: ["import", "loop", "torch.json"],
            message: "torch.json cannot be used as a recording of a loop: `overlap_loop` is missing"),
        Mistake(code: 65, arguments: ["import", "loop", "small.yaml"], message: "cannot be used as a recording"),
    ]) func `tells mistakes apart`(_ mistake: Mistake) throws {
        let run = try CommandRun(mistake.arguments)
        #expect(run.code == mistake.code)
        #expect(run.errors.contains(mistake.message), "\(run.errors)")
    }
}
