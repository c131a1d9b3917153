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

    @Test(
        arguments: [
            ("requestsPerSecond: 1200", "Storage accepts 1200 requests per second."),
            ("opensPerSecond: 50", "Storage accepts 50 openings of files per second."),
            (
                "requestsPerSecond: 90, opensPerSecond: 50",
                "Storage accepts 90 requests and 50 openings of files per second."
            ),
            ("failures: 2 %, retryAfter: 100 ms", "2 % of requests to the disk fail and are sent again, after 100 ms."),
            ("failures: 2 %", "2 % of requests to the disk fail and are sent again. Here none does."),
            (
                "bandwidthOverTime: {phases: [{of: 1 GB/s, for: 10 s}, {of: 250 MB/s}]}",
                "The disk's bandwidth changes during the run, first after 10 s."
            ),
        ])
    func `limits of the disk that the program does not have are said`(_ disk: String, _ sentence: String) throws {
        let platform = "{disk: {latency: 1 ms, \(disk)}}"
        let texts = [
            try ExportedText.tfdata("[source: 10]", platform: platform),
            try ExportedText.pytorch("[source: 10]", platform: platform),
        ]
        for text in texts {
            let words = text.split { $0.isWhitespace }.joined(separator: " ")
            #expect(words.contains("- \(sentence)"), "\(text)")
        }
    }

    @Test func `the scenario is named`() throws {
        let text = try ExportedText.pytorch("[source: 10]")
        #expect(text.hasPrefix("\"\"\"The input pipeline of 'test', in PyTorch.\n"))
        #expect(text.contains("    pip install torch\n"))
    }
}
