import Foundation
import Testing

/// What is read, and what is written to one place twice.
@Suite struct FileUsesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var message: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    private static let changed = "decode.cost={recorded: {file: u.csv, unit: ms}}"
    private static let varied = ["--vary", "prefetch.buffer=1,2"]
    private static let sweep = ["sweep", "s.yaml"] + varied

    /// In a directory of `s.yaml` and what leads there, `o.yaml`, `t.csv`, and files of other programs.
    private static let refused = [
        Case(arguments: ["simulate", "s.yaml", "-o", "s.yaml"], message: "`-o s.yaml` would overwrite `s.yaml`"),
        Case(arguments: ["simulate", "s.yaml", "-o", "./d/../s.yaml"], message: "would overwrite `s.yaml`"),
        Case(arguments: ["simulate", "s.yaml", "-o", "link"], message: "`-o link` would overwrite `s.yaml`"),
        Case(arguments: ["simulate", "s.yaml", "-o", "hard"], message: "`-o hard` would overwrite `s.yaml`"),
        Case(arguments: ["simulate", "link", "-o", "s.yaml"], message: "would overwrite `link`"),
        Case(arguments: ["simulate", "s.yaml", "--overlay", "o.yaml", "-o", "o.yaml"], message: "overwrite `o.yaml`"),
        Case(arguments: ["simulate", "s.yaml", "-o", "t.csv"], message: "would overwrite `./t.csv`"),
        Case(arguments: sweep + ["-o", "s.yaml"], message: "would overwrite `s.yaml`"),
        Case(arguments: sweep + ["-o", "c.svg", "--plot", "c.svg"], message: "are the same file"),
        Case(arguments: sweep + ["-o", "d/c.svg", "--plot", "d/../d/c.svg"], message: "are the same file"),
        Case(arguments: ["sweep", "c.partial", "--vary", "prefetch=1", "-o", "c"], message: "overwrite `c.partial`"),
        Case(
            arguments: ["simulate", "n.yaml", "--csv", "-o", "\u{E9}.csv"], message: "would overwrite `./\u{E9}.csv`"),
        Case(arguments: ["simulate", "n.yaml", "-o", "e\u{301}.csv"], message: "would overwrite `./e\u{301}.csv`"),
        Case(arguments: ["lint", "s.yaml", "-o", "s.yaml"], message: "would overwrite `s.yaml`"),
        Case(arguments: ["lint", "s.yaml", "--set", changed, "-o", "u.csv"], message: "would overwrite `./u.csv`"),
        Case(arguments: ["explain", "s.yaml", "--set", changed, "-o", "u.csv"], message: "would overwrite `./u.csv`"),
        Case(
            arguments: ["max", "s.yaml", "--while", "AU>=1%", "--set", changed, "-o", "u.csv"] + varied,
            message: "would overwrite `./u.csv`"),
        Case(
            arguments: ["min", "s.yaml", "--until", "AU>=1%", "--set", changed, "-o", "u.csv"] + varied,
            message: "would overwrite `./u.csv`"),
        Case(arguments: ["knee", "s.yaml", "--set", changed, "-o", "u.csv"] + varied, message: "overwrite `./u.csv`"),
        Case(
            arguments: ["plan", "s.yaml", "--target", "AU>=1%", "--set", changed, "-o", "u.csv", "--force"],
            message: "would overwrite `./u.csv`"),
        Case(
            arguments: ["export", "tfdata", "s.yaml", "--set", changed, "-o", "u.csv", "--force"],
            message: "would overwrite `./u.csv`"),
        Case(
            arguments: ["import", "dmon", "d.txt", "--scenario", "s.yaml", "-o", "t.csv"],
            message: "would overwrite `./t.csv`"),
        Case(arguments: ["execute", "s.yaml", "-o", "s.yaml"], message: "would overwrite `s.yaml`"),
        Case(arguments: ["calibrate", "s.yaml", "-o", "s.yaml"], message: "would overwrite `s.yaml`"),
        Case(arguments: ["timeline", "s.yaml", "--svg", "s.yaml"], message: "`--svg s.yaml` would overwrite"),
        Case(arguments: ["timeline", "s.yaml", "--svg", "x", "--trace", "x"], message: "`--svg x` and `--trace x`"),
        Case(arguments: ["timeline", "s.yaml", "-o", "x", "--svg", "x"], message: "`-o x` and `--svg x`"),
        Case(
            arguments: ["timeline", "s.yaml", "--svg", "-"], message: "standard output and `--svg -` are the same file"),
        Case(
            arguments: ["validate", "calibration.yaml", "-o", "."],
            message: "error: `./calibration.yaml` would overwrite `calibration.yaml`, which is an input: "
                + "give another directory with `-o`"),
        Case(arguments: ["import", "trace", "trace.json", "-o", "trace.json"], message: "overwrite `trace.json`"),
        Case(arguments: ["import", "fio", "fio.json", "-o", "fio.json"], message: "overwrite `fio.json`"),
        Case(arguments: ["import", "tfdata", "tfdata.json", "-o", "tfdata.json"], message: "overwrite `tfdata.json`"),
        Case(arguments: ["import", "torch", "torch.json", "-o", "torch.json"], message: "overwrite `torch.json`"),
        Case(arguments: ["import", "dlio", "s.yaml", "-o", "s.yaml"], message: "overwrite `s.yaml`"),
        Case(arguments: ["check", "tfdata", "tfdata.json", "-o", "tfdata.json"], message: "overwrite `tfdata.json`"),
        Case(arguments: ["check", "torch", "torch.json", "-o", "torch.json"], message: "overwrite `torch.json`"),
    ]

    @Test(arguments: refused)
    func `are refused before anything runs, and stay as they are`(example: Case) throws {
        let directory = try Self.directory()
        let before = try Self.contents(directory)
        let run = try CommandRun(example.arguments, in: directory.url)
        #expect(run.code == 64, "\(run.errors)")
        #expect(run.errors.contains(example.message), "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(try Self.contents(directory) == before)
    }

    @Test func `a redirected standard output is one of them`() throws {
        let directory = try Self.directory()
        let before = try directory.text("s.yaml")
        let run = try CommandRun(shell: "cd '\(directory.url.path)' && $OVERLAP simulate s.yaml >> s.yaml")
        #expect(run.code == 64 && run.errors.contains("standard output would overwrite `s.yaml`"), "\(run.errors)")
        #expect(try directory.text("s.yaml") == before)
    }

    /// A descriptor leads to a file too.
    @Test(arguments: [
        "simulate s.yaml --csv -o /dev/fd/3 3>>s.yaml", "simulate s.yaml -q -o /dev/stderr 2>>s.yaml",
        "timeline s.yaml -o /dev/fd/3 --svg /proc/self/fd/3 3>>t.csv",
        "timeline s.yaml -o /dev/fd/3 --svg other.svg --trace other.svg 3>>s.yaml",
    ])
    func `so is what the shell has opened`(line: String) throws {
        let directory = try Self.directory()
        let before = try Self.contents(directory)
        let run = try CommandRun(shell: "cd '\(directory.url.path)' && $OVERLAP \(line)")
        #expect(run.code == 64)
        var after = try Self.contents(directory)
        if line.hasSuffix("2>>s.yaml") {
            // There is the message.
            let text = String(decoding: after[Array("s.yaml".utf8)] ?? Data(), as: UTF8.self)
            #expect(
                text.hasSuffix(
                    "error: `-o /dev/stderr` would overwrite `s.yaml`, which is an input: give another file\n"))
            for name in ["s.yaml", "hard", "link"].map({ Array($0.utf8) }) { after[name] = before[name] }
        } else {
            #expect(run.errors.contains("`-o /dev/fd/3` "), "\(run.errors)")
        }
        #expect(after == before)
    }

    /// Names that a `String` takes for one are two files.
    @Test func `names that look alike are no one file`() throws {
        let directory = try Self.directory()
        let files = try Self.contents(directory).count
        let run = try CommandRun(
            ["timeline", "s.yaml", "-o", "\u{E9}", "--svg", "e\u{301}"], in: directory.url)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try Self.contents(directory).count == files + 2)
    }

    @Test(arguments: ["execute", "calibrate", "validate", "timeline"])
    func `data that are read are not written among`(command: String) throws {
        let prepared = try PreparedExecution()
        let before = try Data(contentsOf: URL(fileURLWithPath: prepared.directory.path("d/000/000000.bin")))
        let data = ["--data", prepared.directory.path("d"), "--device", "emulated"]
        let path = prepared.directory.path(command == "validate" ? "d/000" : "c/../d/000/000000.bin")
        let measured = command == "timeline" ? ["--measured"] : ["-q"]
        let run = try CommandRun([command, prepared.scenario, "-o", path] + data + measured)
        #expect(run.code == 64 && run.output.isEmpty)
        let use = command == "validate" ? "error: `\(path)/machine.txt`" : "error: `-o \(path)`"
        #expect(run.errors.hasPrefix("\(use) would lie in `\(data[1])`, from which data are read: "), "\(run.errors)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: prepared.directory.path("d/000/000000.bin"))) == before)
    }

    @Test func `what is no file may be named twice`() throws {
        let run = try CommandRun(["timeline", "small.yaml", "--svg", "/dev/null", "--trace", "/dev/null"])
        #expect(run.code == 0, "\(run.errors)")
    }

    private static func directory() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        let scenario = """
            overlap: 1
            pipeline:
              - source: {elements: 8}
              - map: {name: decode, cost: {recorded: {file: t.csv, unit: ms}}}
              - batch: 4
              - prefetch: 1
            train: {step: 1 ms}
            run: {replications: 1}

            """
        for name in ["s.yaml", "c.partial", "calibration.yaml"] {
            try scenario.write(toFile: directory.path(name), atomically: false, encoding: .utf8)
        }
        let alike = ["\u{E9}.csv", "e\u{301}.csv"].map { "map: {cost: {recorded: {file: \($0), unit: ms}}}" }
        try "overlap: 1\npipeline: [source: 8, \(alike.joined(separator: ", "))]\ntrain: 1 ms\n"
            .write(toFile: directory.path("n.yaml"), atomically: false, encoding: .utf8)
        for name in ["t.csv", "u.csv", "\u{E9}.csv", "e\u{301}.csv"] {
            try "1\n2\n".write(toFile: directory.path(name), atomically: false, encoding: .utf8)
        }
        try "prefetch: 2\n".write(toFile: directory.path("o.yaml"), atomically: false, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: directory.path("d"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: directory.path("link"), withDestinationPath: "s.yaml")
        try FileManager.default.linkItem(atPath: directory.path("s.yaml"), toPath: directory.path("hard"))
        for name in ["trace.json", "fio.json", "tfdata.json", "torch.json"] {
            try FileManager.default.copyItem(
                atPath: CommandRun.fixtures.appendingPathComponent(name).path, toPath: directory.path(name))
        }
        return directory
    }

    /// By names in bytes, because names that look alike are different files.
    private static func contents(_ directory: borrowing TemporaryDirectory) throws -> [[UInt8]: Data] {
        var contents: [[UInt8]: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.url.path) {
            contents[Array(name.utf8)] = FileManager.default.contents(atPath: directory.path(name)) ?? Data()
        }
        return contents
    }
}
