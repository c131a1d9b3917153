extension AdviceCase {
    /// Some of what could work at a time has nothing to do.
    static let idle: [AdviceCase] = [
        // Twenty samples by sixteen requests: the last four are made by four, and all wait for the slowest.
        AdviceCase(
            word: "none",
            before: [
                "platform: {disk: {latency: {lognormal: {mean: 40 ms, cv: 0.2}}, queueDepth: 256}, cpu: {cores: 16}}",
                "pipeline: [source: 4000, dataLoader: {workers: 2, batchSize: 20, requests: 16}]",
                "train: {step: 1 ms}",
            ],
            advice: [["dataLoader.workers=3"], ["dataLoader.requests=20"], ["disk.latency.lognormal.mean=30 ms"]],
            words: "for storage (`dataLoader`); a faster disk or more reads at a time would help"),
        AdviceCase(
            word: "unevenShares",
            before: [
                "platform: {cpu: {cores: 8}}",
                "pipeline: [source: {files: 3, samplesPerFile: {recorded: {values: [80, 20, 20]}}}, dataLoader: "
                    + "{workers: 3, dataset: files, batchSize: 4, cost: 5 ms}]",
                "train: {step: 1 ms}",
            ],
            advice: [["source.samplesPerFile=40"]], stage: "dataLoader",
            words: "some of whose workers have less in their files than others; files of more even length would help"),
        AdviceCase(
            word: "unevenShares",
            before: [
                "platform: {cpu: {cores: 8}}",
                "pipeline: [source: {files: 3, samplesPerFile: 80}, dataLoader: {workers: 4, dataset: files, "
                    + "batchSize: 4, cost: 5 ms}]",
                "train: {step: 1 ms}",
            ],
            advice: [["source.files=4", "source.samplesPerFile=60"]], stage: "dataLoader",
            words: "some of whose workers have no file, or fewer than others; files that divide among the workers"),
        AdviceCase(
            word: "stage",
            before: [
                "platform: {cpu: {cores: 8}}",
                "pipeline: [source: {files: 3, samplesPerFile: 80}, dataLoader: {workers: 3, dataset: files, "
                    + "batchSize: 4, cost: 5 ms}]",
                "train: {step: 1 ms}",
            ],
            advice: [["dataLoader.workers=6", "source.files=6"], ["dataLoader.cost=2 ms"]],
            words: "more workers together with more files or less work there would help"),
        AdviceCase(
            word: "none",
            before: [
                "platform: {disk: {latency: 100 us}, cpu: {cores: 16, workers: 64}}",
                "pipeline: [source: {files: 32, samplesPerFile: 50}, interleave: {cycle: 4, parallelism: 8, cost: "
                    + "4 ms}, batch: 10, prefetch: 2]",
                "train: {step: 1 ms}",
            ],
            advice: [["interleave.cycle=8"], ["interleave.cost=2 ms"]],
            words: "more calls at a time (`interleave.cycle` and `interleave.parallelism`) or less work there"),
        // Four files, and a cycle of four: a longer one would have none.
        AdviceCase(
            word: "none",
            before: [
                "platform: {disk: {latency: 100 us}, cpu: {cores: 16, workers: 64}}",
                "pipeline: [source: {files: 4, samplesPerFile: 500}, interleave: {cycle: 4, parallelism: 4, cost: "
                    + "4 ms, use: wait}, batch: 10, prefetch: 2]",
                "train: {step: 1 ms}",
            ],
            advice: [
                [
                    "interleave.cycle=8", "interleave.parallelism=8", "source.files=8", "source.samplesPerFile=250",
                ], ["interleave.cost=2 ms"],
            ],
            words: "more calls together with more files or less work there would help"),
    ]
}
