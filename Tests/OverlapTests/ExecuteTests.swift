import Foundation
import Testing

@Suite struct ExecuteTests {
    @Test(arguments: [[], ["--json"], ["--csv"]] as [[String]])
    func `reports what it has measured`(format: [String]) throws {
        let prepared = try PreparedExecution()
        let run = try CommandRun(prepared.arguments + ["--device", "emulated"] + format)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.contains("samples") && !run.output.contains("artial: true"))
        #expect(prepared.cacheFiles.isEmpty)
    }

    @Test func `a file that is missing in the middle is named, and what came before is partial`() throws {
        let prepared = try PreparedExecution()
        let path = prepared.directory.path("d/000/000040.bin")
        try FileManager.default.removeItem(atPath: path)
        let run = try CommandRun(prepared.arguments + ["--json", "--device", "emulated"])
        #expect(run.code == 74)
        #expect(run.errors.hasSuffix("error: variant `base`: stage `source`, sample 40: `\(path)` does not exist\n"))
        #expect(run.errors.hasPrefix("warning: base: partial, because the run was cut short.\n"))
        #expect(try Self.partialFlags(run.output) == [true])
        #expect(prepared.cacheFiles.isEmpty)
    }

    @Test func `a truncated file is told from a missing one`() throws {
        let prepared = try PreparedExecution()
        #expect(truncate(prepared.directory.path("d/000/000001.bin"), 10) == 0)
        let run = try CommandRun(prepared.arguments + ["--device", "emulated"])
        #expect(run.code == 74 && run.errors.contains("sample 1: "))
        #expect(run.errors.contains("is truncated: it holds 10 bytes, at least 10240 are expected"))
    }

    /// Its first samples may be right, or those of other data: who reads them cannot tell.
    @Test func `a file that is too long is not taken for data`() throws {
        let prepared = try PreparedExecution()
        #expect(truncate(prepared.directory.path("d/000/000001.bin"), 10_241) == 0)
        let run = try CommandRun(prepared.arguments + ["--device", "emulated"])
        #expect(run.code == 65 && run.errors.contains("stage `source`, sample 1: "), "\(run.errors)")
        #expect(run.errors.contains("is too long: it holds 10241 bytes, 10240 are expected"))
    }

    @Test func `data that are not there are asked for`() throws {
        let prepared = try PreparedExecution()
        let run = try CommandRun(["execute", prepared.scenario, "--data", prepared.directory.path("none"), "-q"])
        #expect(run.code == 74 && run.output.isEmpty)
        #expect(run.errors.contains("does not exist") && run.errors.contains("`overlap datagen "))
    }

    /// Changes, seed and all, under names that a shell takes apart, and where other data are in the way.
    @Test(arguments: [false, true])
    func `the command that is proposed writes what is missing`(holdsOtherData: Bool) throws {
        let directory = try TemporaryDirectory()
        let (scenario, data) = (directory.path("it's a.yaml"), directory.path("d 1"))
        let text = "overlap: 1\npipeline: [{source: {elements: 8, size: 1 KB}}]\ntrain: {step: 1 ms}\n"
        try text.write(toFile: scenario, atomically: true, encoding: .utf8)
        if holdsOtherData { #expect(try CommandRun(["datagen", scenario, "--data", data, "-q"]).code == 0) }
        func execute(_ data: String) throws -> CommandRun {
            let changes = ["--set", "source.elements=24", "--seed", "7"]
            let arguments = ["execute", scenario, "--data", data, "--device", "emulated", "-q", "--yes"]
            return try CommandRun(arguments + changes)
        }
        let refused = try execute(data)
        #expect(refused.code == (holdsOtherData ? 65 : 74))
        let proposal = refused.errors.firstMatch(of: /`overlap (datagen .*?)` writes/)
        let command = try #require(proposal, "\(refused.errors)").1
        #expect(try CommandRun(shell: "$OVERLAP \(command) -q").code == 0)
        let found = try execute(holdsOtherData ? data + "-2" : data)
        #expect(found.code == 0, "\(found.errors)")
    }

    @Test func `variants that read different data are not run together`() throws {
        let directory = try TemporaryDirectory()
        let text = """
            overlap: 1
            pipeline: [{source: {elements: 8, size: 1 KB}}]
            train: {step: 1 ms}
            variants: {few: {}, many: {source.elements: 16}}
            """
        try text.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        let run = try CommandRun(["execute", directory.path("s.yaml"), "--data", directory.path("d"), "-q"])
        #expect(run.code == 64 && run.errors.hasPrefix("error: what is to run reads different data"), "\(run.errors)")
    }

    @Test func `the method of reading has its name in the report`() throws {
        let prepared = try PreparedExecution()
        let run = try CommandRun(prepared.arguments + ["--device", "emulated", "--page-cache"])
        let output = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(run.code == 0 && output.contains(", page cache;"), "\(run.output)")
    }

    @Test func `a full disk under a file cache is named, and emptied`() throws {
        guard let small = try SmallFileSystem(size: "256k") else { return }
        let prepared = try PreparedExecution()
        let run = try CommandRun(
            ["execute", prepared.scenario, "--data", prepared.directory.path("d"), "--cache-dir", small.path, "-q"])
        #expect(run.code == 74)
        #expect(
            run.errors.contains("stage `cache`, sample ") && run.errors.contains("no space is left"), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: small.path).isEmpty)
    }

    @Test func `a disk that others fill while data are written is named, and keeps whole files only`() throws {
        guard let small = try SmallFileSystem(size: "128m") else { return }
        let directory = try TemporaryDirectory()
        let text = "overlap: 1\npipeline: [{source: {elements: 900, size: 100 KB}}]\ntrain: {step: 1 ms}\n"
        try text.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        let arguments = ["datagen", directory.path("s.yaml"), "--data", small.path + "/d", "-q"]
        let process = CommandRun.process(CommandRun.command.path, arguments)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        // It has passed the survey of the space, and is held while others take what is free.
        while !FileManager.default.fileExists(atPath: small.path + "/d/000/000000.bin") { usleep(500) }
        kill(process.processIdentifier, SIGSTOP)
        let other = open(small.path + "/other", O_WRONLY | O_CREAT, 0o600)
        let block = [UInt8](repeating: 1, count: 1 << 16)
        while write(other, block, block.count) > 0 {}
        close(other)
        kill(process.processIdentifier, SIGCONT)
        process.waitUntilExit()
        let message = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        #expect(process.terminationStatus == 74 && message.contains("no space is left"), "\(message)")
        let left = try FileManager.default.contentsOfDirectory(atPath: small.path + "/d/000")
        #expect(left.allSatisfy { $0.hasSuffix(".bin") })
        for file in left {
            let attributes = try FileManager.default.attributesOfItem(atPath: small.path + "/d/000/" + file)
            #expect(attributes[.size] as? Int == 100_000)
        }
    }

    // MARK: - What is said before anything runs

    @Test(arguments: [
        ("none", "does not exist"), ("", "is empty"), ("s.yaml", "Not a directory"), ("pipe", "Not a directory"),
    ])
    func `a directory for caches that does not serve is refused before the run`(name: String, reason: String) throws {
        let prepared = try PreparedExecution()
        #expect(mkfifo(prepared.directory.path("pipe"), 0o600) == 0)
        let path = name.isEmpty ? "" : prepared.directory.path(name)
        for command in ["execute", "validate", "calibrate"] {
            let run = try CommandRun([
                command, prepared.scenario, "--data", prepared.directory.path("d"), "-q", "--cache-dir", path,
                "-o", prepared.directory.path("out"),
            ])
            #expect(run.code == 64 && run.output.isEmpty, "\(run.errors)")
            #expect(run.errors.hasPrefix("error: `--cache-dir` is ") && run.errors.contains(reason), "\(run.errors)")
        }
    }

    @Test func `the current directory is named where it takes no caches and no other was asked for`() throws {
        let prepared = try PreparedExecution()
        let data = "--data '\(prepared.directory.path("d"))'"
        let run = try CommandRun(shell: "cd /sys && $OVERLAP execute '\(prepared.scenario)' \(data) -q")
        #expect(run.code == 64 && run.output.isEmpty)
        let start =
            "error: file caches cannot be written in the current directory: creation of `./cache file` failed: "
        #expect(run.errors.hasPrefix(start), "\(run.errors)")
        #expect(run.errors.hasSuffix("; give another one with `--cache-dir`\n"))
    }

    @Test func `verification counts the files, and names the first that holds other data`() throws {
        let prepared = try PreparedExecution()
        let arguments = prepared.arguments + ["--device", "emulated", "--verify"]
        let right = try CommandRun(arguments)
        // Where lines end depends on the length of the folder's path.
        let output = right.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(right.code == 0 && output.contains(", 64 files verified;"), "\(right.errors)")
        let path = prepared.directory.path("d/000/000040.bin")
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: 1234)
        let byte = try #require(try file.read(upToCount: 1)?.first)
        try file.seek(toOffset: 1234)
        try file.write(contentsOf: Data([byte ^ 1]))
        try file.close()
        // Without it nobody notices: the checksums are those of what was read.
        #expect(try CommandRun(prepared.arguments + ["--device", "emulated"]).code == 0)
        let wrong = try CommandRun(arguments)
        #expect(wrong.code == 65 && wrong.output.isEmpty)
        let account = "error: `\(path)` holds other data: byte 1234, in sample 40, is \(byte ^ 1) instead of \(byte)\n"
        #expect(wrong.errors.hasPrefix(account) && wrong.errors.contains("remove it, because `overlap datagen"))
        // As the message says.
        try FileManager.default.removeItem(atPath: path)
        let directory = prepared.directory.path("d")
        #expect(try CommandRun(["datagen", prepared.scenario, "--data", directory, "-q"]).code == 0)
        #expect(try CommandRun(arguments).code == 0)
    }

    @Test func `a pipe among the data is refused by name`() throws {
        let prepared = try PreparedExecution()
        let path = prepared.directory.path("d/000/000040.bin")
        try FileManager.default.removeItem(atPath: path)
        #expect(mkfifo(path, 0o600) == 0)
        let run = try CommandRun(prepared.arguments + ["--device", "emulated"])
        #expect(run.code == 74 && run.errors.contains("`\(path)` is a named pipe: a file is expected"))
        let again = try CommandRun(["datagen", prepared.scenario, "--data", prepared.directory.path("d"), "-q"])
        #expect(again.code == 65 && again.errors.contains("is a named pipe"))
    }

    // MARK: - Figures of a run that was cut short

    @Test func `where nothing was measured nothing is reported`() throws {
        let prepared = try PreparedExecution()
        try FileManager.default.removeItem(atPath: prepared.directory.path("d/000/000000.bin"))
        let run = try CommandRun(
            prepared.arguments + ["--set", "source.access=sequential", "--device", "emulated", "--json"])
        #expect(run.code == 74 && run.output.isEmpty)
    }

    @Test func `an epoch that did not end has no length, and no share is above one`() throws {
        let prepared = try PreparedExecution()
        try FileManager.default.removeItem(atPath: prepared.directory.path("d/000/000040.bin"))
        let scenario = ["--set", "source.access=sequential", "--device", "emulated"]
        let run = try CommandRun(prepared.arguments + scenario + ["--json"])
        #expect(run.code == 74)
        let value = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let variant = try #require((value?["variants"] as? [[String: Any]])?.first)
        let metrics = try #require(variant["metrics"] as? [String: [String: Any]])
        #expect(metrics["firstBatchSeconds"]?["mean"] is Double)
        for name in ["epochSeconds", "firstEpochSeconds"] {
            let mean = metrics[name]?["mean"]
            #expect(mean == nil || mean is NSNull, "\(name)")
        }
        for (name, metric) in metrics where (metric["unit"] as? String) == "1" {
            if let mean = metric["mean"] as? Double { #expect((0...1).contains(mean), "\(name) \(mean)") }
        }
    }

    /// Stacks of a GiB each in an address space of a few: the third or fourth thread is refused.
    @Test func `threads that are refused end it`() throws {
        let prepared = try PreparedExecution(
            """
            overlap: 1
            platform: {cpu: {workers: 32}}
            pipeline: [{source: {elements: 64, size: 1 B}}, {map: {cost: 1 s, parallelism: 32, use: wait}}]
            train: {step: 2 ms}
            """)
        let command = prepared.arguments.joined(separator: " ")
        let run = try CommandRun(
            shell: "ulimit -s 1000000; ulimit -v 9000000; exec $OVERLAP \(command) --device emulated")
        #expect(run.code == 74)
        #expect(run.errors.contains("the operating system refuses to start a thread: "), "\(run.errors)")
    }

    /// The flags of the variants in a JSON text.
    static func partialFlags(_ text: String) throws -> [Bool] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let runs = ((value as? [String: Any])?["variants"] as? [[String: Any]]) ?? []
        return runs.map { ($0["partial"] as? Bool) ?? false }
    }
}
