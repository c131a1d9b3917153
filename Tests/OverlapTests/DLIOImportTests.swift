import Foundation
import Testing

/// `overlap import dlio`, and the scenarios that were made by it.
@Suite struct DLIOImportTests {
    private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    private static let workloads = tests.appendingPathComponent("ImportersTests/Fixtures/dlio")
    private static let scenarios = tests.deletingLastPathComponent().appendingPathComponent("scenarios")

    private func path(_ name: String) -> String { Self.workloads.appendingPathComponent(name).path }

    /// From the first key to the variants; the question is the scenario's own.
    private func body(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { $0.hasPrefix("#") }.prefix { $0 != "variants:" }.filter { !$0.hasPrefix("question:") }
            .joined(separator: "\n")
            .trimmingCharacters(in: .newlines)
    }

    @Test func `writes a workload as a scenario`() throws {
        let workload = try String(contentsOfFile: path("mlcommons-storage-v0.5/unet3d.yaml"), encoding: .utf8)
        let run = try CommandRun(["import", "dlio", "-", "--accelerators", "2"], input: workload)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        try expectGolden(run.output, "import-dlio.yaml")
    }

    @Test(arguments: [
        ("unet3d", ["--accelerators", "2"]),
        ("resnet50", ["--accelerators", "2", "--steps", "20", "--disk-bandwidth", "500 MB/s"]),
        ("cosmoflow", ["--accelerators", "12", "--steps", "500"]),
    ])
    func `a scenario is what the command makes of its workload`(name: String, options: [String]) throws {
        let run = try CommandRun(
            ["import", "dlio", path("mlcommons-storage-v1.0.1/\(name)_h100.yaml")] + options)
        #expect(run.code == 0, "\(run.errors)")
        let kept = try String(
            contentsOf: Self.scenarios.appendingPathComponent("\(name)-h100.yaml"), encoding: .utf8)
        #expect(body(kept) == body(run.output))
    }

    @Test func `the result simulates at once`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.path("d.yaml")
        let made = try CommandRun(["import", "dlio", path("wheel-2.0.0/default.yaml"), "-o", file])
        #expect(made.code == 0 && made.output.isEmpty)
        #expect(made.errors == "wrote \(file); next: overlap simulate \(file)\n")
        let run = try CommandRun(["simulate", file, "--csv", "--quiet", "--replications", "1"])
        #expect(run.code == 0, "\(run.errors)")
    }

    @Test(arguments: ["wheel-2.0.0/default", "mlcommons-storage-v1.0.1/unet3d_h100"])
    func `the number of accelerators can be varied once it is given`(name: String) throws {
        let directory = try TemporaryDirectory()
        let (plain, shared) = (directory.path("plain.yaml"), directory.path("shared.yaml"))
        #expect(try CommandRun(["import", "dlio", path("\(name).yaml"), "-o", plain]).code == 0)
        let made = try CommandRun(["import", "dlio", path("\(name).yaml"), "--accelerators", "1", "-o", shared])
        #expect(made.code == 0, "\(made.errors)")
        func simulated(_ file: String, _ count: Int) throws -> String {
            let changes = ["--set", "train.epochs=1", "--set", "gpu.count=\(count)"]
            let run = try CommandRun(["simulate", file, "--csv", "-q", "--replications", "1"] + changes)
            #expect(run.code == 0, "\(run.errors)")
            return run.output
        }
        #expect(try simulated(shared, 1) == simulated(plain, 1))
        #expect(try simulated(shared, 2) != simulated(plain, 2))
    }

    @Test func `standard input is one file`() throws {
        let run = try CommandRun(["import", "dlio", "-", "--fit", "-"], input: "train: {computation_time: 1}")
        #expect(run.code == 64 && run.errors.contains("cannot be both"), "\(run.errors)")
    }

    private func utilisation(_ scenario: String, _ more: [String] = []) throws -> Double {
        let run = try CommandRun(
            ["simulate", scenario, "--csv", "-q", "--replications", "1", "--set", "train.epochs=1"] + more)
        #expect(run.code == 0, "\(run.errors)")
        let row = run.output.split(separator: "\n").first { $0.contains(",acceleratorUtilisation,") }
        return try #require(row.flatMap { Double($0.split(separator: ",", omittingEmptySubsequences: false)[4]) })
    }

    /// 95.70 % by the law, with the least squares of SciPy, 240.0991 GB/s and 61.8587 µs; 90.87 % were published.
    @Test func `results of a system predict another workload`() throws {
        let directory = try TemporaryDirectory()
        let (rows, file) = (directory.path("rows.csv"), directory.path("r.yaml"))
        let text = """
            workload,accelerators,au_percent
            \(path("mlcommons-storage-v1.0.1/unet3d_h100.yaml")),2,96.24
            \(path("mlcommons-storage-v1.0.1/cosmoflow_h100.yaml")),12,71.52
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: rows))
        let made = try CommandRun(
            [
                "import", "dlio", path("mlcommons-storage-v1.0.1/resnet50_h100.yaml"), "--accelerators", "38", "--fit",
                rows, "--steps", "20", "-o", file,
            ])
        #expect(made.code == 0, "\(made.errors)")
        #expect((try utilisation(file) - 0.9570).magnitude < 2e-4)
    }

    /// 323 ms ÷ (323 + 0.46 + n · 3.347337) ms, whatever number the scenario was written for.
    @Test(arguments: [(1, 0.98835), (2, 0.97833), (10, 0.90493)])
    func `costs grow with the accelerators of a scenario`(count: Int, expected: Double) throws {
        let directory = try TemporaryDirectory()
        let file = directory.path("u.yaml")
        let made = try CommandRun(
            [
                "import", "dlio", path("mlcommons-storage-v1.0.1/unet3d_h100.yaml"), "--accelerators", "2",
                "--disk-bandwidth", "1000 GB/s", "-o", file,
            ])
        #expect(made.code == 0, "\(made.errors)")
        let changes = ["--set", "gpu.count=\(count)", "--set", "source.elements=7000", "--set", "train.steps=40"]
        #expect((try utilisation(file, changes) - expected).magnitude < 5e-4)
    }

    /// 48 threads of 3.3 ms an image: 8 cores make 2,424 images a second, of 3,028 asked for; 48 cores make enough.
    @Test(arguments: [(8, 0.80), (48, 0.98)])
    func `readers share the cores of the client`(cores: Int, expected: Double) throws {
        let directory = try TemporaryDirectory()
        let file = directory.path("images.yaml")
        let workload = """
            framework: pytorch
            dataset: {format: jpeg, num_files_train: 57600, record_length: 322957}
            reader: {data_loader: pytorch, batch_size: 24, read_threads: 8}
            train: {computation_time: 0.04755}
            """
        let made = try CommandRun(
            [
                "import", "dlio", "-", "--accelerators", "6", "--reader-cost", "3.3 ms", "--cores", "\(cores)",
                "--host-bandwidth", "unlimited", "--steps", "200", "-o", file,
            ], input: workload)
        #expect(made.code == 0, "\(made.errors)")
        #expect((try utilisation(file) - expected).magnitude < 0.04)
    }

    @Test(
        arguments: [
            (
                65, ["wheel-2.0.0/../git-main-e1919d7/llama_7b.yaml"],
                "this workload has no input pipeline: it only writes"
            ),
            (65, ["mlcommons-storage-v1.0.1/unet3d_h100.yaml", "--accelerators", "25"], "fewer than a batch of 7"),
            (74, ["missing.yaml"], "cannot read"),
            (64, ["wheel-2.0.0/default.yaml", "--disk-bandwidth", "7"], "--disk-bandwidth: `7` has no unit"),
            (64, ["wheel-2.0.0/default.yaml", "--disk-latency", "5 GB"], "--disk-latency: `5 GB` is a size"),
            (64, ["wheel-2.0.0/default.yaml", "--accelerators", "0"], "accepted: 1 to 4096"),
            (64, ["wheel-2.0.0/default.yaml", "--steps", "0"], "accepted: 1 or more"),
            (64, ["wheel-2.0.0/default.yaml", "--steps", "5", "--all"], "cannot be combined"),
            (64, ["wheel-2.0.0/default.yaml", "--hosts", "2"], "--hosts: more hosts than accelerators"),
            (64, ["wheel-2.0.0/default.yaml", "--hosts", "0"], "accepted: 1 to 4096"),
            (64, ["wheel-2.0.0/default.yaml", "--cores", "8"], "--cores needs --reader-cost"),
            (64, ["wheel-2.0.0/default.yaml", "--cores", "0", "--reader-cost", "1 ms"], "accepted: 1 to 65536"),
            (64, ["wheel-2.0.0/default.yaml", "--loop-cost", "0.46"], "--loop-cost: `0.46` has no unit"),
            (64, ["wheel-2.0.0/default.yaml", "--barrier-cost", "5 GB"], "--barrier-cost: `5 GB` is a size"),
            (64, ["wheel-2.0.0/default.yaml", "--host-bandwidth", "3 ms"], "--host-bandwidth: `3 ms` is a time"),
            (64, ["wheel-2.0.0/default.yaml", "--fit", "r.csv", "--barrier-cost", "1 ms"], "--fit finds the values"),
            (74, ["wheel-2.0.0/default.yaml", "--fit", "missing.csv"], "missing.csv"),
        ] as [(Int32, [String], String)])
    func `tells mistakes apart`(code: Int32, arguments: [String], message: String) throws {
        let run = try CommandRun(["import", "dlio", path(arguments[0])] + arguments.dropFirst())
        #expect(run.code == code)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }
}
