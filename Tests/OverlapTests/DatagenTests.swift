import Foundation
import Testing

@Suite struct DatagenTests {
    private static let different = """
        overlap: 1
        pipeline: [{source: {elements: 3, size: 10 B}}, {prefetch: 1}]
        train: {step: 1 ms}
        variants: {a: {}, b: {prefetch: 2}, large: {source.size: 20 B}}
        """

    @Test func `writes the files, keeps them, and repairs them`() throws {
        let directory = try TemporaryDirectory()
        let arguments = ["datagen", "small.yaml", "--data", directory.path("d")]
        let first = try CommandRun(arguments)
        #expect(first.code == 0 && first.errors.isEmpty)
        #expect(first.output.hasPrefix("\(directory.path("d")): wrote 64 files (640 KiB) in "))
        #expect(first.output.hasSuffix("; skipped 0 files (0 B)\n"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: directory.path("d/000/000063.bin"))).count == 10_240)
        #expect(try CommandRun(arguments).output.contains("wrote 0 files (0 B)"))
        #expect(truncate(directory.path("d/000/000007.bin"), 100) == 0)
        try FileManager.default.removeItem(atPath: directory.path("d/000/000008.bin"))
        let survey = try CommandRun(arguments + ["--dry-run"])
        #expect(survey.output.contains("\nexisting: 62 files (620 KiB)\nto write: 2 files (20.0 KiB), "))
        #expect(try CommandRun(arguments).output.contains("wrote 2 files (20.0 KiB)"))
    }

    @Test func `lies beside where it is called, under the scenario's name`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(
            shell: "cd \(directory.url.path) && $OVERLAP datagen \(CommandRun.fixtures.path)/small.yaml")
        #expect(run.code == 0 && run.output.hasPrefix("overlap-data/small: "))
        #expect(try directory.text("overlap-data/small/overlap-data.txt").hasSuffix("state: complete\n"))
    }

    @Test func `a dry run writes nothing`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(["datagen", "small.yaml", "--data", directory.path("d"), "--dry-run"])
        #expect(run.code == 0)
        #expect(run.output.hasPrefix("\(directory.path("d")): 64 files, 10.0 KiB a sample, 640 KiB in all, seed 1\n"))
        #expect(!FileManager.default.fileExists(atPath: directory.path("d")))
    }

    @Test(arguments: [
        ("prefetch.buffer=7", 0), ("run.seed=2", 65), ("source.size=11 KiB", 65), ("source.elements=65", 65),
    ])
    func `only what changes the files makes them another's`(change: String, code: Int32) throws {
        let directory = try TemporaryDirectory()
        let arguments = ["datagen", "small.yaml", "--variant", "prefetch", "--data", directory.path("d")]
        #expect(try CommandRun(arguments).code == 0)
        let manifest = try directory.text("d/overlap-data.txt")
        let run = try CommandRun(arguments + ["--set", change])
        #expect(run.code == code)
        #expect(run.errors.contains("holds other data: ") == (code != 0))
        #expect(try directory.text("d/overlap-data.txt") == manifest)
    }

    @Test func `asks for a variant where their data differ`() throws {
        let directory = try TemporaryDirectory()
        try Self.different.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        let arguments = ["datagen", directory.path("s.yaml"), "--data", directory.path("d")]
        let run = try CommandRun(arguments)
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.contains("`--variant`"))
        #expect(
            run.errors.contains("\n  `a`, `b`: 3 files, 10.0 B a sample, 30.0 B in all, seed 1\n  `large`: 3 files"))
        let chosen = try CommandRun(arguments + ["--variant", "large"])
        #expect(chosen.code == 0 && chosen.output.contains("wrote 3 files (60.0 B)"))
    }

    @Test(arguments: [
        (["--data", "/proc/overlap/x"], 74, "/proc"), (["--data", "small.yaml"], 74, "Not a directory"),
        (["--data", ""], 64, "--data"), (["--data", "."], 65, "an empty one is accepted"),
        (["--variant", "naiv"], 64, "did you mean `naive`?"), (["--set", "source"], 64, "path=value"),
        (["--data", "d", "--set", "source.size=1 TB", "--set", "source.elements=1000000"], 74, "must stay free"),
        (["--data", "d", "--set", "source.elements=100000001"], 65, "at most 10⁸"),
    ])
    func `tells mistakes apart`(options: [String], code: Int32, message: String) throws {
        let run = try CommandRun(["datagen", "small.yaml"] + options)
        #expect(run.code == code)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func `a scenario without a name needs a directory`() throws {
        let run = try CommandRun(["datagen", "-"], input: Self.different)
        #expect(run.code == 64 && run.errors.contains("--data"))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal stops it, and the next call goes on`(signal: Int32) throws {
        let directory = try TemporaryDirectory()
        // Hundreds of times what is written in the time that a signal takes.
        let arguments = [
            "datagen", "small.yaml", "--data", directory.path("d"), "--set", "source.elements=300", "--set",
            "source.size=5 MB",
        ]
        let process = CommandRun.process(CommandRun.command.path, arguments)
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = Pipe()
        try process.run()
        while !FileManager.default.fileExists(atPath: directory.path("d/000/000000.bin")) { usleep(500) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 128 + signal)
        let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        #expect(text.contains("of 300 files are written") && text.contains("the same command continues from there"))
        let left = try FileManager.default.contentsOfDirectory(atPath: directory.path("d/000"))
        let rest = try CommandRun(arguments + ["--dry-run"])
        #expect(rest.output.contains("\nexisting: \(left.count) file"), "\(rest.output)")
        #expect(try directory.text("d/overlap-data.txt").contains("being written"))
    }
}
