import Foundation
import Testing

/// `overlap import fio`, `overlap import trace` and what `--overlay` makes of their results.
@Suite struct MeasurementImportTests {
    @Test func `writes a disk that fio measured`() throws {
        let run = try CommandRun(["import", "fio", "fio.json"])
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        try expectGolden(run.output, "import-fio.yaml")
    }

    @Test func `writes durations by name, and warns of what is left out`() throws {
        let run = try CommandRun(["import", "trace", "trace.json"])
        #expect(run.code == 0)
        #expect(run.errors == "warning: skipped: 1 complete event without a duration; 1 beginning without an end\n")
        try expectGolden(run.output, "import-trace.yaml")
    }

    @Test func `an overlay changes what is simulated`() throws {
        let directory = try TemporaryDirectory()
        let (disk, durations) = (directory.path("disk.yaml"), directory.path("durations.yaml"))
        let fio = try CommandRun(["import", "fio", "fio.json", "-o", disk])
        #expect(fio.output.isEmpty)
        #expect(fio.errors == "wrote \(disk); next: overlap simulate scenario.yaml --overlay \(disk)\n")
        let maps = ["--map", "train step=train.step", "--map", "decode=decode.cost"]
        let trace = try CommandRun(["import", "trace", "trace.json", "-o", durations] + maps)
        #expect(
            trace.errors.hasSuffix("wrote \(durations); next: overlap simulate scenario.yaml --overlay \(durations)\n"))
        let simulate = ["simulate", "small.yaml", "--csv", "--variants", "all", "--replications", "1"]
        let plain = try CommandRun(simulate)
        let changed = try CommandRun(simulate + ["--overlay", disk, "--overlay", durations])
        #expect(plain.code == 0 && changed.code == 0, "\(changed.errors)")
        #expect(changed.output != plain.output)
        let set = try CommandRun(
            simulate + ["--overlay", durations, "--set", "train.step=1 ms", "--set", "decode.cost=1 ms"])
        let only = try CommandRun(simulate + ["--set", "train.step=1 ms", "--set", "decode.cost=1 ms"])
        #expect(set.output == only.output)
    }

    @Test func `an overlay changes a timeline, and what is written`() throws {
        let directory = try TemporaryDirectory()
        let overlay = directory.path("changes.yaml")
        try "source.elements: 24\ndecode.cost: 7 ms\n".write(
            toFile: overlay, atomically: true, encoding: .utf8)
        let (set, seed) = (["--set", "source.elements=24", "--set", "decode.cost=7 ms"], ["--seed", "5"])
        let timeline = ["timeline", "small.yaml", "--json", "--variant", "all"] + seed
        let changed = try CommandRun(timeline + ["--overlay", overlay])
        #expect(changed.code == 0, "\(changed.errors)")
        #expect(changed.output == (try CommandRun(timeline + set)).output)
        #expect(changed.output != (try CommandRun(timeline)).output)
        let datagen = ["datagen", "small.yaml", "--dry-run", "--data", directory.path("d")] + seed
        let written = try CommandRun(datagen + ["--overlay", overlay])
        #expect(written.output.contains(": 24 files, 10.0 KiB a sample, 240 KiB in all, seed 5\n"), "\(written)")
    }

    @Test(arguments: [
        Mistake(code: 64, arguments: ["import", "fio"], message: "Missing expected argument '<files> ...'"),
        Mistake(code: 64, arguments: ["import", "fio", "fio.json", "--direction", "raed"], message: "read"),
        Mistake(code: 64, arguments: ["import", "fio", "fio.json", "--bandwidth", "2"], message: "`2` has no unit"),
        Mistake(
            code: 65, arguments: ["import", "fio", "fio.json", "--bandwidth", "1 MB/s"],
            message: "a bandwidth of 1 MB/s is too small"),
        Mistake(
            code: 65, arguments: ["import", "fio", "fio.json", "--direction", "write"],
            message: "`fio.json` has no writes, only reads: see --direction"),
        Mistake(code: 65, arguments: ["import", "fio", "small.yaml"], message: "`small.yaml` is not fio's output"),
        Mistake(code: 74, arguments: ["import", "fio", "missing.json"], message: "cannot read `missing.json`"),
        Mistake(
            code: 64, arguments: ["import", "trace", "trace.json", "--by", "size"], message: "'name', 'cat' or 'thread'"
        ),
        Mistake(
            code: 64, arguments: ["import", "trace", "trace.json", "--map", "decode"], message: "name=stage.parameter"),
        Mistake(
            code: 64, arguments: ["import", "trace", "trace.json", "--map", "decod=decode.cost"],
            message: "did you mean `decode`?"),
        Mistake(code: 65, arguments: ["import", "trace", "small.yaml"], message: "small.yaml:1: a value was expected"),
        Mistake(code: 65, arguments: ["import", "trace", "tfdata.json"], message: "there is no list `traceEvents`"),
        Mistake(code: 74, arguments: ["import", "trace", "missing.json"], message: "cannot read `missing.json`"),
        Mistake(
            code: 74, arguments: ["import", "dmon", "d.txt", "--scenario", "missing.yaml"],
            message: "missing.yaml: error: there is no such file"),
        Mistake(
            code: 65, arguments: ["simulate", "small.yaml", "--overlay", "small.yaml"],
            message: "small.yaml:2:1: error: this is a scenario, not an overlay"),
        Mistake(
            code: 74, arguments: ["simulate", "small.yaml", "--overlay", "missing.yaml"],
            message: "cannot read `missing.yaml`"),
        Mistake(
            code: 74, arguments: ["sweep", "small.yaml", "--vary", "prefetch=1,2", "--overlay", "missing.yaml"],
            message: "cannot read `missing.yaml`"),
        Mistake(
            code: 74, arguments: ["timeline", "small.yaml", "--overlay", "missing.yaml"],
            message: "cannot read `missing.yaml`"),
        Mistake(
            code: 74, arguments: ["datagen", "small.yaml", "--overlay", "missing.yaml"],
            message: "cannot read `missing.yaml`"),
        Mistake(code: 74, arguments: ["schema", "-o", "/nonexistent/x"], message: "cannot write"),
    ])
    func `tells mistakes apart`(_ mistake: Mistake) throws {
        let run = try CommandRun(mistake.arguments)
        #expect(run.code == mistake.code)
        #expect(run.errors.contains(mistake.message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func `says where an overlay is wrong`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("o.yaml")
        try "decode.cots: 1 ms\n".write(toFile: path, atomically: true, encoding: .utf8)
        let run = try CommandRun(["simulate", "small.yaml", "--overlay", path])
        #expect(run.code == 65)
        #expect(run.errors.contains("o.yaml:1:1: error: unknown parameter `cots` of `map`"), "\(run.errors)")
        #expect(run.errors.contains("did you mean `cost`?"))
    }

    @Test func `writes the schema as JSON`() throws {
        let run = try CommandRun(["schema"])
        #expect(run.code == 0 && run.errors.isEmpty)
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let root = try #require(schema["properties"] as? [String: Any])
        #expect(root.keys.sorted().prefix(3) == ["lanes", "lint", "name"])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        let buffer = try #require(definitions["prefetch.buffer"])
        #expect((buffer["description"] as? String)?.contains("ready elements") == true)
    }
}
