extension AdviceCase {
    /// Loading and training take turns, results wait for older ones, or times vary more than buffers even out.
    static let buffers: [AdviceCase] = [
        AdviceCase(
            word: "turns",
            before: [
                quick, "pipeline: [source: 256, map: {name: decode, cost: 1 ms}, batch: 4]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["pipeline=[source: 256, map: {name: decode, cost: 1 ms}, batch: 4, prefetch: 1]"]]),
        AdviceCase(
            word: "turns",
            before: [
                quick, "pipeline: [source: 2048, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: 32]",
                "train: {step: 30 ms, epochs: 2}",
            ],
            advice: [
                ["pipeline=[source: 2048, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: 32, prefetch: 1]"]
            ]),
        AdviceCase(
            word: "turns",
            before: [
                quick, "pipeline: [source: 128, dataLoader: {cost: 1 ms, batchSize: 4}]",
                "train: {step: 4 ms, epochs: 2}",
            ],
            advice: [["dataLoader.workers=2"]]),
        AdviceCase(
            word: "order",
            before: [
                "platform: {disk: {latency: 10 us}, cpu: {cores: 16}}",
                "pipeline: [source: 4000, interleave: {cycle: 8, parallelism: 8, order: unordered}, map: {name: decode, "
                    + "cost: {lognormal: {mean: 9 ms, cv: 0.5}}, parallelism: 16, pool: own}, batch: 100, prefetch: 2]",
                "train: {step: 56 ms}",
            ],
            advice: [["decode.parallelism=48"], ["decode.order=unordered"]]),
        AdviceCase(
            word: "order",
            before: [
                "platform: {cpu: {cores: 8}}",
                "pipeline: [source: 2000, dataLoader: {workers: 4, prefetchFactor: 1, batchSize: 2, cost: {gamma: {mean: 3 ms, "
                    + "cv: 2}}}]",
                "train: {step: 1 ms}",
            ],
            advice: [["dataLoader.order=unordered"], ["dataLoader.prefetchFactor=8"]]),
        AdviceCase(
            word: "order",
            before: [
                "platform: {cpu: {cores: 16}}",
                "pipeline: [source: 4000, map: {name: read, cost: 1 ms, parallelism: 16, pool: own, use: wait}, "
                    + "prefetch: {name: between, buffer: 200}, map: {name: decode, cost: {lognormal: {mean: 9 ms, cv: "
                    + "0.5}}, parallelism: 16, pool: own}, batch: 100, prefetch: 2]",
                "train: {step: 56 ms}",
            ],
            advice: [["decode.parallelism=48"], ["decode.order=unordered"]], stage: "decode"),
        AdviceCase(
            word: "variability",
            before: [
                "platform: {disk: {latency: {exponential: {mean: 1 ms}}, queueDepth: 1}}",
                "pipeline: [source: 4000, prefetch: 1]",
                "train: {step: 1 ms}",
            ],
            advice: [["prefetch=8"]]),
        AdviceCase(
            word: "variability",
            before: [
                "platform: {cpu: {cores: 16}}",
                "pipeline: [source: 8192, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: {size: 32, parallelism: 2}]",
                "train: {step: {gamma: {mean: 32 ms, cv: 1.5}}, epochs: 2}",
            ],
            advice: [
                [
                    "pipeline=[source: 8192, map: {name: decode, cost: 4 ms, parallelism: 4}, batch: {size: 32, "
                        + "parallelism: 2}, prefetch: 8]"
                ]
            ], stage: "batch"),
        AdviceCase(
            word: "variability",
            before: [
                "platform: {cpu: {cores: 16}}",
                "pipeline: [source: 8192, map: {cost: {gamma: {mean: 4 ms, cv: 3}}, parallelism: 8, order: unordered}, "
                    + "batch: {size: 32, cost: {gamma: {mean: 14 ms, cv: 1}}}, prefetch: 4]",
                "train: {step: 1 ms, epochs: 2}",
            ],
            advice: [
                [
                    "pipeline=[source: 8192, map: {cost: {gamma: {mean: 4 ms, cv: 3}}, parallelism: 8, order: unordered}, "
                        + "prefetch: {name: between, buffer: 64}, batch: {size: 32, cost: {gamma: {mean: 14 ms, cv: 1}}}, "
                        + "prefetch: 4]"
                ]
            ], stage: "map", words: "`map`, which is full at other times (variance); a prefetch behind it would help"),
        AdviceCase(
            word: "turns",
            before: [
                quick,
                "pipeline: [source: 4096, map: {name: decode, cost: 4 ms, parallelism: 4}, filter: 0.25, batch: 4]",
                "train: {step: 12 ms, epochs: 2}",
            ],
            advice: [
                [
                    "pipeline=[source: 4096, map: {name: decode, cost: 4 ms, parallelism: 4}, filter: 0.25, batch: 4, "
                        + "prefetch: 2]"
                ]
            ]),
        AdviceCase(
            word: "variability",
            before: [
                "platform: {cpu: {cores: 4}}",
                "pipeline: [source: 64, map: {cost: 4 ms, use: wait}, cache, repeat: 3, batch: 8, prefetch: 8]",
                "train: {step: 10 ms}",
            ],
            advice: [["repeat=30"]], words: "`cache` is being filled for a part of the time"),
    ]
}
