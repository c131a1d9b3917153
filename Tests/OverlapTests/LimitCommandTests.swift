import Foundation
import Testing

/// Exit codes and messages of `overlap max` and `min`.
@Suite struct LimitCommandTests {
    private static let cores = ["--vary", "cpu.cores,decode.parallelism=1..16"]

    @Test(
        arguments: [
            (["max", "feeding.yaml", "--vary", "gpu.count=1..16", "--while", "AU>=90%"], 0),
            (["min", "feeding.yaml"] + cores + ["--until", "AU>=95%"], 0),
            (["max", "feeding.yaml"] + cores + ["--while", "samplesPerSecond>=1e6"], 1),
            (["min", "feeding.yaml"] + cores + ["--until", "samplesPerSecond>=1e6"], 1),
            (["min", "feeding.yaml"] + cores + ["--until", "AU>=95%", "--set", "run.replications=1"], 2),
        ] as [([String], Int32)])
    func `the exit code says whether there is an answer`(_ arguments: [String], _ code: Int32) throws {
        let run = try CommandRun(arguments)
        #expect(run.code == code, "\(run.output)\(run.errors)")
        #expect(!run.output.isEmpty)
    }

    @Test(
        arguments: [
            (["--vary", "gpu.count=1..4", "--while", "AUU>=90%"], "unknown figure `AUU`"),
            (["--vary", "gpu.count=1..4", "--while", "AU<=90%"], "more of `AU` is better"),
            (["--vary", "gpu.count=1..4", "--while", "AU>=90 ms"], "`90 ms` is a time, but a fraction is needed"),
            (["--vary", "gpu.cuont=1..4", "--while", "AU>=90%"], "did you mean `count`?"),
            (["--vary", "gpu.count=4..1", "--while", "AU>=90%"], "the end of the range is below its start"),
            (["--vary", "gpu.count=5000..5001", "--while", "AU>=90%"], "a whole number from 1 to 4096"),
            (["--vary", "train.step=1 ms,2 s", "--while", "AU>=90%"], "`2 s` is not a whole number"),
            (["--vary", "gpu.count=1..4"], "--while"),
            (
                ["--vary", "gpu.count=1..4", "--while", "AU>=90%", "--uncertain", "decod.cost=±20%"],
                "did you mean `decode.cost`?"
            ),
            (
                ["--vary", "gpu.count=1..4", "--while", "AU>=90%", "--uncertain", "decode.cost=9 ms"],
                "`9 ms` is not a range"
            ),
        ] as [([String], String)])
    func `nonsense gets a clear answer`(_ arguments: [String], _ message: String) throws {
        let run = try CommandRun(["max", "feeding.yaml"] + arguments)
        #expect(run.code == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func `a missing file is a matter of input`() throws {
        let run = try CommandRun(["max", "none.yaml", "--vary", "gpu.count=1..4", "--while", "AU>=90%"])
        #expect(run.code == 74)
        #expect(run.errors.contains("none.yaml"))
    }

    @Test func `data that stay may be too few for many accelerators, and grow unless they are fixed`() throws {
        let pipeline = "pipeline=[{source: {files: 16}}, {shard: {}}, {interleave: {cycle: 1}}]"
        let arguments = [
            "max", "feeding.yaml", "--vary", "gpu.count=1..32", "--while", "AU>=1%", "--set", pipeline, "--set",
            "train.step=1 ms",
        ]
        let fixed = try CommandRun(arguments + ["--fixed-data"])
        #expect(fixed.code == 64)
        #expect(fixed.errors.contains("accelerator 17 of"), "\(fixed.errors)")
        let grown = try CommandRun(arguments)
        #expect(grown.code == 0, "\(grown.errors)")
        #expect(grown.output.contains("Data grow with the accelerators"))
    }

    @Test func `the answer goes to a file`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("limit-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: path) }
        let run = try CommandRun(
            ["max", "feeding.yaml", "--vary", "gpu.count=1..16", "--while", "AU>=90%", "--json", "-o", path.path])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(try String(contentsOf: path, encoding: .utf8).contains("\"verdict\": \"answered\""))
    }

    private static let twoVariants = """
        overlap: 1
        pipeline: [source: 200, map: {name: decode, cost: 2 ms}, prefetch: 2]
        train: {step: 1 ms}
        run: {replications: 2}
        variants: {bare: {pipeline: [source: 200, prefetch: 2]}}
        """

    @Test func `a guess that only a later variant refuses is told before anything is simulated`() throws {
        let run = try CommandRun(
            [
                "max", "-", "--vary", "prefetch.buffer=1..4", "--while", "AU>=1%", "--uncertain", "decode.cost=±20%",
            ], input: Self.twoVariants)
        #expect(run.code == 64, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("decode"))
    }

    @Test func `what is finished is printed when a later variant fails`() throws {
        let run = try CommandRun(
            ["max", "-", "--vary", "prefetch.buffer=1..4", "--while", "AU>=1%"],
            input: """
                {overlap: 1, pipeline: [source: 200, batch: 4, prefetch: 2], train: {step: 1 ms}, run: {replications: 2},
                 variants: {base: {}, idle: {train.step: 0 ms}}}
                """)
        #expect(run.code == 65 && run.errors.contains("variant `idle`"), "\(run.errors)")
        #expect(run.output.hasPrefix("base: prefetch.buffer = 4, the largest of the values, still has AU ≥ 1 %"))
    }
}
