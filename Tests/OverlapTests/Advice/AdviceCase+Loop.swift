extension AdviceCase {
    /// The training loop loses time apart from waiting for data.
    static let loop: [AdviceCase] = [
        AdviceCase(
            word: "unevenShares",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {count: 2}}",
                "pipeline: [source: {files: 3, samplesPerFile: 100}, shard: {}, interleave: 1, prefetch: 2]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["source.files=4"]]),
        AdviceCase(
            word: "copies",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {copyBandwidth: 1 GB/s}}",
                "pipeline: [source: {elements: 500, size: 1 MB}, prefetch: 2]", "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["pipeline=[source: {elements: 500, size: 1 MB}, prefetch: 2, prefetchToDevice: 1]"]]),
        AdviceCase(
            word: "launches",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {launchOverhead: 1 ms}}",
                "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["train.runAhead=1"]]),
        AdviceCase(
            word: "host",
            before: [
                "platform: {disk: {latency: 1 ms}, cpu: {cores: 4}}", "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 4 ms, hostOverhead: 1 ms, epochs: 2}",
            ],
            advice: [["train.runAhead=1"]]),
        AdviceCase(
            word: "interruptions",
            before: [
                "platform: {disk: {latency: 1 ms}}", "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 4 ms, epochs: 3, checkpointTime: 300 ms}",
            ],
            advice: [["train.checkpointTime=30 ms"], ["train.checkpointEpochs=3"]]),
        AdviceCase(
            word: "barrier",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {count: 2}}",
                "pipeline: [source: 1000, shard: {}, prefetch: 2]",
                "train: {step: {uniform: {min: 2 ms, max: 6 ms}}, epochs: 2}",
            ],
            advice: [["train.step=4 ms"]]),
        AdviceCase(
            word: "boundaries",
            before: [
                "platform: {disk: {latency: 1 ms, queueDepth: 1}}", "pipeline: [source: 100, shuffle: 50, prefetch: 2]",
                "train: {step: 2 ms, epochs: 4}",
            ],
            advice: [["source.elements=1000"]]),
        AdviceCase(
            word: "boundaries",
            before: [
                "platform: {cpu: {cores: 4}, processes: {creation: [20 ms], boot: 200 ms}}",
                "pipeline: [source: 320, dataLoader: {workers: 4, batchSize: 8, cost: 2 ms, use: wait}]",
                "train: {step: 6 ms, epochs: 5}",
            ],
            advice: [["dataLoader.workersLive=run"], ["source.elements=3200"]],
            words: "`workersLive: run` or longer epochs would help"),
        // Nothing is saved by workers that persist, if new ones cost nothing.
        AdviceCase(
            word: "boundaries",
            before: [
                "platform: {cpu: {cores: 4}}",
                "pipeline: [source: 32, dataLoader: {workers: 4, batchSize: 8, cost: 2 ms, use: wait}]",
                "train: {step: 1 ms, epochs: 5}",
            ],
            advice: [["source.elements=320"]], words: "of the time; longer epochs would help"),
    ]
}
