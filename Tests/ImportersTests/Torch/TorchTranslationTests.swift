import Testing

@testable import Importers

@Suite struct TorchTranslationTests {
    private static func lines(_ loader: String, _ more: String = "", overheads: String = "{}") throws -> [String] {
        try TorchCases.scenario(loader, more, overheads: overheads).split(separator: "\n").map(String.init)
    }

    @Test func `writes the whole scenario`() throws {
        let text = try TorchCases.scenario(
            #""num_workers": 2, "prefetch_factor": 3, "batch_size": 4, "in_order": false, "persistent_workers": true"#)
        #expect(
            text == """
                overlap: 1
                name: "case"
                platform:
                  disk: {queueDepth: 65536}
                  cpu: {cores: 2}
                pipeline:
                  - source: {elements: 24, size: 32 B}
                  - dataLoader:
                      workers: 2
                      batchSize: 4
                      prefetchFactor: 3
                      order: unordered
                      workersLive: run
                      use: wait
                      cost:
                        recorded:
                          replay: by sample
                          values: [
                            3 ms, 5 ms, 7 ms,
                          ]
                train:
                  step: 4 ms
                run: {replications: 1}

                """)
    }

    @Test(arguments: [
        (#""num_workers": 2"#, "", "      prefetchFactor: 2"),
        (#""drop_last": true"#, "", "      remainder: drop"),
        ("", #""dataset": {"n": 5, "kind": "iterable_dup"}"#, "      dataset: iterable"),
        ("", #""dataset": {"n": 5, "kind": "iterable_sharded"}"#, "      dataset: sharded"),
        ("", #""epochs": 2, "steps": 48"#, "  epochs: 2"),
        ("", #""epochs": 2, "steps": 10"#, "  steps: 5"),
        (
            #""num_workers": 3, "batch_size": 5"#, #""dataset": {"n": 24, "kind": "iterable_dup"}, "steps": 14"#,
            "  steps: 14"
        ),
        ("", #""stages": {"sample": {}, "train": {"dist": "const", "mean": 0.004, "kind": "cpu"}}"#, "  device: cpu"),
    ])
    func `writes`(loader: String, more: String, line: String) throws {
        let lines = try Self.lines(loader, more)
        #expect(lines.contains(line), "\(lines)")
    }

    /// Eight batches of three samples, or five for each of three workers.
    @Test(arguments: [
        (#""batch_size": 3"#, #""steps": 8"#), (#""batch_size": 3"#, #""epochs": 2, "steps": 16"#),
        (#""num_workers": 3, "batch_size": 5"#, #""dataset": {"n": 24, "kind": "iterable_dup"}, "steps": 15"#),
    ])
    func `bounds no data that end by themselves`(loader: String, more: String) throws {
        #expect(try !Self.lines(loader, more).contains { $0.hasPrefix("  steps:") })
    }

    private static let costs = """
        {"sample_ovh": 1e-4, "sample_ovh_cpu": 2e-5, "train_ovh": 5e-5, "train_ovh_cpu": 3e-5, "loop": 2e-6,
        "worker_gap": 4e-4, "latency": 1e-3, "read_active": [[0, 5e-4], [0.01, 1e-3]], "stash_next": 1e-4, "dispatch": 5e-4,
        "cpu_per_batch": 1.5e-3, "w0_next": 4e-4, "w0_next_hot": 2e-5, "w0_item": 1e-6, "xfer_worker_per_mb": 1.048576e-3,
        "xfer_w0_per_mb": 1.048576e-3, "iter_create_by_w": {"1": 0.01, "3": 0.03}, "boot_by_w": {"1": 0.004},
        "shutdown_by_w": {"1": 0.009}, "resume_by_w": {"1": 4e-4}, "spawn_create": 0.002, "spawn_boot": 1.25,
        "spawn_shutdown_by_w": {"1": 0.5}, "init": {"sleep500": 0.5}, "first_step_by_start": {"fork_w1": 0.0224}}
        """

    /// The first batch: 22.4 ms less 10 of creation, 4 of boot, 1.1 for a sample, 1.04 for its delivery.
    @Test func `writes the costs of workers that are forked`() throws {
        let lines = try Self.lines(#""num_workers": 1, "worker_init": "sleep500""#, overheads: Self.costs)
        let processes = lines.drop { $0 != "  processes:" }.prefix { $0 != "pipeline:" }
        #expect(
            Array(processes) == [
                "  processes:", "    creation: [10 ms, 20 ms, 30 ms]", "    boot: 504 ms", "    shutdown: [9 ms]",
                "    firstBatch: 6.26 ms", "    resumption: [400 us]", "    dispatch: 500 us", "    gap: 400 us",
                "    delivery: 1.04 ms", "    reading: [[0 ns, 560 us], [10 ms, 1.12 ms]]", "    stashed: 100 us",
                "    busyBatch: 500 us", "    sendPerByte: 1 ns/B",
            ])
        #expect(
            lines.contains("    next: 2 us") && lines.contains("    timerOvershoot: [[0 ns, 0 ns], [1 us, 100 us]]"))
        #expect(lines.contains("    computeCall: 20 us") && lines.contains("  step: 4.05 ms"))
    }

    @Test(arguments: ["spawn", "forkserver"])
    func `writes the costs of workers that are not`(method: String) throws {
        let lines = try Self.lines(#""num_workers": 4, "start_method": "\#(method)""#, overheads: Self.costs)
        for line in ["    creation: [2 ms]", "    bootCompute: 1.25 s", "    shutdown: [500 ms]"] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(!lines.contains { $0.hasPrefix("    boot:") })
    }

    /// Four samples of 250,000 B are 1 MB: 1 ms to join, and 1 us for each sample.
    @Test func `without workers the loop's costs are its call's and the batch's`() throws {
        let lines = try Self.lines(
            #""batch_size": 4"#, #""dataset": {"n": 24, "bytes": 250000}"#, overheads: Self.costs)
        #expect(!lines.contains("  processes:"))
        #expect(lines.contains("    next: [[0 ns, 20 us], [1 ms, 400 us]]"))
        #expect(lines.contains("    busyNext: [[0 ns, 20 us], [1 ms, 206 us]]"))
        #expect(lines.contains("      collate: 1.004 ms"))
    }

    @Test func `joining takes what a sleep takes longer`() throws {
        let more = #""duration_tables_s": {"sample": [0.001], "collate": [0.002]}"#
        #expect(try Self.lines(#""num_workers": 1"#, more, overheads: Self.costs).contains("      collate: 2.1 ms"))
    }

    @Test(arguments: [
        (#""num_workers": 1, "start_method": "thread""#, "", "start_method: `thread`"),
        ("", #""dataset": {"n": 3, "kind": "pipe"}"#, "`pipe` is not modelled"),
        (#""batch_size": 0"#, "", "must be positive"), ("", #""cores": 0"#, "must be positive"),
        ("", #""duration_tables_s": {"sample": [-1]}"#, "negative"),
        ("", #""duration_tables_s": {}"#, "`sample` are not given"),
    ])
    func `refuses what is not modelled`(loader: String, more: String, message: String) {
        let error = #expect(throws: CaseError.self) { try TorchCases.scenario(loader, more) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}
