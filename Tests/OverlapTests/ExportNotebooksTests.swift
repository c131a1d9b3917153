import Foundation
import Testing

@testable import overlap

@Suite struct ExportNotebooksTests {
    /// A pipeline that has what all notebooks are about, and is simulated in no time.
    private static let small = """
        overlap: 1
        name: brief
        pipeline: [{source: {elements: 40}}, {map: {name: work, cost: 2 ms}}, {prefetch: 0}]
        train: {step: 1 ms}
        run: {replications: 2}
        variants: {first: {}, "a, b": {work.parallelism: 2, prefetch: 1}}
        """

    private static func export(
        _ scenario: String, _ options: [String] = [], _ check: (CommandRun, borrowing TemporaryDirectory) throws -> Void
    ) throws {
        let directory = try TemporaryDirectory()
        try scenario.write(toFile: directory.path("mine.yaml"), atomically: true, encoding: .utf8)
        let arguments = ["export", "notebooks", "out", "--scenario", "mine.yaml"] + options
        try check(try CommandRun(arguments, in: directory.url), directory)
    }

    private static func cells(_ text: String) throws -> [[String: Any]] {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return try #require(json["cells"] as? [[String: Any]])
    }

    private static func names(_ directory: borrowing TemporaryDirectory) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path("out")).sorted()
    }

    private static let all = [
        "01-curve.csv", "01-curve.ipynb", "02-timeline.ipynb", "02-timeline.json", "02-timeline.txt", "03-jitter.csv",
        "03-jitter.ipynb",
        "04-capacity.csv", "04-capacity.ipynb", "05-check.csv", "05-check.ipynb", "06-opencl.csv", "06-spin.csv",
        "06-validation.ipynb", "06-wait.csv", "06-work.csv", "line.yaml", "requirements.txt",
    ]

    @Test func `the commands in the first cells make the same bytes in the folder`() throws {
        try Self.export(Self.small, ["--variant", "a, b", "--seed", "7"]) { run, directory in
            #expect(run.code == 0 && run.output.isEmpty, "\(run.errors)")
            #expect(try Self.names(directory) == Self.all)
            for name in ["01-curve", "02-timeline", "03-jitter", "04-capacity", "05-check"] {
                let file = name == "02-timeline" ? "\(name).json" : "\(name).csv"
                let made = try directory.text("out/\(file)")
                try FileManager.default.removeItem(atPath: directory.path("out/\(file)"))
                let first = try #require(
                    try Self.cells(try directory.text("out/\(name).ipynb"))[0]["source"] as? [String])
                let block = first.drop { $0 != "```sh\n" }.dropFirst().prefix { $0 != "```\n" }.joined()
                #expect(block.hasPrefix("overlap "))
                let line = "cd '\(directory.path("out"))' && \"$OVERLAP\" \(block.dropFirst("overlap ".count))"
                let again = try CommandRun(shell: line)
                #expect(again.code == 0, "\(line): \(again.errors)")
                #expect(try directory.text("out/\(file)") == made)
            }
        }
    }

    @Test func `notebooks read what is beside them, and were not run`() throws {
        try Self.export(Self.small, ["-q"]) { run, directory in
            #expect(run.code == 0 && !run.errors.contains("wrote"), "\(run.errors)")
            for name in try Self.names(directory) where name.hasSuffix(".ipynb") {
                let cells = try Self.cells(try directory.text("out/\(name)"))
                let ids = cells.compactMap { $0["id"] as? String }
                #expect(Set(ids).count == cells.count)
                #expect(cells.allSatisfy { ($0["outputs"] as? [Any])?.isEmpty ?? true })
                let code = cells.compactMap { $0["source"] as? [String] }.joined().joined()
                for match in code.matches(of: /DATA = "(.*)"/) {
                    #expect(FileManager.default.fileExists(atPath: directory.path("out/\(match.1)")))
                }
            }
        }
    }

    @Test func `leaves out what a pipeline does not have, and says why`() throws {
        let bare = "{overlap: 1, pipeline: [{source: {elements: 40}}, {shuffle: 4}], train: 1 ms}"
        try Self.export(bare) { run, directory in
            #expect(run.code == 0)
            for name in ["01-curve", "03-jitter", "04-capacity"] {
                #expect(run.errors.contains("\(name) is left out: no stage keeps elements ready"))
            }
            let names = try Self.names(directory).filter { $0.hasSuffix(".ipynb") }
            #expect(names == ["02-timeline.ipynb", "05-check.ipynb", "06-validation.ipynb"])
        }
        let loader = "{overlap: 1, pipeline: [{source: {elements: 40}}, {prefetch: 1}], train: 0 ms}"
        try Self.export(loader) { run, _ in
            #expect(run.errors.contains("03-jitter is left out: no work takes a time"))
            #expect(run.errors.contains("04-capacity is left out: no stage can have several calls"))
        }
    }

    @Test func `a notebook whose data cannot be made is left out, and the others are written`() throws {
        // Elements of 1 GB in 0.5 GB of memory: without a step there is no timeline.
        let hungry = """
            {overlap: 1, platform: {memory: 500 MB}, pipeline: [{source: {elements: 40, size: 1 GB}}, {prefetch: 1}], train: 1 ms}
            """
        try Self.export(hungry) { run, directory in
            #expect(run.code != 0 && run.errors.contains("02-timeline is left out\n"), "\(run.errors)")
            let names = try Self.names(directory)
            #expect(names.contains("01-curve.ipynb") && names.contains("06-validation.ipynb"))
            #expect(!names.contains("02-timeline.ipynb"))
        }
    }

    @Test func `files that are there stay without --force, and inputs with it too`() throws {
        let directory = try TemporaryDirectory()
        try Self.small.write(toFile: directory.path("line.yaml"), atomically: true, encoding: .utf8)
        let arguments = ["export", "notebooks", ".", "--scenario"]
        let refused = try CommandRun(["export", "notebooks", "."], in: directory.url)
        #expect(
            refused.code == 74
                && refused.errors == "error: `./line.yaml` exists; --force overwrites it and the others\n")
        let input = try CommandRun(arguments + ["line.yaml", "--force"], in: directory.url)
        #expect(input.code == 64 && input.errors.contains("would overwrite `line.yaml`, which is an input"))
        #expect(try directory.text("line.yaml") == Self.small)
        let elsewhere = try CommandRun(["export", "notebooks", "/dev/null/x"], in: directory.url)
        #expect(elsewhere.code == 74, "\(elsewhere.errors)")
    }

    @Test(
        arguments: [
            ["--set", "prefetch.buffer=4"], ["--set", "prefetch=4"], ["--set", "work.parallelism=2"],
            ["--set", "work.cost=3 ms", "--set", "work={parallelism: 2}"],
        ])
    func `what a notebook varies may be set for the others`(options: [String]) throws {
        try Self.export(Self.small, options) { run, directory in
            #expect(run.code == 0 && !run.errors.contains("left out"), "\(run.errors)")
            let names = try Self.names(directory)
            #expect(names == Self.all)
        }
    }

    @Test func `of several values that are set, a notebook leaves out the one that it varies`() throws {
        try Self.export(Self.small, ["--set", "prefetch=4", "--set", "work.cost=3 ms"]) { run, directory in
            #expect(run.code == 0, "\(run.errors)")
            let curve = try directory.text("out/01-curve.ipynb")
            #expect(curve.contains("--set 'work.cost=3 ms'") && !curve.contains("prefetch=4"))
            let (timeline, jitter) = try (
                directory.text("out/02-timeline.ipynb"), directory.text("out/03-jitter.csv")
            )
            #expect(timeline.contains("--set prefetch=4") && jitter.contains("mean: 3 ms"))
        }
    }

    @Test func `the journal of a sweep in the folder is neither used nor in the way`() throws {
        let directory = try TemporaryDirectory()
        try Self.small.write(toFile: directory.path("mine.yaml"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: directory.path("out"), withIntermediateDirectories: true)
        let journal = directory.path("out/01-curve.csv.journal")
        try "a journal\n".write(toFile: journal, atomically: true, encoding: .utf8)
        let run = try CommandRun(["export", "notebooks", "out", "--scenario", "mine.yaml"], in: directory.url)
        #expect(run.code == 0 && run.errors.contains("(6 of 6)"), "\(run.errors)")
        #expect(try directory.text("out/01-curve.csv.journal") == "a journal\n")
    }

    @Test(
        arguments: [
            (["--scenario", "-"], 64, "give files, not standard input"),
            (["--scenario", "none.yaml"], 74, "none.yaml"), (["--variant", "first"], 64, "need '--scenario'"),
            (["--scenario", "small.yaml", "--variant", "alll"], 64, "did you mean `all`?"),
            (["--scenario", "broken.yaml"], 65, "error:"),
            (["--scenario", "small.yaml", "--set", "nothing=1"], 64, "nothing"),
        ] as [([String], Int32, String)])
    func `mistakes are told before anything is written`(options: [String], code: Int32, message: String) throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(["export", "notebooks", directory.path("out")] + options)
        #expect(run.code == code && run.errors.contains(message), "\(run.code): \(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: directory.path("out")))
    }

    @Test func `what was written stays when it is interrupted`() throws {
        let directory = try TemporaryDirectory()
        let long = Self.small.replacing("elements: 40", with: "elements: 400000")
        try long.write(toFile: directory.path("mine.yaml"), atomically: true, encoding: .utf8)
        let process = CommandRun.process(
            CommandRun.command.path,
            ["export", "notebooks", directory.path("out"), "--scenario", directory.path("mine.yaml")])
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        while try CommandRun.caughtSignals(of: process) & 1 << UInt64(SIGINT - 1) == 0
            || !FileManager.default.fileExists(atPath: directory.path("out/requirements.txt"))
        { usleep(10_000) }
        kill(process.processIdentifier, SIGINT)
        let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 130 && text.contains("of 6 notebooks are written"), "\(text)")
        let names = try Self.names(directory)
        #expect(names.allSatisfy { !$0.hasSuffix(".ipynb") && !$0.contains(".csv.") }, "\(names)")
    }
}
