import Importers
import Testing

/// The machine, and how costs of steps are written.
@Suite struct WorkloadPlatformTests {
    /// A step of 5 samples of 20 MB reads 100 MB.
    private let yaml = """
        framework: pytorch
        dataset: {num_files_train: 400, record_length: 20000000, format: npz}
        reader: {data_loader: pytorch, batch_size: 5, read_threads: 3}
        train: {computation_time: 0.01}
        """

    private func text(_ accelerators: Int, _ change: (inout WorkloadSetting) -> Void = { _ in }) throws -> String {
        var setting = WorkloadSetting(accelerators: accelerators)
        setting.costs = StepCosts(loopSeconds: 300e-6, barrierSeconds: 50e-6, hostBytesPerSecond: 100e9)
        change(&setting)
        return try WorkloadFiles.scenario(yaml, setting)
    }

    private func lines(_ text: String) -> [String] {
        let platform = WorkloadFiles.section("platform:", of: text).filter { !$0.hasPrefix("#") }
        return platform + WorkloadFiles.section("train:", of: text)
    }

    @Test func `costs of a host's accelerators add up on one core`() throws {
        #expect(
            lines(try text(4)) == [
                "disk:", "latency: 100 us", "bandwidth: 7000 MB/s", "queueDepth: 1024", "cpu: {cores: 1, workers: 16}",
                "gpu: {count: 4, barrier: step}", "overheads: {next: 300 us}", "step: 10 ms", "hostOverhead: 1.05 ms",
                "steps: 20",
            ])
    }

    @Test func `each host has a core of its own`() throws {
        #expect(lines(try text(4) { $0.hosts = 2 }).contains("cpu: {cores: 2, workers: 16}"))
    }

    @Test func `without costs nothing is written of them`() throws {
        let text = try text(2) {
            $0.costs = StepCosts(loopSeconds: 0, barrierSeconds: 0, hostBytesPerSecond: nil)
            $0.diskBytesPerSecond = nil
        }
        for word in ["next", "hostOverhead", "bandwidth:", "To each step"] { #expect(!text.contains(word), "\(word)") }
    }

    /// 4 accelerators on 2 hosts: 2 · (0.05 ms + 100 MB ÷ 100 GB/s).
    @Test func `where readers compute, cores are the machine's, and the barrier lasts as long`() throws {
        let lines = lines(
            try text(4) {
                $0.hosts = 2
                $0.readerSeconds = 0.0033
                $0.cores = 24
            })
        #expect(lines.contains("cpu: {cores: 48}"))
        #expect(lines.contains("gpu: {count: 4, barrier: step, barrierOverhead: 2.1 ms}"))
        #expect(!lines.contains { $0.hasPrefix("hostOverhead") })
    }

    @Test func `one accelerator meets nobody`() throws {
        let lines = lines(try text(1) { $0.readerSeconds = 0.0033 })
        #expect(lines.contains("cpu: {cores: 8}") && lines.contains("hostOverhead: 1.05 ms"))
    }

    @Test func `a reader has one cost`() throws {
        let waiting = yaml.replacing("batch_size: 5", with: "batch_size: 5, preprocess_time: 0.001")
        var setting = WorkloadSetting()
        setting.readerSeconds = 0.001
        let error = #expect(throws: ImportError.self) { try WorkloadFiles.scenario(waiting, setting) }
        #expect(error?.description.contains("`preprocess_time` is a wait") ?? false)
    }
}
