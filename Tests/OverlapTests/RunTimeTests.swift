import Foundation
import Testing

/// How long real runs may take: `--yes` and `--time`.
@Suite struct RunTimeTests {
    /// 3 ms a sample: 6 s.
    private static let slow = """
        overlap: 1
        name: slow
        pipeline: [{source: {elements: 1000, size: 1 KB}}, {map: {cost: 2 ms, use: wait}}, {batch: 16}]
        train: {step: 16 ms, epochs: 2}
        """

    private static func arguments(_ command: String, _ prepared: borrowing PreparedExecution) -> [String] {
        [command, prepared.scenario, "--data", prepared.directory.path("d"), "--device", "emulated"]
            + (command == "validate" ? ["-o", prepared.directory.path("v")] : [])
    }

    @Test(arguments: ["execute", "validate"])
    func `a long run needs agreement, which nobody gives in a pipe`(command: String) throws {
        let prepared = try PreparedExecution(Self.slow)
        let run = try CommandRun(Self.arguments(command, prepared) + ["--runs", "50", "-q"])
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.hasPrefix("error: 50 runs of one "), "\(run.errors)")
        #expect(run.errors.contains(/will take about 5(\.\d+)? min, as simulated/), "\(run.errors)")
        #expect(run.errors.hasSuffix(": `--yes` runs it, `--time 60s` shortens its epochs\n"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: prepared.directory.path("v")))
    }

    @Test func `a short one is announced, and runs`() throws {
        let prepared = try PreparedExecution()
        let run = try CommandRun(Self.arguments("execute", prepared) + ["--cache-dir", prepared.directory.path("c")])
        #expect(run.code == 0)
        let expected = /1 run of one variant will take about (\d+)(\.\d)? ms, as simulated\n/
        let account = try #require(run.errors.wholeMatch(of: expected), "\(run.errors)")
        // 32 steps of 2 ms, and less than 64 calls of 1 ms, one after the other, in each of two epochs.
        #expect(try (64...300).contains(#require(Int(account.1))), "\(run.errors)")
    }

    @Test func `predictions and runs get the same elements, whose data are part of all`() throws {
        let prepared = try PreparedExecution(Self.slow)
        let executed = try CommandRun(Self.arguments("execute", prepared) + ["--time", "500ms", "--json"])
        let simulated = try CommandRun(["simulate", prepared.scenario, "--time", "500ms", "--json"])
        #expect(executed.code == 0 && simulated.code == 0, "\(executed.errors)\(simulated.errors)")
        let remarks = try [executed, simulated].map { run in
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        }.map { $0?["remark"] as? String }
        #expect(remarks[0] == remarks[1])
        #expect(try #require(remarks[0]).hasPrefix("--time 500ms: 80 of 1,000 elements, in whole epochs; "))
        #expect(simulated.errors == "notice: \(remarks[0] ?? "")\n")
    }

    @Test(arguments: [
        ("soon", "`soon` is not a number"), ("60", "has no unit"),
        ("1ms", "with 16 elements, and fewer do not fill a step"),
    ])
    func `a time that no run fits in is refused`(time: String, message: String) throws {
        let directory = try TemporaryDirectory()
        try Self.slow.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        let run = try CommandRun(["simulate", directory.path("s.yaml"), "--time", time])
        #expect(run.code == 64 && run.output.isEmpty && run.errors.contains(message), "\(run.errors)")
    }
}
