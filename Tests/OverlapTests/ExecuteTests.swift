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
        #expect(run.errors == "error: variant `base`: stage `source`, sample 40: `\(path)` does not exist\n")
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

    @Test func `data that are not there are asked for`() throws {
        let prepared = try PreparedExecution()
        let run = try CommandRun(["execute", prepared.scenario, "--data", prepared.directory.path("none"), "-q"])
        #expect(run.code == 74 && run.output.isEmpty)
        #expect(run.errors.contains("does not exist") && run.errors.contains("`overlap datagen "))
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
        guard let small = try SmallFileSystem(size: "4m") else { return }
        let directory = try TemporaryDirectory()
        // 2 MiB of data for a disk of 4, which lacks 3 of them once the first files are there.
        let text = "overlap: 1\npipeline: [{source: {elements: 64, size: 32 KiB}}]\ntrain: {step: 1 ms}\n"
        try text.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        let pipe = small.path + "/d/000/000003.bin.partial"
        let arguments = ["datagen", directory.path("s.yaml"), "--data", small.path + "/d", "-q"]
        #expect(try CommandRun(arguments + ["--set", "source.elements=64"]).code == 0)
        for file in 3..<64 {
            try FileManager.default.removeItem(atPath: small.path + String(format: "/d/000/%06d.bin", file))
        }
        #expect(mkfifo(pipe, 0o600) == 0)
        let process = CommandRun.process(CommandRun.command.path, arguments)
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        // It has passed the survey of the space when it waits for a reader of the pipe.
        while try !String(contentsOfFile: small.path + "/d/overlap-data.txt", encoding: .utf8).contains("being written")
        {
            usleep(2000)
        }
        #expect(FileManager.default.createFile(atPath: small.path + "/other", contents: Data(count: 3 << 20)))
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        usleep(100_000)
        var sink = [UInt8](repeating: 0, count: 1 << 16)
        while process.isRunning { if read(reader, &sink, sink.count) <= 0 { usleep(1000) } }
        close(reader)
        process.waitUntilExit()
        let message = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        #expect(process.terminationStatus == 74 && message.contains("no space is left"), "\(message)")
        let left = try FileManager.default.contentsOfDirectory(atPath: small.path + "/d/000")
        #expect(left.allSatisfy { $0.hasSuffix(".bin") })
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
        #expect(run.errors.contains("the operating system starts no more threads: "), "\(run.errors)")
    }

    /// The flags of the variants in a JSON text.
    static func partialFlags(_ text: String) throws -> [Bool] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let runs = ((value as? [String: Any])?["variants"] as? [[String: Any]]) ?? []
        return runs.map { ($0["partial"] as? Bool) ?? false }
    }
}
