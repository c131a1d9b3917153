import Foundation
import Testing

/// Exit codes, messages and files of `overlap plan`, and of `--cost` elsewhere.
@Suite struct PlanCommandTests {
    private static let cores = ["--vary", "cpu.cores,decode.parallelism=1..16"]
    static let prices = "prices.yaml"

    @Test(
        arguments: [
            (["--target", "AU>=95%"], 0),
            (["--target", "AU>=95%", "--cost", prices], 0),
            (["--target", "epoch<=5 s", "--target", "memory<=1 GiB", "--cost", prices, "--per", "hour"], 0),
            (["--target", "samplesPerSecond>=1e6"], 1),
            (["--target", "AU>=95%", "--max-seconds", "1e-9"], 2),
            (["--target", "AU>=95%", "--check", "--set", "decode.parallelism=4"], 1),
            (["--target", "AU>=50%", "--check"], 0),
            (["--target", "AU>=60%", "--check", "--set", "run.replications=1"], 2),
        ] as [([String], Int32)])
    func `the exit code says whether there is a plan`(_ arguments: [String], _ code: Int32) throws {
        let run = try CommandRun(["plan", "feeding.yaml"] + Self.cores + arguments)
        #expect(run.code == code, "\(run.output)\(run.errors)")
        #expect(run.output.hasPrefix("base: "))
    }

    @Test(
        arguments: [
            ([], "--target"),
            (["--target", "AUU>=90%"], "unknown figure `AUU`"),
            (["--target", "AU<=90%"], "more of `AU` is better"),
            (["--target", "AU>=90%", "--vary", "cpu.cors=1..4"], "did you mean `cores`?"),
            (["--target", "AU>=90%", "--vary", "disk=nvme"], "names a disk of a file of prices"),
            (["--target", "AU>=90%", "--vary", "disk=fsat", "--cost", prices], "did you mean `fast`?"),
            (["--target", "AU>=90%", "--limit", "cpu.cores=0"], "a whole number from 1 to 65536"),
            (["--target", "AU>=90%", "--vary", "prefetch=1,2", "--limit", "cpu.cores=16"], "is beyond its limit"),
            (["--target", "AU>=90%", "--per", "hour"], "'--per' needs prices"),
            (["--target", "AU>=90%", "--max-seconds", "0"], "a number of seconds above 0"),
            (["--target", "AU>=90%", "--check", "-o", "x.yaml"], "cannot be combined with '-o'"),
            (["--target", "AU>=90%", "--indifference", "60%"], "`60%` is too large"),
            (["--target", "AU>=90%", "--uncertain", "decod.cost=±20%"], "did you mean `decode.cost`?"),
        ] as [([String], String)])
    func `nonsense gets a clear answer`(_ arguments: [String], _ message: String) throws {
        let run = try CommandRun(["plan", "feeding.yaml"] + arguments)
        #expect(run.code == 64, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test func `mistakes in prices are those of a file`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("prices.yaml")
        try "prices: 1\ncurrency: EUR\ncorHour: 1\n".write(toFile: path, atomically: true, encoding: .utf8)
        for command in [
            ["plan", "--target", "AU>=90%"], ["sweep", "--vary", "prefetch=1"], ["compare", "--against", "prefetch=1"],
        ] {
            let run = try CommandRun([command[0], "feeding.yaml"] + command.dropFirst() + ["--cost", path])
            #expect(
                run.code == 65 && run.errors.contains("prices.yaml:3:1: error: unknown key `corHour`"), "\(run.errors)")
            let missing = try CommandRun([command[0], "feeding.yaml"] + command.dropFirst() + ["--cost", path + "x"])
            #expect(missing.code == 74, "\(missing.errors)")
        }
    }

    @Test func `the planned scenario does what the plan says`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("planned.yaml")
        let arguments = ["plan", "feeding.yaml"] + Self.cores + ["--target", "AU>=95%", "-o", path, "--quiet"]
        let run = try CommandRun(arguments)
        #expect(run.code == 0 && run.errors.contains("wrote "), "\(run.errors)")
        let text = try directory.text("planned.yaml")
        #expect(text.hasPrefix("# Planned by overlap for AU ≥ 95 %, the cheapest"))
        #expect(text.contains("# cpu.cores, decode.parallelism: "))
        #expect(try CommandRun(["plan", path, "--target", "AU>=95%", "--check"]).code == 0)
        let again = try CommandRun(arguments)
        #expect(again.code == 74 && again.errors.contains("--force"), "\(again.errors)")
        #expect(try CommandRun(arguments + ["--force"]).code == 0)
        #expect(try CommandRun(["plan", path, "--target", "AU>=95%", "-o", path, "--force"]).code == 64)
    }

    /// `Fixtures/Field/start-up.yaml`: eight workers load 2,339 samples/s once they are there, 321 with their start.
    @Test(arguments: [["w1", "--vary", "dataLoader.workers=1,2,4,8"], ["w8", "--check"]])
    func `a target that a whole run misses is marked`(_ arguments: [String]) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/Field/start-up.yaml").path
        let target = ["--target", "samplesPerSecond>=2000", "--set", "run.replications=2"]
        let run = try CommandRun(["plan", file] + target + ["--variants"] + arguments)
        #expect(run.code == 0, "\(run.errors)")
        #expect(
            run.output.replacing("\n  ", with: " ").contains(
                "samplesPerSecond is that of the steady part; a whole run, with its start and interruptions, has 321 "
                    + "samples/s (`runSamplesPerSecond`)."), "\(run.output)")
    }

    @Test func `sweeps and comparisons show what points cost`() throws {
        let sweep = try CommandRun(["sweep", "feeding.yaml", "--vary", "cpu.cores=16,32", "--cost", Self.prices])
        let rows = sweep.output.split(separator: "\n").filter { $0.contains("costPerHour") }
        #expect(rows.count == 2 && rows[0].contains("EUR/h"), "\(sweep.output)\(sweep.errors)")
        let wide = try CommandRun(
            ["sweep", "feeding.yaml", "--vary", "cpu.cores=16", "--cost", Self.prices, "--wide"])
        #expect(wide.output.contains("costPerEpoch_low"))
        let table = try CommandRun(
            ["sweep", "feeding.yaml", "--vary", "cpu.cores=16", "--cost", Self.prices, "--table"])
        #expect(table.output.contains("cost per epoch") && table.output.contains("EUR"), "\(table.output)")
        let json = try CommandRun(["sweep", "feeding.yaml", "--vary", "cpu.cores=16", "--cost", Self.prices, "--json"])
        #expect(json.output.contains("\"perHour\""))
        let compared = ["compare", "feeding.yaml", "--against", "cpu.cores=16", "--cost", Self.prices]
        #expect(try CommandRun(compared).output.contains("cost per hour"))
        #expect(try CommandRun(compared + ["--csv"]).output.contains(",cost,costPerHour,EUR/h,"))
        #expect(try CommandRun(compared + ["--json"]).output.contains("\"perEpoch\""))
    }
}
