import ScenarioFiles

extension LintFixture {
    private static let read = "source: {elements: 320, size: 100 kB}"
    private static let files = "source: {files: 16, samplesPerFile: 20, size: 100 kB}"
    private static let decode = "map: {name: decode, cost: 1 ms}"

    /// Scenarios that look like those that a rule is about, and are not.
    static let silent: [LintFixture] = prefetch + cacheAndOrder + work + storage + assumptions

    private static let assumptions = [
        LintFixture(.constantCost, "it varies", [read, "map: {cost: {exponential: 4 ms}, parallelism: 4}"]),
        LintFixture(.constantCost, "one at a time", [read, decode]),
        LintFixture(.constantCost, "unordered", [read, "map: {cost: 4 ms, parallelism: 4, order: unordered}"]),
        LintFixture(.constantCost, "it takes no time", [read, "map: {cost: 0 s, parallelism: 4}"]),
        LintFixture(
            .autoWithoutRewrites, "they are on", [read, "map: {cost: 1 ms, parallelism: auto}", "batch: 4"],
            "options: {rewrites: tensorflow}"),
        LintFixture(.autoWithoutRewrites, "a number", [read, "map: {cost: 1 ms, parallelism: 4}", "batch: 4"]),
        LintFixture(
            .freeWorkers, "boot takes time", [read, "dataLoader: {workers: 2, workersLive: run}"],
            "platform: {processes: {boot: 3 ms}}"),
        LintFixture(.freeWorkers, "they end with each epoch", [read, "dataLoader: {workers: 2}"]),
        LintFixture(.freeWorkers, "one epoch", [read, "dataLoader: {workers: 2, workersLive: run}"], "train: 1 ms"),
        LintFixture(
            .freeCopies, "the copy has a bandwidth", [read, "dataLoader: {workers: 2, hostMemory: pinned}"],
            "platform: {gpu: {copyBandwidth: 12 GB/s}}"),
        LintFixture(.freeCopies, "pageable memory", [read, "dataLoader: {workers: 2}"]),
    ]

    private static let storage = [
        LintFixture(
            .evictingCache, "what came first stays", [read],
            "platform: {readCache: {capacity: 12 MB, policy: minio}}"),
        LintFixture(.evictingCache, "all fits", [read], "platform: {readCache: {capacity: 33 MB, policy: lru}}"),
        LintFixture(
            .evictingCache, "it was measured", [read], "platform: {readCache: {missRate: 0.8, policy: lru}}"),
        LintFixture(.evictingCache, "no cache", [read]),
        LintFixture(
            .evictingCache, "one pass", [read], "platform: {readCache: {capacity: 12 MB, policy: lru}}", "train: 1 ms"),
        LintFixture(
            .tooManyRequests, "storage accepts as many", [read], "platform: {disk: {opensPerSecond: 150}}"),
        LintFixture(
            .tooManyRequests, "files enough in each opening", [files],
            "platform: {disk: {requestsPerSecond: 75}}", "train: 1 ms"),
        LintFixture(
            .tooManyRequests, "a cache has half of them", [read],
            "platform: {disk: {opensPerSecond: 75}, readCache: {capacity: 16 MB, policy: minio}}"),
        LintFixture(.tooManyRequests, "it accepts all", [read], "train: 1 ms"),
        LintFixture(
            .tooManyRequests, "random order", ["source: {elements: 320, size: 100 kB, access: random}"],
            "platform: {disk: {requestsPerSecond: 50}}", "train: 1 ms"),
        LintFixture(
            .tooManyRequests, "there is one file", ["source: {elements: 3}"],
            "platform: {disk: {requestsPerSecond: 50}}", "train: 1 ms"),
    ]

    private static let prefetch = [
        LintFixture(.missingPrefetch, "a prefetch at the end", [read, decode, "batch: 4", "prefetch: 1"]),
        LintFixture(.missingPrefetch, "a prefetch to the device", [read, decode, "batch: 4", "prefetchToDevice: 1"]),
        LintFixture(
            .missingPrefetch, "rewrites add one", [read, decode, "shuffle: 2", "batch: 4"],
            "options: {rewrites: tensorflow}"),
        LintFixture(
            .missingPrefetch, "the loop runs ahead", [read, decode, "batch: 4"],
            "train: {step: 10 ms, epochs: 2, runAhead: 1}"),
        LintFixture(
            .missingPrefetch, "a parallel map at the end", [read, "batch: 4", "map: {cost: 1 ms, parallelism: 2}"]),
        LintFixture(.missingPrefetch, "a parallel batch", [read, decode, "batch: {size: 4, parallelism: 1}"]),
        LintFixture(
            .missingPrefetch, "loading takes no time worth a word", ["source: 320", "map: 0.01 ms", "batch: 4"],
            "platform: {cpu: {cores: 4}}"),
        LintFixture(.missingPrefetch, "no step to overlap with", [read, decode, "batch: 4"], "train: 0 s"),
        LintFixture(.missingPrefetch, "a loader with workers", [read, "dataLoader: {workers: 1, cost: 1 ms}"]),
        LintFixture(.missingPrefetch, "a prefetch that is not last", [read, "prefetch: 2", decode, "batch: 4"]),
        LintFixture(.prefetchNotLast, "it is last", [read, decode, "batch: 4", "prefetch: 2"]),
        LintFixture(.prefetchNotLast, "a batch that it can fill", [read, decode, "prefetch: 8", "batch: 4"]),
        LintFixture(.prefetchNotLast, "an automatic one", [read, decode, "prefetch: auto", "batch: 4"]),
        LintFixture(
            .prefetchNotLast, "a parallel map behind it", [read, "prefetch: 2", "map: {cost: 1 ms, parallelism: 2}"]),
        LintFixture(.prefetchNotLast, "another one behind it", [read, "prefetch: 2", decode, "prefetch: 1"]),
        LintFixture(
            .prefetchNotLast, "the loop runs ahead", [read, "prefetch: 2", decode],
            "train: {step: 10 ms, epochs: 2, runAhead: 1}"),
        LintFixture(.prefetchTooLarge, "little is held", [read, decode, "batch: 4", "prefetch: 64"]),
        LintFixture(.prefetchTooLarge, "three elements", ["source: {elements: 320, size: 1 GB}", "prefetch: 3"]),
        LintFixture(.prefetchTooLarge, "automatic", ["source: {elements: 320, size: 10 MB}", "prefetch: auto"]),
        LintFixture(
            .prefetchTooLarge, "more than the data", ["source: {elements: 10, size: 10 MB}", "prefetch: 10000"]),
        LintFixture(
            .prefetchTooLarge, "less than 5 % of the memory",
            ["source: {elements: 320, size: 10 MB}", "prefetch: 300"],
            "platform: {memory: 61 GB}"),
    ]

    private static let cacheAndOrder = [
        LintFixture(.cacheAfterRandom, "shuffled behind it", [read, "cache", "shuffle: 64", "prefetch: 2"]),
        LintFixture(.cacheAfterRandom, "shuffled again", [read, "shuffle: 9", "cache", "shuffle: 64", "prefetch: 2"]),
        LintFixture(
            .cacheAfterRandom, "it is never read", [read, "shuffle: 64", "cache", "prefetch: 2"], "train: 1 ms"),
        LintFixture(.cacheAfterRandom, "it is off", [read, "shuffle: 64", "cache: off", "prefetch: 2"]),
        LintFixture(.cacheAfterRandom, "a buffer of one", [read, "shuffle: 1", "cache", "prefetch: 2"]),
        LintFixture(
            .cacheAfterRandom, "random access",
            ["source: {elements: 320, access: random}", decode, "cache", "prefetch: 2"]),
        LintFixture(
            .cacheTooLarge, "it fits", [read, "cache", "prefetch: 2"], "platform: {memory: 33 MB}"),
        LintFixture(.cacheTooLarge, "memory is not modelled", [read, "cache", "prefetch: 2"]),
        LintFixture(.cacheTooLarge, "a file", [read, "cache: file", "prefetch: 2"], "platform: {memory: 10 MB}"),
        LintFixture(
            .cacheTooLarge, "filters leave enough room", [read, "filter: 0.1", "cache", "prefetch: 2"],
            "platform: {memory: 10 MB}"),
        LintFixture(
            .cacheTooLarge, "epochs are cut short", [read, "cache", "prefetch: 2"], "platform: {memory: 10 MB}",
            "train: {step: 1 ms, steps: 50, epochs: 2}"),
        LintFixture(
            .cacheTooLarge, "a take behind it", [read, "cache", "take: 50", "prefetch: 2"],
            "platform: {memory: 10 MB}"),
        LintFixture(.cacheNeverRead, "whole epochs", [read, "cache", "prefetch: 2"]),
        LintFixture(
            .cacheNeverRead, "what is skipped behind it is read too", [read, "cache", "skip: 200", "prefetch: 2"],
            "train: {step: 1 ms, steps: 118, epochs: 2}"),
        LintFixture(.cacheNeverRead, "it is off", [read, "cache: off", "prefetch: 2"], "train: 1 ms"),
        LintFixture(.cacheNeverRead, "a repeat reads it", [read, "cache", "repeat: 3", "prefetch: 2"], "train: 1 ms"),
        LintFixture(.cacheNeverRead, "what it keeps is cut before it", [read, "take: 50", "cache", "prefetch: 2"]),
        LintFixture(
            .cacheNeverRead, "a remainder is dropped",
            [read, "cache", "batch: {size: 9, remainder: drop}", "prefetch: 2"]),
        LintFixture(.cacheSavesNothing, "little is held", [read, "cache", "prefetch: 2"]),
        LintFixture(
            .cacheSavesNothing, "it is never read", ["source: {elements: 320, size: 10 MB}", "cache", "prefetch: 2"],
            "train: 1 ms"),
        LintFixture(
            .cacheSavesNothing, "it does not fit", ["source: {elements: 320, size: 10 MB}", "cache", "prefetch: 2"],
            "platform: {memory: 1 GB}"),
        LintFixture(.repeatBeforeShuffle, "the right way round", [read, "shuffle: 64", "repeat: 3", "prefetch: 2"]),
        LintFixture(.repeatBeforeShuffle, "one pass", [read, "repeat: 1", "shuffle: 64", "prefetch: 2"]),
        LintFixture(.repeatBeforeShuffle, "a buffer of one", [read, "repeat: 3", "shuffle: 1", "prefetch: 2"]),
        LintFixture(.shuffleBeforeShard, "one accelerator", [read, "shuffle: 64", "shard: {}", "prefetch: 2"]),
        LintFixture(
            .shuffleBeforeShard, "the right way round", [read, "shard: {}", "shuffle: 64", "prefetch: 2"],
            "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "a share for all", [read, "shuffle: 64", "shard: {count: 2, index: 0}"],
            "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "an order in common",
            ["source: {elements: 320, access: random}", "shuffle: 1", "shard: {}"], "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "calls in order", [read, "map: {cost: 1 ms, parallelism: 4}", "shard: {}"],
            "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "one call at a time",
            [read, "map: {cost: 1 ms, parallelism: 1, order: unordered}", "shard: {}"], "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "one open file at a time",
            [
                "source: {files: 8, samplesPerFile: 9}", "interleave: {cycle: 1, parallelism: 4, order: unordered}",
                "shard: {}",
            ], "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "one file",
            [
                "source: {files: 1, samplesPerFile: 90}", "interleave: {cycle: 4, parallelism: 4, order: unordered}",
                "shard: {}",
            ], "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "unordered behind the shard",
            [read, "shard: {}", "map: {cost: 1 ms, parallelism: 4, order: unordered}"], "platform: {gpu: {count: 2}}"),
        LintFixture(
            .shuffleBeforeShard, "rewrites fuse the map",
            [read, "map: {cost: 1 ms, parallelism: 4, order: unordered}", "batch: 4", "shard: {}"],
            "options: {rewrites: tensorflow}", "platform: {gpu: {count: 2}}"),
    ]

    private static let work = [
        LintFixture(.shardAfterWork, "directly behind the source", [read, "shard: {count: 4, index: 1}", decode]),
        LintFixture(.shardAfterWork, "one share", [read, decode, "shard: {count: 1, index: 0}"]),
        LintFixture(.shardAfterWork, "one accelerator", [read, decode, "shard: {}"]),
        LintFixture(
            .shardAfterWork, "a take counts before it", [read, decode, "take: 100", "shard: {count: 4, index: 1}"]),
        LintFixture(.shardAfterWork, "work of no time", [read, "map: 0 s", "shard: {count: 4, index: 1}"]),
        LintFixture(
            .orderedHeavyTail, "unordered already",
            [read, "map: {cost: {exponential: 4 ms}, parallelism: 4, order: unordered}"]),
        LintFixture(
            .orderedHeavyTail, "times that never vary", [read, "map: {cost: 4 ms, parallelism: 4}"]),
        LintFixture(
            .orderedHeavyTail, "one call at a time", [read, "map: {cost: {exponential: 4 ms}, parallelism: 1}"]),
        LintFixture(.orderedHeavyTail, "a sequential map", [read, "map: {cost: {exponential: 4 ms}}"]),
        LintFixture(
            .orderedHeavyTail, "shares go by the order",
            [read, "map: {cost: {exponential: 4 ms}, parallelism: 4}", "shard: {count: 4, index: 1}"]),
        LintFixture(
            .orderedHeavyTail, "rewrites fuse the map",
            [read, "map: {cost: {exponential: 4 ms}, parallelism: 4}", "batch: 4"], "options: {rewrites: tensorflow}"),
        LintFixture(
            .sequentialReads, "one request at a time", [read], "platform: {disk: {latency: 1 ms, queueDepth: 1}}"),
        LintFixture(.sequentialReads, "bandwidth is the limit", [read], "platform: {disk: {bandwidth: 10 MB/s}}"),
        LintFixture(.sequentialReads, "reading takes no time", ["source: 320", decode], "platform: {cpu: {cores: 4}}"),
        LintFixture(.sequentialReads, "a parallel interleave", [files, "interleave: {cycle: 2, parallelism: 2}"]),
        LintFixture(.sequentialReads, "a loader reads", [read, "dataLoader: {workers: 1}"]),
        LintFixture(.sequentialReads, "one file", ["source: {files: 1, samplesPerFile: 320, size: 100 kB}"]),
        LintFixture(
            .sequentialReads, "random places in files",
            ["source: {files: 16, samplesPerFile: 20, size: 100 kB, access: random}"]),
        LintFixture(
            .unevenFiles, "as many for each worker",
            ["source: {files: 8, samplesPerFile: 40}", "dataLoader: {workers: 4, dataset: files, cost: 1 ms}"]),
        LintFixture(
            .unevenFiles, "as many samples for each worker",
            [
                "source: {files: 4, samplesPerFile: {recorded: {values: [60, 20, 20, 60]}}}",
                "dataLoader: {workers: 2, dataset: files, cost: 1 ms}",
            ]),
        LintFixture(
            .unevenFiles, "workers share the samples",
            ["source: {files: 5, samplesPerFile: 40}", "dataLoader: {workers: 4, cost: 1 ms}"]),
        LintFixture(
            .unevenFiles, "one more among many",
            ["source: {files: 101, samplesPerFile: 4}", "dataLoader: {workers: 4, dataset: files, cost: 1 ms}"]),
        LintFixture(
            .heldLock, "steps take longer", [read, "map: {cost: 4 ms, parallelism: 8, lock: gil, lockShare: 0.5}"]),
        LintFixture(.heldLock, "no lock", [read, "map: {cost: 40 ms, parallelism: 8}"]),
        LintFixture(
            .heldLock, "processes enough",
            [read, "dataLoader: {workers: 8, requests: 4, cost: 40 ms, lock: gil, batchSize: 1}"]),
        LintFixture(.parallelismBeyondCores, "as many as cores", [read, "map: {cost: 1 ms, parallelism: 4}"]),
        LintFixture(.parallelismBeyondCores, "they wait", [read, "map: {cost: 1 ms, parallelism: 64, use: wait}"]),
        LintFixture(.parallelismBeyondCores, "automatic", [read, "map: {cost: 1 ms, parallelism: auto}"]),
        LintFixture(.parallelismBeyondCores, "calls take no time", [read, "map: {cost: 0 s, parallelism: 64}"]),
        LintFixture(
            .parallelismBeyondCores, "workers wait for the disk", [read, "dataLoader: {workers: 16, cost: 0.1 ms}"]),
    ]
}
