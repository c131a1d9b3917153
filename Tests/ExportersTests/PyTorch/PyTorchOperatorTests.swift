import Exporters
import Testing

/// What each operator is in PyTorch.
@Suite struct PyTorchOperatorTests {
    private static let lines: [(String, String)] = [
        ("[source: 10, dataLoader: 0]", "return DataLoader(Samples(), batch_size=1, num_workers=0)"),
        (
            "[source: {elements: 10, access: random}, dataLoader: 0]",
            """
            return DataLoader(
                Samples(),
                shuffle=True,
                generator=torch.Generator().manual_seed(1),
                batch_size=1,
                num_workers=0,
            )
            """
        ),
        (
            """
            [source: 10, dataLoader: {workers: 3, prefetchFactor: 4, batchSize: 5, remainder: drop, order: unordered,
              workersLive: run, hostMemory: pinned, collate: 1 ms}]
            """,
            """
            return DataLoader(
                Samples(),
                batch_size=5,
                drop_last=True,
                collate_fn=data_loader_collate,
                pin_memory=True,
                num_workers=3,
                prefetch_factor=4,
                persistent_workers=True,
                multiprocessing_context="fork",
                in_order=False,
            )
            """
        ),
        ("[source: 10, dataLoader: {name: loader, cost: 2 ms}]", "return loader_sample(read_source(number))"),
        ("[source: 10, dataLoader: {workers: 1, pickledBytes: 1 MB}]", "multiprocessing_context=\"spawn\""),
        ("[source: 10, dataLoader: {workers: 1, pickledBytes: 1 MB}]", "self.sent = bytes(1_000_000)"),
        ("[source: 10, dataLoader: {requests: 4}]", "return list(threads().map(self.__getitem__, numbers))"),
        (
            "[source: 10, dataLoader: {dataset: iterable, workers: 2}]",
            "order = list(range(SAMPLES))\nnumbers = order\nfor"
        ),
        (
            "[source: 10, dataLoader: {dataset: sharded, workers: 2}]",
            "if worker is not None:\norder = order[worker.id :: worker.num_workers]"
        ),
        (
            "[source: {files: 4, samplesPerFile: 3}, dataLoader: {dataset: files, workers: 2, split: blocks}]",
            "order = order[first : first + least + (worker.id < longer)]"
        ),
        (
            "[source: {files: 4, samplesPerFile: 3}, dataLoader: {dataset: files, workers: 2, requests: 3, batchSize: 6}]",
            "for first in range(0, len(numbers), 6):\nyield from threads().map(make_sample, numbers[first : first + 6])"
        ),
        (
            "[source: {files: 4, access: random}, dataLoader: {dataset: files, workers: 2}]",
            "drawn = random.Random(seed + self.epochs)\nself.epochs += 1\norder = list(range(FILES))\ndrawn.shuffle(order)"
        ),
        (
            "[source: {files: 4}, shuffle: 3, repeat: 2, dataLoader: {dataset: files}]",
            "# shuffle\norder = shuffled(order, 3, drawn)\n# repeat\norder = 2 * order"
        ),
        (
            "[source: 10, shard: {count: 2, index: 1}, take: 4, skip: 1, dataLoader: 0]",
            """
            # shard
            order = order[1::2]
            # take
            order = order[:4]
            # skip
            order = order[1:]
            return iter(order)
            """
        ),
        (
            "[source: 10, skip: {count: 3, acts: once}, dataLoader: 0]",
            "# skip\nif self.epochs == 1:\norder = order[3:]"
        ),
        (
            "[source: 10, dataLoader: 0, skip: {count: 3, acts: once}]",
            "# skip\nif epoch == 1:\nbatches = itertools.islice(batches, 3, None)"
        ),
        ("[source: 10, dataLoader: 0, take: 4]", "batches = itertools.islice(batches, 4)"),
        ("[source: 10, dataLoader: 0, shard: {count: 2, index: 1}]", "batches = itertools.islice(batches, 1, None, 2)"),
        ("[source: 10, dataLoader: 0, map: {cost: 1 ms}]", "batches = map(map_stage, batches)"),
        ("[source: 10, dataLoader: 0, filter: 50 %]", "batches = filter(filter_stage, batches)"),
        ("[source: 10, dataLoader: 0, prefetch: 3]", "batches = prefetched(batches, 3)"),
        ("[source: 10, dataLoader: 0, prefetch: 0]", "# prefetch: 0: loading and training take turns"),
        ("[source: 10, dataLoader: 0, prefetchToDevice: 2]", "batches = prefetched(map(to_device, batches), 2)"),
        (
            "[source: 10, map: {name: decode}, map: {name: augment}, batch: 5]",
            "return augment(decode(read_source(number)))"
        ),
        ("[source: 10, batch: {size: 5, cost: 1 ms}]", "collate_fn=batch"),
        ("[source: 10, cache: off, batch: 5]", "# cache: off"),
        (
            "[source: 10, dataLoader: {workers: 1, cost: 1 ms, lock: gil, lockShare: 0.5}]",
            "with gil_lock:\ntime.sleep(0.5 * seconds)"
        ),
    ]

    @Test(arguments: lines)
    func `is said in its terms`(pipeline: String, lines: String) throws {
        let text = try ExportedText.pytorch(pipeline)
        #expect(text.has(lines), "\(text)")
    }

    @Test(arguments: [
        ("[source: 10, map: {parallelism: 4}, batch: 2]", "Use a `dataLoader` with `workers: 4`"),
        ("[source: 10, map: {requests: 4, use: wait}, batch: 2]", "Use a `dataLoader` with `requests: 4`"),
        ("[source: {files: 4}, interleave: 2]", "use a `dataLoader` with `dataset: files`"),
        ("[source: 10, cache: memory]", "set `cache: off` and keep samples in the data set yourself"),
        ("[source: 10, shuffle: 4]", "set `source.access: random`, which is `shuffle=True`"),
        ("[source: 10, dataLoader: 0, repeat: 2]", "set `train.epochs`"),
        ("[source: 10, dataLoader: 0, batch: 2]", "set `dataLoader.batchSize` alone"),
        ("[source: 10, prefetch: 2, batch: 2]", "put `batch` in front of what keeps or leaves out elements"),
        ("[source: 10, batch: {size: 2, parallelism: 2}]", "use a `dataLoader` with `workers`, or `batch` without"),
        ("[source: 10, filter: 50 %, batch: 2]", "leave samples out of the data set beforehand"),
        ("[source: 10, shard: {count: 2, index: 0}, batch: 2]", "use a `dataLoader` behind it"),
        ("[source: 10, skip: 2, batch: 2]", "use a `dataLoader` behind it"),
        ("[source: 10, dataLoader: 0, prefetch: auto]", "set `prefetch.buffer` to a number of batches"),
        ("[source: 10, dataLoader: 0, prefetchToDevice: auto]", "set `prefetchToDevice.buffer` to a number of batches"),
        ("[source: {files: 4}, skip: {count: 1, acts: once}, dataLoader: {dataset: files}]", "behind the `dataLoader`"),
        ("[source: 10, skip: {count: 1, acts: once}, dataLoader: {dataset: sharded}]", "behind the `dataLoader`"),
        ("[source: 10, skip: {count: 1, acts: once}, dataLoader: {dataset: iterable}]", "behind the `dataLoader`"),
    ])
    func `what PyTorch cannot say is refused with a way out`(pipeline: String, message: String) {
        #expect { try ExportedText.pytorch(pipeline) } throws: { "\($0)".contains(message) }
    }

    @Test(arguments: ["repeat: 1", "skip: 0", "shard: {count: 1, index: 0}"])
    func `a stage that does nothing is a remark`(stage: String) throws {
        let name = stage.prefix { $0 != ":" }
        #expect(try ExportedText.pytorch("[source: 10, \(stage), batch: 5]").contains("    # \(name): "))
    }
}
