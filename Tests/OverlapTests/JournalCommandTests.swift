import Foundation
import Testing

@testable import overlap

/// Commands that go on from what an earlier one has stored.
@Suite struct JournalCommandTests {
    /// More of them where the environment asks for it: `make resumed`.
    private static let kills =
        ProcessInfo.processInfo.environment["OVERLAP_KILLS"].flatMap { Int($0) } ?? 4

    private static func sweep(_ points: Int, in directory: borrowing TemporaryDirectory, _ more: [String]) -> [String] {
        [
            "sweep", "small.yaml", "--variants", "all", "--vary", "prefetch.buffer=1..\(points)", "--threads", "2",
            "--set", "source.elements=400", "-o", directory.path("c.csv"),
        ] + more
    }

    @Test(arguments: 0..<kills)
    func `a sweep that is killed at any moment goes on, and writes the same bytes`(run: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let directory = try TemporaryDirectory()
        let delay = UInt32.random(in: 0...300_000, using: &generator)
        let ended = try EndedCommand(
            Self.sweep(300, in: directory, ["-q"]), signal: SIGKILL, afterMicroseconds: delay)
        let account = "run \(run), \(delay) µs: \(ended)"
        let written = Self.points((try? directory.text("c.csv.partial")) ?? "")
        let resumed = try CommandRun(Self.sweep(300, in: directory, ["--resume"]))
        #expect(resumed.code == 0, "\(account), \(resumed.errors)")
        if let found = resumed.errors.firstMatch(of: #/has ([0-9]+) results? of an earlier run/#) {
            #expect(Int(found.1).map { $0 >= written } == true, "\(account): \(written) points, \(found.1) stored")
        }
        #expect(try directory.text("c.csv") == Self.whole.get())
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path) == ["c.csv"])
    }

    private static let whole = Result {
        try CommandRun([
            "sweep", "small.yaml", "--variants", "all", "--vary", "prefetch.buffer=1..300", "--threads", "2", "--set",
            "source.elements=400", "-q",
        ]).output
    }

    private static func points(_ text: String) -> Int {
        Set(text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != "," } }).count
    }

    /// Leaves a journal behind with three of nine points, the last of which cannot be simulated.
    private static func stored(in directory: borrowing TemporaryDirectory) throws {
        let failed = try CommandRun(
            idle + ["--vary", "train.step=1 ms,2 ms,3 ms,0 ms", "-o", directory.path("c.csv"), "--threads", "1"],
            input: text)
        #expect(failed.code == 65 && failed.errors.contains("; `--resume` goes on from `"), "\(failed.errors)")
    }

    private static let text = "{overlap: 1, pipeline: [source: 8, batch: 4], train: 1 ms, run: {replications: 1}}"
    private static let idle = ["sweep", "-", "-q"]

    @Test func `what is stored is neither used nor lost without a word`() throws {
        let directory = try TemporaryDirectory()
        try Self.stored(in: directory)
        let journal = try Data(contentsOf: URL(fileURLWithPath: directory.path("c.csv.journal")))
        let steps = ["--vary", "train.step=1 ms,2 ms,3 ms,4 ms", "-o", directory.path("c.csv")]
        for (more, words) in [([], "has 3 results"), (["--resume", "--seed", "5"], "something else")] {
            let refused = try CommandRun(Self.idle + steps + more, input: Self.text)
            #expect(refused.code == 74 && refused.errors.contains(words), "\(refused.errors)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: directory.path("c.csv.journal"))) == journal)
        }
        let resumed = try CommandRun(Self.idle + steps + ["--resume"], input: Self.text)
        #expect(resumed.code == 0, "\(resumed.errors)")
        #expect(try directory.text("c.csv") == CommandRun(Self.idle + steps.dropLast(2), input: Self.text).output)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.url.path) == ["c.csv"])
    }

    @Test func `a torn result is simulated again, wherever it is torn`() throws {
        let directory = try TemporaryDirectory()
        try Self.stored(in: directory)
        let url = URL(fileURLWithPath: directory.path("c.csv.journal"))
        let journal = try Data(contentsOf: url)
        let ends = journal.indices.filter { journal[$0] == UInt8(ascii: "\n") }
        let steps = ["--vary", "train.step=1 ms,2 ms,3 ms", "-o", directory.path("c.csv"), "--resume"]
        for (length, found) in [
            (ends[4], 2), (ends[3] + 1, 2), (ends[3] + 2, 2), (ends[2] + 40, 1), (ends[1] + 1, 0), (ends[0] + 9, 0),
            (7, 0),
        ] {
            try journal.prefix(length).write(to: url)
            let run = try CommandRun(["sweep", "-"] + steps, input: Self.text)
            #expect(
                run.code == 0 && run.errors.contains("has \(found == 0 ? "no" : "\(found)") result"), "\(run.errors)")
            #expect(run.errors.contains("not stored whole") == !ends.contains(length - 1), "\(run.errors)")
            #expect(
                try directory.text("c.csv") == CommandRun(Self.idle + steps.prefix(2), input: Self.text).output)
        }
        try Data("something else\n".utf8).write(to: url)
        let refused = try CommandRun(["sweep", "-"] + steps, input: Self.text)
        #expect(refused.code == 74 && refused.errors.contains("is not a journal of overlap"), "\(refused.errors)")
        #expect(try directory.text("c.csv.journal") == "something else\n")
    }

    @Test func `the second of two commands is told which process has the journal`() throws {
        let directory = try TemporaryDirectory()
        let process = CommandRun.process(
            CommandRun.command.path, Self.sweep(10_000, in: directory, ["-q", "--replications", "1"]))
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        while process.isRunning, !FileManager.default.fileExists(atPath: directory.path("c.csv.partial")) {
            usleep(10_000)
        }
        for more in [[], ["--resume"]] {
            let run = try CommandRun(Self.sweep(5, in: directory, more))
            let words = "error: process \(process.processIdentifier) is writing `\(directory.path("c.csv.journal"))`"
            #expect(run.code == 74 && run.errors.hasPrefix(words), "\(run.errors)")
        }
    }

    @Test func `a full disk costs nothing of what was stored`() throws {
        guard let disk = try SmallFileSystem(size: "64k") else { return }
        let path = "\(disk.path)/c.csv"
        let arguments = ["sweep", "small.yaml", "--variants", "all", "--vary", "prefetch.buffer=1..40", "-q"]
        let full = try CommandRun(arguments + ["-o", path])
        #expect(full.code == 74 && full.errors.contains("No space left on device"), "\(full.errors)")
        #expect(full.errors.contains("`--resume` goes on from `"), "\(full.errors)")
        let directory = try TemporaryDirectory()
        try FileManager.default.copyItem(atPath: path + ".journal", toPath: directory.path("c.csv.journal"))
        let resumed = try CommandRun(arguments.dropLast() + ["-o", directory.path("c.csv"), "--resume"])
        #expect(resumed.code == 0 && resumed.errors.contains(#/has [1-9][0-9]* results? of an/#), "\(resumed.errors)")
        #expect(try directory.text("c.csv") == CommandRun(arguments).output)
    }

    @Test(
        arguments: [
            ["knee", "small.yaml", "--variants", "all", "--vary", "prefetch.buffer=0..64"],
            ["max", "small.yaml", "--variants", "all", "--vary", "gpu.count=1..8", "--while", "AU>=50%"],
            ["min", "small.yaml", "--variants", "all", "--vary", "cpu.cores=1..8", "--until", "AU>=20%"],
            ["plan", "small.yaml", "--variants", "all", "--target", "AU>=20%"],
            ["compare", "small.yaml", "--uncertain", "decode.cost=±20%"],
        ])
    func `an answer that is sought again from what is stored is the same`(_ command: [String]) throws {
        let directory = try TemporaryDirectory()
        let alone = try CommandRun(command + ["-q"])
        let path = directory.path("j")
        // Killed before it begins, in the middle, or, where the machine is fast, not at all.
        _ = try EndedCommand(command + ["-q", "--journal", path], signal: SIGKILL, afterMicroseconds: 20_000)
        let resumed = try CommandRun(command + ["-q", "--journal", path, "--resume"])
        #expect(resumed.code == alone.code && resumed.output == alone.output, "\(resumed.errors)")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `there is nothing to go on from without a journal`() throws {
        let run = try CommandRun(["knee", "small.yaml", "--variants", "all", "--vary", "prefetch=1..3", "--resume"])
        #expect(run.code == 64 && run.errors.contains("name it with `--journal`"), "\(run.errors)")
    }

    @Test(arguments: [[], ["--wide"], ["--json"], ["--metrics", "epochSeconds"]])
    func `parts of a sweep are merged to what one machine writes`(form: [String]) throws {
        let directory = try TemporaryDirectory()
        let arguments = ["sweep", "small.yaml", "--vary", "prefetch.buffer=1..5", "-q"] + form
        let whole = try CommandRun(arguments).output
        for count in [1, 7] {
            let parts = (1...count).map { directory.path("\($0)-\(count).csv") }
            for (number, path) in zip(1..., parts) {
                let run = try CommandRun(arguments + ["--shard", "\(number)/\(count)", "-o", path])
                #expect(run.code == 0, "\(run.errors)")
            }
            #expect(try CommandRun(["merge"] + parts.reversed()).output == whole)
            let missing = try CommandRun(["merge"] + parts.dropLast())
            #expect(count == 1 || (missing.code == 65 && missing.errors.contains("7/7")), "\(missing.errors)")
        }
        let other = try CommandRun(arguments + ["--shard", "7/7", "--seed", "2", "-o", directory.path("o.csv")])
        #expect(other.code == 0)
        let parts = (1...6).map { directory.path("\($0)-7.csv") } + [directory.path("o.csv")]
        let refused = try CommandRun(["merge"] + parts)
        #expect(refused.code == 65 && refused.errors.contains("o.csv` is of another sweep"), "\(refused.errors)")
    }

    @Test func `a part that cannot be is refused`() throws {
        for (shard, more) in [("0/3", []), ("4/3", []), ("x", []), ("1/3", ["--table"])] {
            let run = try CommandRun(
                ["sweep", "small.yaml", "--vary", "prefetch=1", "--shard", shard] + more)
            #expect(run.code == 64 && run.output.isEmpty, "\(run.errors)")
        }
    }
}
