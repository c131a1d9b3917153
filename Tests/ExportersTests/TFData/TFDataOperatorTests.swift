import Exporters
import Testing

/// What each operator is in tf.data.
@Suite struct TFDataOperatorTests {
    private static let lines: [(String, String)] = [
        (
            "[source: 10]",
            "dataset = tf.data.Dataset.from_generator(samples, output_signature=tf.TensorSpec((), tf.int64))"
        ),
        ("[source: {elements: 10, access: random}]", "for sample in order.sample(range(SAMPLES), SAMPLES):"),
        ("[source: {files: 4}, interleave: 2]", "dataset = tf.data.Dataset.range(FILES)"),
        (
            "[source: {files: 4, access: random}, interleave: 2]",
            "dataset = dataset.shuffle(FILES, seed=1, reshuffle_each_iteration=True)"
        ),
        (
            "[source: {files: 4}, interleave: {cycle: 2, block: 3}]",
            "interleave(open_file, cycle_length=2, block_length=3)"
        ),
        (
            "[source: {files: 4}, interleave: {cycle: 2, parallelism: auto, order: unordered, cost: 1 ms}]",
            """
            dataset = dataset.interleave(
                lambda file: open_file(file).map(in_python(interleave)),
                cycle_length=2,
                block_length=1,
                num_parallel_calls=tf.data.AUTOTUNE,
                deterministic=False,
            )
            """
        ),
        ("[source: 10, map: {name: decode, cost: 1 ms}]", "dataset = dataset.map(in_python(decode))"),
        (
            "[source: 10, map: {name: decode, parallelism: 4}]",
            "dataset = dataset.map(in_python(decode), num_parallel_calls=4, deterministic=True)"
        ),
        (
            "[source: 10, map: {parallelism: 4, order: unordered, pool: own, function: stateful}]",
            """
            dataset = dataset.map(
                in_python(map_stage, stateful=True),
                num_parallel_calls=4,
                deterministic=False,
                use_unbounded_threadpool=True,
            )
            """
        ),
        (
            "[source: 10, map: {name: fetch, requests: 9, use: wait}]",
            "# fetch: 9 calls of one thread wait at a time; in tf.data each has a thread of its own"
        ),
        ("[source: 10, filter: {keep: 25 %}]", "return random.random() < 0.25"),
        (
            "[source: 10, filter: {keep: 25 %}]",
            "dataset = dataset.filter(in_python(filter_stage, tf.bool, stateful=True))"
        ),
        ("[source: 10, cache: memory]", "dataset = dataset.cache()"),
        ("[source: 10, cache: file]", "dataset = dataset.cache(os.path.join(tempfile.mkdtemp(), \"cache\"))"),
        ("[source: 10, cache: off]", "# cache: off"),
        ("[source: 10, shuffle: 10000]", "dataset = dataset.shuffle(10_000, seed=1, reshuffle_each_iteration=True)"),
        ("[source: 10, batch: 4]", "dataset = dataset.batch(4)"),
        (
            "[source: 10, batch: {size: 4, remainder: drop, parallelism: 2}]",
            "dataset = dataset.batch(4, drop_remainder=True, num_parallel_calls=2, deterministic=True)"
        ),
        ("[source: 10, batch: {size: 4, cost: 2 ms}]", "- Joining a batch of stage `batch` takes 2 ms; here"),
        ("[source: 10, repeat: 3]", "dataset = dataset.repeat(3)"),
        ("[source: 10, take: 3]", "dataset = dataset.take(3)"),
        ("[source: 10, skip: {count: 3, cost: 1 ms}]", "dataset = dataset.skip(3)"),
        ("[source: 10, shard: {count: 3, index: 1}]", "dataset = dataset.shard(3, 1)"),
        (
            "[source: 10, prefetch: 0]",
            "# prefetch: none: loading and training take turns\ndataset = dataset.prefetch(0)"
        ),
        ("[source: 10, prefetch: auto]", "dataset = dataset.prefetch(tf.data.AUTOTUNE)"),
        (
            "[source: 10, prefetchToDevice: 2]",
            "dataset = dataset.apply(tf.data.experimental.prefetch_to_device(DEVICE, buffer_size=2))"
        ),
        (
            "[source: 10, map: {cost: 4 ms, lock: gil, lockShare: 0.25}]",
            "time.sleep(0.75 * seconds)\nwith gil_lock:\ntime.sleep(0.25 * seconds)"
        ),
        ("[source: 10, map: {cost: 4 ms, lock: gil}]", "gil_lock = threading.Lock()"),
    ]

    @Test(arguments: lines)
    func `is said in its terms`(pipeline: String, lines: String) throws {
        let text = try ExportedText.tfdata(pipeline)
        #expect(text.has(lines), "\(text)")
    }

    @Test func `a stream without an end needs steps`() throws {
        let text = try ExportedText.tfdata("[source: 10, repeat: forever]", train: "{step: 1 ms, steps: 5}")
        #expect(text.has("dataset = dataset.repeat()\n"))
    }

    @Test(arguments: [
        (
            "[source: 10, dataLoader: 2]",
            "stage `dataLoader`: tf.data has no worker processes: use `overlap export pytorch`"
        ),
        (
            "[source: 10, skip: {count: 2, acts: once}]",
            "stage `skip`: `skip` in tf.data leaves elements out of every epoch"
        ),
    ])
    func `what tf data cannot say is refused with a way out`(pipeline: String, message: String) {
        #expect { try ExportedText.tfdata(pipeline) } throws: { "\($0)".contains(message) }
    }

    @Test func `a function is called for batches behind a batch`() throws {
        let text = try ExportedText.tfdata("[source: {elements: 10, size: 1 kB}, batch: 5, map: {outputBytes: 2 kB}]")
        #expect(text.has("def map_stage(batch: np.ndarray) -> np.ndarray:") && text.has("Its result is 10 kB."))
    }
}
