import Foundation
import Testing

/// `overlap overlays`, and `--overlay` with a name.
@Suite struct BuiltInOverlayTests {
    static let names = [
        "torch-fork", "torch-spawn", "tensorflow", "nvme-gen5", "nvme-gen4", "nvme-gen3", "sata-ssd", "nfs", "hdd",
        "parallel-file-system", "object-store",
    ]

    private static let scenario = """
        overlap: 1
        pipeline: [{source: {elements: 64, size: 1 MB, access: random}}, {dataLoader: {workers: 2, batchSize: 8}}]
        train: {step: 1 ms, epochs: 2}
        run: {replications: 1}

        """

    private static func run(_ arguments: [String], in directory: URL = CommandRun.fixtures) throws -> CommandRun {
        try CommandRun(["simulate", "-", "--csv", "--quiet"] + arguments, input: scenario, in: directory)
    }

    @Test func `all files are listed`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: BuiltInFiles.overlays.path)
        #expect(Set(files) == Set(Self.names.map { "\(BuiltInFiles.overlay($0)).yaml" }))
        let list = try CommandRun(["overlays"])
        #expect(list.output.split(separator: "\n").map { $0.prefix { $0 != " " } } == Self.names.map { $0[...] })
        try expectGolden(list.output, "overlays.txt")
    }

    @Test(arguments: names) func `is the file, and changes a scenario as that does`(name: String) throws {
        let text = try CommandRun(["overlays", name]).output
        #expect(text == (try BuiltInFiles.text(BuiltInFiles.overlays, BuiltInFiles.overlay(name))))
        #expect(text.hasPrefix("# ") && text.split(separator: "\n").allSatisfy { $0.count <= 120 })
        let directory = try TemporaryDirectory()
        try text.write(toFile: directory.path("printed.yaml"), atomically: true, encoding: .utf8)
        let byName = try Self.run(["--overlay", name])
        #expect(byName.code == 0, "\(byName.errors)")
        #expect(byName.output == (try Self.run(["--overlay", directory.path("printed.yaml")]).output))
        #expect(byName.output != (try Self.run([]).output))
    }

    @Test func `disks are in order`() throws {
        let epochs = try ["nvme-gen5", "nvme-gen4", "nvme-gen3", "sata-ssd", "nfs", "hdd"].map { name in
            let rows = try Self.run(["--overlay", name]).output.split(separator: "\n")
            let row = try #require(rows.first { $0.contains(",epochSeconds,") })
            return try #require(Double(row.split(separator: ",")[4]))
        }
        #expect(zip(epochs, epochs.dropFirst()).allSatisfy { $0 < $1 }, "\(epochs)")
    }

    @Test func `several are made in turn, before --set`() throws {
        let both = try Self.run(["--overlay", "hdd", "--overlay", "nvme-gen4"])
        #expect(both.output == (try Self.run(["--overlay", "nvme-gen4"]).output))
        let set = try Self.run(["--overlay", "hdd", "--set", "disk.latency=0", "--set", "disk.bandwidth=1 GB/s"])
        #expect(set.output != (try Self.run(["--overlay", "hdd"]).output))
    }

    /// A file changes what it names.
    @Test func `nothing stays of the limits of another disk`() throws {
        let limits = ["--overlay", "limits.yaml", "--overlay"]
        let directory = try TemporaryDirectory()
        try "disk: {requestsPerSecond: 50, bandwidthByDepth: [1 MB/s]}\n".write(
            toFile: directory.path("limits.yaml"), atomically: true, encoding: .utf8)
        let own = try Self.run(["--overlay", "nvme-gen4"])
        #expect(try Self.run(limits + ["nvme-gen4"], in: directory.url).output == own.output)
        try CommandRun(["overlays", "nvme-gen4"]).output.write(
            toFile: directory.path("file.yaml"), atomically: true, encoding: .utf8)
        #expect(try Self.run(limits + ["file.yaml"], in: directory.url).output != own.output)
    }

    @Test func `a file of that name wins, a folder does not`() throws {
        let directory = try TemporaryDirectory()
        try "train.step: 1 s\n".write(toFile: directory.path("hdd"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(
            atPath: directory.path("nfs"), withIntermediateDirectories: false)
        let file = try Self.run(["--overlay", "hdd"], in: directory.url)
        #expect(file.output == (try Self.run(["--set", "train.step=1 s"]).output))
        let folder = try Self.run(["--overlay", "nfs"], in: directory.url)
        #expect(folder.output == (try Self.run(["--overlay", "nfs"]).output))
        // What is read is not overwritten; the name of what is built in may be.
        #expect(try Self.run(["--overlay", "hdd", "-o", "hdd"], in: directory.url).code == 64)
        #expect(try Self.run(["--overlay", "sata-ssd", "-o", "sata-ssd"], in: directory.url).code == 0)
    }

    @Test(arguments: [
        ("torch-frok", "did you mean `torch-fork`?"), ("nvme-gen4.yaml", "did you mean `nvme-gen4`?"),
        ("mine.yaml", "(`overlap overlays` lists them)"),
    ])
    func `another name is answered with a known one, and that a file is accepted`(name: String, answer: String) throws {
        let run = try Self.run(["--overlay", name])
        #expect(run.code == 74)
        #expect(run.errors.contains("cannot read `\(name)`: there is no such file, and no built-in overlay"))
        #expect(run.errors.contains(answer), "\(run.errors)")
        let printed = try CommandRun(["overlays", name])
        #expect(printed.code == 64 && printed.errors.contains("there is no built-in overlay `\(name)`"))
    }
}
