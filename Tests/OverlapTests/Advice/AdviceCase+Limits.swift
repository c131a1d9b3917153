extension AdviceCase {
    /// A stage, a thread or a resource is busy almost all the time.
    static let limits: [AdviceCase] = [
        AdviceCase(
            word: "thread",
            before: [
                "platform: {disk: {latency: 1 ms}}", "pipeline: [source: 500, map: {cost: 1200 us}, prefetch: 2]",
                "train: {step: 500 us, epochs: 2}",
            ],
            advice: [
                ["pipeline=[source: 500, prefetch: {name: between, buffer: 1}, map: {cost: 1200 us}, prefetch: 2]"]
            ]),
        AdviceCase(
            word: "source",
            before: [
                "platform: {disk: {latency: 2 ms}}", "pipeline: [source: 500, prefetch: 2]",
                "train: {step: 1 ms, epochs: 2}",
            ],
            advice: [["disk.latency=1 ms"], ["pipeline=[source: 500, cache, prefetch: 2]"]]),
        AdviceCase(
            word: "stage",
            before: [
                quick, "pipeline: [source: 500, map: {cost: 4 ms, parallelism: 2}, prefetch: 2]",
                "train: {step: 1 ms, epochs: 2}",
            ],
            advice: [["map.parallelism=4"], ["map.cost=2 ms"]]),
        AdviceCase(
            word: "disk",
            before: [
                "platform: {disk: {latency: 2 ms, queueDepth: 2}}",
                "pipeline: [source: 500, interleave: {cycle: 4, parallelism: 4}, prefetch: 2]",
                "train: {step: 500 us, epochs: 2}",
            ],
            advice: [
                ["disk.latency=1 ms"],
                ["pipeline=[source: 500, interleave: {cycle: 4, parallelism: 4}, cache, prefetch: 2]"],
            ]),
        AdviceCase(
            word: "disk",
            before: [
                "platform: {disk: {latency: 0 s, bandwidth: 100 MB/s, queueDepth: 8}, gpu: {count: 2}}",
                "pipeline: [source: {elements: 4000, size: 100 kB}, shard: {}, prefetch: 4]",
                "train: {step: 3 ms, checkpointBytes: 100 MB, checkpointSteps: 200, epochs: 2}",
            ],
            advice: [["disk.bandwidth=200 MB/s"], ["source.size=50 kB"], ["train.checkpointSteps=400"]],
            words: "or fewer checkpoints would help"),
        AdviceCase(
            word: "disk",
            before: [
                "platform: {disk: {latency: 1 ms, bandwidth: 1 GB/s, opensPerSecond: 200}, cpu: {cores: 8}}",
                "pipeline: [source: {elements: 400, size: 100 kB, access: random}, dataLoader: {workers: 8, batchSize: "
                    + "4}]",
                "train: {step: 1 ms}",
            ],
            advice: [["disk.opensPerSecond=400"]],
            words: "storage opens no more files a second; larger files or more openings a second would help"),
        AdviceCase(
            word: "disk",
            before: [
                "platform: {disk: {latency: 1 ms, bandwidth: 1 GB/s, requestsPerSecond: 200}, cpu: {cores: 8}}",
                "pipeline: [source: {files: 40, samplesPerFile: 20, rowGroup: 2, size: 100 kB}, interleave: {cycle: 8, "
                    + "parallelism: 8}, batch: 4, prefetch: 2]",
                "train: {step: 1 ms}",
            ],
            advice: [["disk.requestsPerSecond=400"], ["source.rowGroup=5"]],
            words: "storage accepts no more requests a second; larger row groups or more requests a second would help"),
        AdviceCase(
            word: "cores",
            before: [
                "platform: {disk: {latency: 10 us}, cpu: {cores: 2}}",
                "pipeline: [source: 500, map: {cost: 4 ms, parallelism: 4, pool: own}, prefetch: 2]",
                "train: {step: 500 us, epochs: 2}",
            ],
            advice: [["cpu.cores=4", "map.parallelism=8"], ["map.cost=2 ms"]]),
        AdviceCase(
            word: "copyEngine",
            before: [
                "platform: {disk: {latency: 1 ms}, gpu: {copyBandwidth: 250 MB/s}}",
                "pipeline: [source: {elements: 500, size: 1 MB}, prefetch: 2, prefetchToDevice: 1]",
                "train: {step: 2 ms, epochs: 2}",
            ],
            advice: [["gpu.copyBandwidth=1 GB/s"], ["source.size=500 kB"]]),
    ]
}
