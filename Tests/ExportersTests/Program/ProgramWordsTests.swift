import Exporters
import Testing

@Suite struct ProgramWordsTests {
    @Test func `what the program does not do is said`() throws {
        let platform = """
            {disk: {latency: 1 ms, queueDepth: 4}, readCache: 1 GB, cpu: {cores: 1}, memory: 2 GB, gpu: {count: 2}}
            """
        let text = try ExportedText.tfdata(
            "[source: 10, shard: {}]", train: "{step: 1 ms, checkpointTime: 1 s, evaluation: 1 s}", platform: platform)
        for line in [
            "- Requests share the disk, 4 at a time.", "- A cache of what was read",
            "- Functions compete for one core.",
            "- The host has 2 GB of memory.", "- 2 accelerators meet after each step.",
            "- The loop stops for checkpoints.",
            "- The loop stops for evaluations.",
        ] {
            #expect(text.contains(line), "\(line)")
        }
    }

    @Test func `the scenario is named`() throws {
        let text = try ExportedText.pytorch("[source: 10]")
        #expect(text.hasPrefix("\"\"\"The input pipeline of 'test', in PyTorch.\n"))
        #expect(text.contains("    pip install torch\n"))
    }
}
