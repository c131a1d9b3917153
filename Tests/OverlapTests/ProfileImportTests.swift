import Foundation
import Testing

/// `overlap import tfprofile`, `trace` by names, `lightning` and `dmon`.
@Suite struct ProfileImportTests {
    private static func fixture(_ name: String) -> String { "../../ImportersTests/Fixtures/\(name)" }

    @Test func `the first line compares the rates`() throws {
        let run = try CommandRun(["import", "tfprofile", Self.fixture("tfprofile/py-function.xplane.pb.gz")])
        #expect(run.code == 0, "\(run.errors)")
        let first = try #require(run.output.split(separator: "\n").first)
        #expect(first.hasPrefix("# Profiled ") && first.contains(" samples/s, simulated "), "\(first)")
        #expect(run.errors == "warning: the profile shows only 60 steps: profile 100 or more\n")
    }

    @Test func `writes what can be simulated, and tells the verdict`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("p.yaml")
        let run = try CommandRun(["import", "tfprofile", Self.fixture("tfprofile/cache.xplane.pb.gz"), "-o", path])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(run.errors.hasPrefix("profiled "), "\(run.errors)")
        #expect(run.errors.hasSuffix("wrote \(path); next: overlap simulate \(path)\n"), "\(run.errors)")
        #expect(try CommandRun(["simulate", path, "--quiet", "--replications", "1"]).code == 0)
        #expect(try CommandRun(["lint", path, "--quiet"]).code != 65)
    }

    @Test func `finds the latest profile in the profiler's directory`() throws {
        let directory = try TemporaryDirectory()
        let profile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../ImportersTests/Fixtures/tfprofile/small.xplane.pb").standardizedFileURL
        for time in ["2026_01_01", "2026_01_02"] {
            let folder = directory.url.appendingPathComponent("plugins/profile/\(time)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: profile, to: folder.appendingPathComponent("host.xplane.pb"))
        }
        let run = try CommandRun(["import", "tfprofile", directory.url.path])
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.replacing("\n# ", with: " ").contains("2026_01_02/host.xplane.pb"), "\(run.output)")
    }

    @Test func `a trace without workers is a scenario with a bound`() throws {
        let directory = try TemporaryDirectory()
        let trace = Self.fixture("Field/torch-profiler-workers-0.pt.trace.json.gz")
        let run = try CommandRun(["import", "trace", trace, "-o", directory.path("t.yaml")])
        #expect(run.code == 0)
        #expect(run.errors.hasPrefix("traced 5.72"), "\(run.errors)")
        #expect(run.errors.contains("by ×1.66 at most") && run.errors.contains("This is a bound"), "\(run.errors)")
        let listed = try CommandRun(["import", "trace", trace, "--list"])
        #expect(listed.code == 0 && listed.output.contains("ProfilerStep"))
        let mapped = try CommandRun(["import", "trace", trace, "--map", "ProfilerStep=train.step"])
        #expect(mapped.code == 0 && mapped.output.contains("train.step:"))
    }

    @Test func `a log of GPUs checks a scenario's share`() throws {
        let directory = try TemporaryDirectory()
        let log = Self.fixture("loops/dmon-one.txt")
        let alone = try CommandRun(["import", "dmon", log])
        #expect(alone.code == 0)
        #expect(alone.output.hasPrefix("Busy: 63.0 % of the time.\nGPU 0: mean 63.0 %,"), "\(alone.output)")
        for (step, code) in [("17 ms", 0), ("90 ms", 1)] as [(String, Int32)] {
            let path = directory.path("s.yaml")
            let loader = "dataLoader: {batchSize: 1, cost: 10 ms}"
            try "overlap: 1\npipeline:\n  - source: 500\n  - \(loader)\ntrain: \(step)\n".write(
                toFile: path, atomically: true, encoding: .utf8)
            let run = try CommandRun(["import", "dmon", log, "--scenario", path])
            #expect(run.code == code, "\(run.output)\(run.errors)")
            #expect(run.output.contains("simulated ") && run.output.contains("points apart"))
        }
    }

    @Test func `Lightning's table becomes a loop`() throws {
        let run = try CommandRun(
            ["import", "lightning", Self.fixture("loops/lightning-simple.txt"), "--workers", "0", "--batch", "8"])
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.hasPrefix("# Timed ") && run.output.contains("batchSize: 8"))
    }

    @Test(arguments: [
        Mistake(code: 74, arguments: ["import", "tfprofile", "nothing.pb"], message: "there is no such file"),
        Mistake(code: 74, arguments: ["import", "tfprofile", "."], message: "has no profile: a file *.xplane.pb"),
        Mistake(code: 65, arguments: ["import", "tfprofile", "small.yaml"], message: "is no profile of TensorFlow"),
        Mistake(code: 65, arguments: ["import", "lightning", "small.yaml"], message: "has no table of actions"),
        Mistake(code: 65, arguments: ["import", "dmon", "small.yaml"], message: "before any header"),
        Mistake(
            code: 64, arguments: ["import", "trace", "trace.json", "--list", "--batch", "8"],
            message: "are for a scenario"),
        Mistake(
            code: 64, arguments: ["import", "lightning", "x.txt", "--batch", "0"], message: "a number from 1 to 100000"),
        Mistake(code: 64, arguments: ["import", "dmon", "x.txt", "--variant", "a"], message: "with '--scenario'"),
        Mistake(code: 64, arguments: ["import", "dmon", "x.txt", "--interval", "0"], message: "seconds from above 0"),
    ])
    func `says what is wrong`(_ mistake: Mistake) throws {
        let run = try CommandRun(mistake.arguments)
        #expect(run.code == mistake.code)
        #expect(run.errors.contains(mistake.message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }
}
