import ScenarioFiles

extension LintFixture {
    private static let read = "source: {elements: 320, size: 100 kB}"
    private static let files = "source: {files: 16, samplesPerFile: 20, size: 100 kB}"
    private static let decode = "map: {name: decode, cost: 1 ms}"

    /// Scenarios in which a rule finds something, and its fix helps.
    static let triggering: [LintFixture] = speed + storage + memory + correctness + assumptions

    private static let speed = [
        LintFixture(.missingPrefetch, "no prefetch at all", [read, decode, "batch: 4"]),
        LintFixture(.missingPrefetch, "a prefetch of 0", [read, decode, "batch: 4", "prefetch: 0"]),
        LintFixture(
            .missingPrefetch, "a parallel map has too little of a batch ready",
            [read, "map: {name: decode, cost: 2 ms, parallelism: 2}", "batch: 8"]),
        LintFixture(
            .missingPrefetch, "a loader without workers",
            ["source: {elements: 320, size: 100 kB}", "dataLoader: {batchSize: 4, cost: 1 ms}"]),
        LintFixture(
            .missingPrefetch, "rewrites without tuning add no prefetch",
            [read, decode, "shuffle: 2", "batch: 4"], "options: {rewrites: tensorflow, autotune: off}"),
        LintFixture(.prefetchNotLast, "work behind it", [read, "prefetch: 2", decode, "batch: 4"]),
        LintFixture(.prefetchNotLast, "less than a batch", [read, decode, "prefetch: 2", "batch: 8"]),
        LintFixture(
            .prefetchNotLast, "a prefetch of 0 at the end", [read, "prefetch: 2", decode, "batch: 4", "prefetch: 0"]),
        LintFixture(
            .shardAfterWork, "behind a map", [read, decode, "shard: {count: 4, index: 1}", "batch: 4", "prefetch: 2"]),
        LintFixture(
            .shardAfterWork, "behind an interleave",
            [
                "source: {files: 16, samplesPerFile: 20, size: 100 kB}", "interleave: 2",
                "shard: {count: 4, index: 1}", "batch: 4", "prefetch: 2",
            ], "train: 1 ms"),
        LintFixture(
            .shardAfterWork, "one share for each of two accelerators, fewer files than those",
            [
                "source: {files: 1, samplesPerFile: 320, size: 100 kB}", "interleave: 1", decode, "shard: {}",
                "batch: 4", "prefetch: 2",
            ],
            "platform: {disk: {latency: 1 ms, bandwidth: 1 GB/s}, cpu: {cores: 1}, gpu: {count: 2}}"),
        LintFixture(
            .orderedHeavyTail, "a map with stragglers",
            [
                read, "map: {cost: {stragglers: {of: 4 ms, share: 5 %, factor: 20}}, parallelism: 8, use: wait}",
                "prefetch: 2",
            ], "platform: {cpu: {cores: 4, workers: 16}}", "train: 0.1 ms"),
        LintFixture(
            .orderedHeavyTail, "a cost for each byte of sizes that vary",
            [
                "source: {elements: 320, size: {exponential: 100 kB}}",
                "map: {costPerByte: 20 ns/B, parallelism: 4}", "prefetch: 2",
            ], "train: 0.1 ms"),
        LintFixture(
            .orderedHeavyTail, "files whose opening takes very different times",
            [
                "source: {files: 200, samplesPerFile: 4, size: 1 kB}", "interleave: {cycle: 4, parallelism: 4}",
                "prefetch: 2",
            ],
            "platform: {disk: {latency: {stragglers: {of: 5 ms, share: 10 %, factor: 20}}}}", "train: 0.1 ms"),
        LintFixture(
            .cacheNeverRead, "steps end epochs early",
            ["source: {elements: 320, size: 1 MB}", "cache", "prefetch: 2"],
            "platform: {disk: {latency: 20 ms, queueDepth: 1}}", "train: {step: 1 ms, steps: 50, epochs: 4}"),
        LintFixture(
            .cacheNeverRead, "steps end epochs early, behind a skip",
            ["source: {elements: 320, size: 1 MB}", "cache", "skip: 30", "prefetch: 2"],
            "platform: {disk: {latency: 20 ms, queueDepth: 1}}", "train: {step: 1 ms, steps: 50, epochs: 4}"),
        LintFixture(
            .cacheNeverRead, "a large skip leaves little to read",
            ["source: {elements: 320, size: 1 MB}", "cache", "skip: 200", "prefetch: 2"],
            "platform: {disk: {latency: 20 ms, queueDepth: 1}}", "train: {step: 1 ms, steps: 100, epochs: 4}"),
        LintFixture(.sequentialReads, "samples that are files", [read, "batch: 16", "prefetch: 2"]),
        LintFixture(
            .sequentialReads, "an interleave that takes turns",
            [
                "source: {files: 40, samplesPerFile: 8, size: 100 kB}", "interleave: 2", "batch: 16", "prefetch: 2",
            ], "train: 1 ms"),
        LintFixture(
            .sequentialReads, "a disk that is faster with more requests", [read, "prefetch: 2"],
            "platform: {disk: {bandwidthByDepth: {1: 10 MB/s, 8: 80 MB/s}}}", "train: 1 ms"),
        LintFixture(
            .parallelismBeyondCores, "calls take the time of steps on the CPU",
            ["source: {elements: 640}", "map: {cost: 4 ms, parallelism: 32}", "batch: 8", "prefetch: 8"],
            "platform: {cpu: {cores: 4, workers: 32}}", "train: {step: 9 ms, device: cpu, threads: 2}"),
        LintFixture(
            .parallelismBeyondCores, "worker processes that each take time to start",
            ["source: {elements: 64}", "dataLoader: {workers: 8, batchSize: 4, cost: 2 ms}"],
            "platform: {cpu: {cores: 2}, processes: {creation: [20 ms, 40 ms]}}"),
    ]

    private static let storage = [
        LintFixture(
            .evictingCache, "what was used last stays",
            ["source: {elements: 320, size: 100 kB, access: random}", "prefetch: 2"],
            "platform: {disk: {bandwidth: 20 MB/s}, readCache: {capacity: 12 MB, policy: lru}}",
            "train: {step: 1 ms, epochs: 6}"),
        LintFixture(
            .evictingCache, "the page cache",
            ["source: {elements: 320, size: 100 kB, access: random}", "prefetch: 2"],
            "platform: {disk: {bandwidth: 20 MB/s}, readCache: 12 MB}", "train: {step: 1 ms, epochs: 8}"),
        LintFixture(
            .tooManyRequests, "files that take longer to open than to train on",
            ["source: {elements: 1280, size: 100 kB}", "interleave: {cycle: 8, parallelism: 8}", "prefetch: 2"],
            "platform: {disk: {latency: 1 ms, opensPerSecond: 500}}", "train: 1 ms"),
        LintFixture(
            .tooManyRequests, "small row groups",
            ["source: {files: 8, samplesPerFile: 160, rowGroup: 2, size: 100 kB}", "batch: 4", "prefetch: 2"],
            "platform: {disk: {latency: 100 us, requestsPerSecond: 200}}", "train: 4 ms"),
        LintFixture(
            .unevenFiles, "more workers than files",
            [
                "source: {files: 2, samplesPerFile: 400}",
                "dataLoader: {workers: 4, dataset: files, batchSize: 4, cost: 8 ms}",
            ], "platform: {cpu: {cores: 8}}", "train: 1 ms"),
        LintFixture(
            .unevenFiles, "a tail of one file",
            [
                "source: {files: 5, samplesPerFile: 160}",
                "dataLoader: {workers: 4, dataset: files, split: blocks, batchSize: 4, cost: 8 ms}",
            ], "platform: {cpu: {cores: 8}}", "train: 1 ms"),
        LintFixture(
            .unevenFiles, "files of different lengths",
            [
                "source: {files: 3, samplesPerFile: {recorded: {values: [400, 100, 100]}}}",
                "dataLoader: {workers: 3, dataset: files, batchSize: 4, cost: 8 ms}",
            ], "platform: {cpu: {cores: 8}}", "train: 1 ms"),
        LintFixture(
            .heldLock, "threads of a map",
            ["source: 640", "map: {cost: 4 ms, parallelism: 8, pool: own, lock: gil, lockShare: 0.5}", "prefetch: 2"],
            "platform: {cpu: {cores: 8}}", "train: 1 ms"),
        LintFixture(
            .heldLock, "threads of a worker",
            ["source: 640", "dataLoader: {workers: 1, requests: 4, batchSize: 8, cost: 4 ms, lock: gil}"],
            "platform: {cpu: {cores: 8}}", "train: 20 ms"),
    ]

    private static let memory = [
        LintFixture(
            .cacheSavesNothing, "steps hide the reading",
            ["source: {elements: 320, size: 10 MB}", "cache", "prefetch: 2"],
            "platform: {disk: {latency: 1 ms, queueDepth: 8}}"),
        LintFixture(
            .cacheSavesNothing, "in a file", ["source: {elements: 320, size: 10 MB}", "cache: file", "prefetch: 2"],
            "platform: {disk: {latency: 1 ms, queueDepth: 8}}"),
        LintFixture(
            .prefetchTooLarge, "more than there is, and full",
            ["source: {elements: 320, size: 10 MB}", "prefetch: 300"],
            "platform: {disk: {latency: 1 ms, queueDepth: 8}, memory: 1 GB}"),
        LintFixture(
            .prefetchTooLarge, "much, and of no use", ["source: {elements: 320, size: 10 MB}", "prefetch: 300"],
            "platform: {disk: {latency: 1 ms, queueDepth: 8}}"),
        LintFixture(
            .prefetchTooLarge, "a loader's workers with many batches each",
            ["source: {elements: 640, size: 10 MB}", "dataLoader: {workers: 2, prefetchFactor: 32, batchSize: 4}"],
            "platform: {disk: {latency: 1 ms, queueDepth: 8}}"),
        LintFixture(
            .cacheTooLarge, "decoded samples", [read, "map: {cost: 1 ms, outputBytes: 1 MB}", "cache", "prefetch: 2"],
            "platform: {disk: {latency: 1 ms, bandwidth: 1 GB/s}, memory: 100 MB}"),
        LintFixture(
            .cacheTooLarge, "it is never read", [read, "cache", "prefetch: 2"], "train: 1 ms",
            "platform: {disk: {latency: 1 ms}, memory: 10 MB}"),
        LintFixture(
            .cacheTooLarge, "each of two accelerators has half of the memory", [read, "cache", "prefetch: 2"],
            "platform: {disk: {latency: 1 ms}, memory: 50 MB, gpu: {count: 2}}"),
    ]

    private static let assumptions = [
        LintFixture(
            .constantCost, "calls that would keep up exactly",
            ["source: 3200", "map: {name: decode, cost: 4 ms, parallelism: 4}", "batch: 8", "prefetch: 2"],
            "platform: {cpu: {cores: 4}}", "train: 8 ms"),
        LintFixture(
            .autoWithoutRewrites, "no prefetch",
            [read, "map: {cost: {exponential: 4 ms}, parallelism: auto}", "batch: 4"]),
        LintFixture(
            .freeWorkers, "nothing given", [read, "dataLoader: {workers: 2, batchSize: 4, workersLive: run}"]),
        LintFixture(
            .freeCopies, "nothing given", [read, "dataLoader: {workers: 2, batchSize: 4, hostMemory: pinned}"]),
    ]

    private static let correctness = [
        LintFixture(.cacheAfterRandom, "a shuffle", [read, decode, "shuffle: 64", "cache", "batch: 4", "prefetch: 2"]),
        LintFixture(
            .cacheAfterRandom, "random augmentation, shuffled later",
            [read, "map: {name: augment, cost: 1 ms, function: stateful}", "cache", "shuffle: 64", "prefetch: 2"]),
        LintFixture(
            .cacheAfterRandom, "a shuffle of files",
            [
                "source: {files: 16, samplesPerFile: 20, size: 1 kB}", "shuffle: 16", "interleave: 4", "cache: file",
                "prefetch: 2",
            ]),
        LintFixture(
            .cacheAfterRandom, "one epoch, and a repeat", [read, "shuffle: 64", "cache", "repeat: 3", "prefetch: 2"],
            "train: 1 ms"),
        LintFixture(
            .repeatBeforeShuffle, "passes are mixed", [read, "repeat: 3", decode, "shuffle: 64", "prefetch: 2"]),
        LintFixture(
            .repeatBeforeShuffle, "a take counts elements of all passes",
            [read, "repeat: forever", "take: 500", "shuffle: 64", "prefetch: 2"]),
        LintFixture(
            .shuffleBeforeShard, "of samples", [read, "shuffle: 64", "shard: {}", decode, "prefetch: 2"],
            "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "of files", [files, "shuffle: 16", "shard: {}", "interleave: 2", "prefetch: 2"],
            "platform: {gpu: {count: 4}}"),
        LintFixture(
            .shuffleBeforeShard, "of fewer files than accelerators",
            ["source: {files: 1, samplesPerFile: 320}", "shuffle: 16", "interleave: 1", "shard: {}", "prefetch: 2"],
            "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "of too few files, and of samples",
            [
                "source: {files: 1, samplesPerFile: 320}", "shuffle: 16", "interleave: 1", "shuffle: 64", "shard: {}",
                "prefetch: 2",
            ], "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "a take counts between them",
            [read, "shuffle: 64", "take: 300", "shard: {}", "prefetch: 2"], "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "of unordered calls",
            [read, "map: {cost: 1 ms, parallelism: 4, order: unordered}", "shard: {}", "prefetch: 2"],
            "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "of fewer files than accelerators, read unordered",
            [
                "source: {files: 3, samplesPerFile: 100}", "interleave: {cycle: 3, parallelism: 3, order: unordered}",
                "shard: {}", "prefetch: 2",
            ], "platform: {gpu: {count: 4}}"),
        LintFixture(
            .shuffleBeforeShard, "of a shuffle and unordered calls, which a take counts",
            [
                read, "shuffle: 64", "map: {cost: 1 ms, parallelism: 4, order: unordered}", "take: 300", "shard: {}",
                "prefetch: 2",
            ], "platform: {gpu: {count: 2}}"),
    ]
}
