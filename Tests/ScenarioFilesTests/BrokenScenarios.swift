import Testing

/// A scenario with a mistake, and a part of what must be said about it.
struct BrokenScenario: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: String

    init(_ text: String, _ expected: String) {
        self.text = text
        self.expected = expected
    }

    /// The smallest scenario with one of its lines replaced, or with lines added at its end.
    init(_ line: Int, _ replacement: String, _ expected: String) {
        var lines = Fixtures.small.split(separator: "\n").map(String.init)
        if line <= lines.count { lines[line - 1] = replacement } else { lines.append(replacement) }
        self.init(lines.joined(separator: "\n"), expected)
    }

    var testDescription: String { expected }

    // Lines of the smallest scenario: 1 overlap, 2 pipeline, 3 source, 4 decode, 5 augment, 6 batch, 7 prefetch, 8
    // train.
    static let all = syntax + structure + parameters + distributions + measured + pipelines + variants

    private static let syntax = [
        BrokenScenario("", "s.yaml: error: the file is empty"),
        BrokenScenario("# nothing\n\n# here", "s.yaml: error: the file is empty"),
        BrokenScenario("\0", "line 1 contains a NUL byte"),
        BrokenScenario("overlap: 1\u{1}", "s.yaml:1:11: error: this line contains a control character"),
        BrokenScenario(6, "  - batch: [1, 2", "s.yaml:6:12: error: a `[` is not closed"),
        BrokenScenario(6, "  - batch: {size: 1", "s.yaml:6:12: error: a `{` is not closed"),
        BrokenScenario(8, "train: 'x", "s.yaml:8:8: error: a quote is not closed"),
        BrokenScenario(8, "train: a: b", "s.yaml:8:9: error: a `:` is not allowed here"),
        BrokenScenario(8, "train: @x", "s.yaml:8:8: error: a value cannot begin with this character"),
        BrokenScenario(8, "train: \"\\q\"", "s.yaml:8:9: error: this escape is unknown"),
        BrokenScenario(8, "\ttrain: 1 ms", "s.yaml:8:1: error: a tab cannot be used to indent"),
        BrokenScenario(8, "train", "s.yaml:8:6: error: a `:` is missing after a key"),
        BrokenScenario(7, "   - prefetch: 1", "s.yaml:7:4: error: "),
        BrokenScenario(9, "---\noverlap: 1", "s.yaml:9:1: error: a second document begins here"),
        BrokenScenario(8, "train: *x", "s.yaml:8:8: error: anchors and aliases"),
        BrokenScenario(8, "train: &x 1 ms", "s.yaml:8:8: error: anchors and aliases"),
        BrokenScenario(8, "train: {<<: {step: 1 ms}}", "s.yaml:8:9: error: merge keys"),
        BrokenScenario(8, "train: !!int 1", "error: tags are not supported"),
        BrokenScenario(8, "train: !!str 1 ms", "error: tags are not supported"),
        BrokenScenario(8, "train: 6,5 ms", "s.yaml:8:8: error: `6,5 ms` has a comma"),
        BrokenScenario(8, "train: {[a]: 1}", "error: a key must be plain text"),
        BrokenScenario(9, "train: 1 ms", "s.yaml:9:1: error: `train` is given twice in this mapping (first on line 8)"),
        BrokenScenario(8, "train: {step: 1 s, step: 2 s}", "s.yaml:8:20: error: `step` is given twice"),
        BrokenScenario(String(repeating: "[", count: 200), "error: "),
        BrokenScenario(
            8, "train: " + String(repeating: "[", count: 150) + String(repeating: "]", count: 150),
            "s.yaml:8:107: error: nested more than 100 levels deep"),
        BrokenScenario(String(repeating: "- ", count: 5000) + "x", "nested more than 100 levels deep"),
    ]

    private static let structure = [
        BrokenScenario("hello", "s.yaml:1:1: error: `hello` is not a scenario"),
        BrokenScenario("- a", "s.yaml:1:1: error: a list is not a scenario"),
        BrokenScenario(
            "pipeline:\n  - source: 1\ntrain: 1 s", "s.yaml:1:1: error: the version of the format is missing"),
        BrokenScenario(1, "overlap: 2", "s.yaml:1:10: error: version `2` of the format is not supported"),
        BrokenScenario(1, "overlap: one", "version `one` of the format"),
        BrokenScenario(1, "overlap:", "version nothing of the format"),
        BrokenScenario(9, "trian: 1 ms", "s.yaml:9:1: error: unknown key `trian`"),
        BrokenScenario(
            9, "lint: {off: [missing-prefech]}", "s.yaml:9:14: error: `missing-prefech` is not accepted here"),
        BrokenScenario(9, "lint: {of: []}", "s.yaml:9:8: error: unknown key `of` of `lint`"),
        BrokenScenario(
            9, "lint: {off: missing-prefetch}", "s.yaml:9:13: error: `missing-prefetch` is not a list of rules"),
        BrokenScenario(9, "lint: 5", "s.yaml:9:7: error: `5` is not accepted here"),
        BrokenScenario(9, "variants: {a: {lint: {off: []}}}", "s.yaml:9:16: error: `lint` leads nowhere"),
        BrokenScenario(9, "trian: 1 ms", "did you mean `train`?"),
        BrokenScenario(9, "zzzzzz: 1", "accepted: `overlap`, `name`, `question`, `platform`"),
        BrokenScenario(9, "name: [a]", "s.yaml:9:7: error: a list is not accepted here"),
        BrokenScenario(9, "name: ''", "s.yaml:9:7: error: `name` is empty or too long"),
        BrokenScenario("overlap: 1\ntrain: 1 s", "error: there is no `pipeline`"),
        BrokenScenario("overlap: 1\npipeline: []\ntrain: 1 s", "s.yaml:2:11: error: a list is not a pipeline"),
        BrokenScenario("overlap: 1\npipeline: source\ntrain: 1 s", "s.yaml:2:11: error: `source` is not a pipeline"),
        BrokenScenario("overlap: 1\npipeline: [source: 1]", "error: `train` needs `step`"),
        BrokenScenario(9, "platform: 8", "s.yaml:9:11: error: `8` is not accepted here"),
        BrokenScenario(9, "platform: {cpus: {cores: 1}}", "s.yaml:9:12: error: unknown section `cpus` of `platform`"),
        BrokenScenario(9, "platform: {cpu: 8}", "s.yaml:9:17: error: `cpu` has several parameters"),
        BrokenScenario(9, "run: 1", "s.yaml:9:6: error: `run` has several parameters"),
        BrokenScenario(8, "train:", "s.yaml:8:1: error: `train` needs `step`"),
    ]

    private static let parameters = [
        BrokenScenario(7, "  - prefetch: {bufer: 1}", "s.yaml:7:16: error: unknown parameter `bufer` of `prefetch`"),
        BrokenScenario(7, "  - prefetch: {bufer: 1}", "did you mean `buffer`?"),
        BrokenScenario(7, "  - prefetch: {buffer_size: 1}", "  `buffer_size` is `buffer` here"),
        BrokenScenario(7, "  - prefetch: {num_workers: 1}", "  `num_workers` is `dataLoader.workers` here"),
        BrokenScenario(7, "  - num_workers: 1", "  `num_workers` is `dataLoader.workers` here"),
        BrokenScenario(9, "pin_memory: true", "  `pin_memory` is `dataLoader.hostMemory` here, and true is `pinned`"),
        BrokenScenario(9, "run: {stepsPerEpoch: 1}", "  `stepsPerEpoch` is `train.steps` here"),
        BrokenScenario(7, "  - prefetch: 1..4", "several values are for a sweep: `overlap sweep … --vary path=1..4`"),
        BrokenScenario(7, "  - prefetch:", "s.yaml:7:5: error: `prefetch` needs `buffer`"),
        BrokenScenario(7, "  - prefetch: -1", "s.yaml:7:15: error: `-1` is too small"),
        BrokenScenario(7, "  - prefetch: 1.5", "s.yaml:7:15: error: `1.5` is not a whole number"),
        BrokenScenario(7, "  - prefetch: 1e99", "s.yaml:7:15: error: `1e99` is too large"),
        BrokenScenario(7, "  - prefetch: 8 ms", "error: `8 ms` has a unit (`ms`), but a count has none"),
        BrokenScenario(7, "  - prefetch: [1]", "s.yaml:7:15: error: a list is not accepted here"),
        BrokenScenario(7, "  - prefetch: {buffer: ~}", "s.yaml:7:24: error: there is no value"),
        BrokenScenario(6, "  - batch: 0", "s.yaml:6:12: error: `0` is too small"),
        BrokenScenario(6, "  - batch: {size: 1, remainder: dorp}", "s.yaml:6:33: error: `dorp` is not accepted here"),
        BrokenScenario(6, "  - batch: {size: 1, remainder: dorp}", "did you mean `drop`?"),
        BrokenScenario(4, "  - map: {parallelism: non}", "did you mean `none`?"),
        BrokenScenario(4, "  - map: {parallelism: 0}", "s.yaml:4:24: error: `0` is too small"),
        BrokenScenario(4, "  - map: {parallelism: automatic}", "accepted: a whole number from 1 to 65536, or `none`"),
        BrokenScenario(4, "  - map: {parallelism: automatic}", "did you mean `auto`?"),
        BrokenScenario(4, "  - map: {pool: private}", "s.yaml:4:17: error: `private` is not accepted here"),
        BrokenScenario(7, "  - prefetch: automatic", "did you mean `auto`?"),
        BrokenScenario(6, "  - filter: -0.5", "s.yaml:6:13: error: `-0.5` is negative"),
        BrokenScenario(6, "  - filter: 50", "accepted: a fraction from 0.0001 % to 100 %"),
        BrokenScenario(6, "  - cache: disk", "s.yaml:6:12: error: `disk` is not accepted here"),
        BrokenScenario(9, "option: {rewrites: tensorflow}", "did you mean `options`?"),
        BrokenScenario(9, "options: {rewrite: tensorflow}", "did you mean `rewrites`?"),
        BrokenScenario(9, "options: {autotune: hillclimb}", "did you mean `hillClimb`?"),
        BrokenScenario(9, "platform: {gpu: {barrier: none}}", "accepted: `step`, `epoch`"),
        BrokenScenario(4, "  - map: {cost: 6}", "s.yaml:4:17: error: `6` has no unit, and a time needs one"),
        BrokenScenario(4, "  - map: {cost: 6 MB}", "s.yaml:4:17: error: `6 MB` is a size, but a time is needed"),
        BrokenScenario(4, "  - map: {cost: 6 MB}", "accepted: a time such as `6 ms` (units: ns, us, ms, s, min, h)"),
        BrokenScenario(4, "  - map: {cost: 6 mss}", "did you mean `ms`?"),
        BrokenScenario(4, "  - map: {cost: .nan}", "s.yaml:4:17: error: `.nan` is not a finite number"),
        BrokenScenario(4, "  - map: {cost: inf}", "`inf` is not a finite number"),
        BrokenScenario(4, "  - map: {cost: -6 ms}", "s.yaml:4:17: error: `-6 ms` is negative"),
        BrokenScenario(4, "  - map: {cost: 1e20 s}", "s.yaml:4:17: error: `1e20 s` is too large"),
        BrokenScenario(4, "  - map: {costPerByte: 5 ns}", "`5 ns` is a time, but a time per byte is needed"),
        BrokenScenario(4, "  - map: {lognormal: {mean: 1 s, cv: 1}}", "did you mean `cost: {lognormal: …}`?"),
        BrokenScenario(9, "run: {precision: 5}", "s.yaml:9:18: error: `5` is too large"),
        BrokenScenario(9, "run: {precision: 0 %}", "s.yaml:9:18: error: `0 %` is too small"),
        BrokenScenario(9, "run: {seed: -1}", "s.yaml:9:13: error: `-1` is too small"),
        BrokenScenario(9, "platform: {disk: {bandwidth: unlimitd}}", "did you mean `unlimited`?"),
        BrokenScenario(9, "platform: {disk: {bandwidth: 500}}", "s.yaml:9:30: error: `500` has no unit"),
        BrokenScenario(
            9, "platform: {disk: {bandwidthByDepth: {2: 1 GB/s, 1: 2 GB/s}}}", "keys of a table must increase"),
        BrokenScenario(
            9, "platform: {disk: {bandwidthByDepth: 1 GB/s}}", "s.yaml:9:37: error: `1 GB/s` is not a table"),
        BrokenScenario(
            9, "platform: {disk: {bandwidthByDepth: [1 kB/s, 10 GB/s]}}", "differ by a factor of at most 100000"),
        BrokenScenario(9, "platform: {disk: {bandwidthByDepth: {0: 1 GB/s}}}", "s.yaml:9:38: error: `0` is too small"),
        BrokenScenario(9, "platform: {memory: 6 ms}", "s.yaml:9:20: error: `6 ms` is a time, but a size is needed"),
        BrokenScenario(
            9, "platform: {overheads: {wakeUp: [[1 s, 0 s], [0 s, 0 s]]}}",
            "s.yaml:9:45: error: this point's first value is not"),
        BrokenScenario(9, "platform: {overheads: {wakeUp: [1 s]}}", "s.yaml:9:33: error: a point has two values"),
        BrokenScenario(9, "platform: {overheads: {wakeUp: {a: 1}}}", "error: a mapping is not a curve"),
    ]

    private static let distributions = [
        ("{}", "8:8: error: a distribution has one key, its name"),
        ("[1 s]", "8:8: error: a list is not a distribution"),
        ("{gama: {mean: 1 s, cv: 1}}", "did you mean `gamma`?"),
        ("{gamma: {mean: 1 s}}", "error: `gamma` cannot be defined by `mean`"),
        ("{gamma: {mean: 1 s, cw: 1}}", "error: unknown parameter `cw` of `gamma`"),
        ("{gamma: {mean: 1 s, cv: 1 s}}", "error: `1 s` is not a plain number"),
        ("{gamma: {mean: 1, cv: 1}}", "error: `1` has no unit"), ("{gamma: 1 s}", "error: `1 s` is not accepted here"),
        ("{normal: {mean: 1 s, cv: 7}}", "normal: cv is 7.0, but must be"),
        ("{exponential: {mean: 0 s}}", "exponential: mean is 0.0, but must be positive"),
        (
            "{uniform: {min: 2 s, max: 1 s}}",
            "uniform: max is 1.0, but must be at least min, 2.0 (quantities in seconds)"
        ),
        ("{erlang: {shape: 1.5, mean: 1 s}}", "error: `1.5` is not a whole number"),
        ("{mixture: []}", "error: a list is not a mixture"), ("{mixture: [{weight: 1}]}", "error: `of` is missing"),
        ("{mixture: [{weight: -1, of: 1 s}]}", "error: mixture"),
        ("{stragglers: {of: 1 s, share: 2, factor: 3}}", "error: `2` is too large"),
        ("{shifted: {of: 1 s, by: -2 s}}", "error: shifted"), ("{scaled: {of: 1 s, by: -2}}", "error: scaled"),
    ].map { value, expected in BrokenScenario(8, "train: {step: \(value)}", expected.replacing("8:8", with: "8:15")) }

    private static let measured = [
        ("{histogram: {edges: [0 s, 1 s], counts: [1, 2]}}", "histogram: counts is 2 long"),
        ("{histogram: {edges: [1 s, 0 s], counts: [1]}}", "histogram: edge 2"),
        ("{histogram: {edges: 1 s, counts: [1]}}", "error: `1 s` is not a list"),
        ("{percentiles: {0 %: 1 s, 50 %: 2 s}}", "percentiles: last probability is 0.5, but must be 1"),
        ("{percentiles: {0 %: 1 s, 200 %: 2 s}}", "error: `200 %` is too large"),
        ("{percentiles: [1 s]}", "error: a list does not give percentiles"),
        ("{recorded: {values: []}}", "recorded: values is empty"),
        ("{recorded: {}}", "error: there are no recorded values"),
        ("{recorded: {values: [1 s], unit: ms}}", "error: `unit` is only for `file`"),
        ("{recorded: {values: [1 s], replay: randomly}}", "error: `randomly` is not accepted here"),
        ("{recorded: {file: none.csv, unit: ms}}", "error: `none.csv`: there is no such file"),
        ("{recorded: {file: README.md}}", "error: `unit` is missing"),
        ("{recorded: {file: ., unit: ms}}", "`.` is not below the scenario's folder"),
        ("{recorded: {file: README.md, unit: ms}}", "README.md:2: 1 cell, where the first row has 4"),
        ("{histogram: {fio: none.json}}", "error: `none.json`: there is no such file"),
        ("{histogram: {fio: README.md}}", "error: `README.md` is not fio's output"),
        ("{histogram: {fio: randread_128k_qd1.json, direction: write}}", "has no bins of write latencies"),
        (
            "{histogram: {fio: randread_128k_qd1.json, transfer: {bytes: 1 GB, bandwidth: 1 MB/s}}}",
            "takes longer than every"
        ),
    ].map { BrokenScenario(8, "train: {step: \($0)}", "\($1)") }

    private static let pipelines = [
        BrokenScenario(3, "  - batch: 1", "s.yaml:3:5: error: the first stage must be a `source`, not `batch`"),
        BrokenScenario(7, "  - source: 1", "s.yaml:7:5: error: only the first stage may be a `source`"),
        BrokenScenario(5, "  - map: {name: decode}", "s.yaml:5:5: error: two stages are called `decode`"),
        BrokenScenario(7, "  - prefech: 1", "s.yaml:7:5: error: unknown operator `prefech`"),
        BrokenScenario(7, "  - prefech: 1", "did you mean `prefetch`?"),
        BrokenScenario(7, "  - [1]", "s.yaml:7:5: error: a list is not a stage"),
        BrokenScenario(7, "  - prefetch: 1\n    buffer: 2", "s.yaml:8:5: error: a stage has one key, its operator"),
        BrokenScenario(5, "  - map: {name: cpu}", "s.yaml:5:17: error: `cpu` is a section of the file"),
        BrokenScenario(5, "  - map: {name: a.b}", "s.yaml:5:17: error: `a.b` cannot name a stage"),
        BrokenScenario(
            6, "  - batch: {size: 101, remainder: drop}",
            "s.yaml:6:5: error: the pipeline delivers no element: nothing is left of the 100 that reach `batch`"),
        BrokenScenario(
            "overlap: 1\npipeline: [source: 2, shard]\ntrain: 1 s\nplatform: {gpu: {count: 3}}",
            "error: accelerator 3 of 3: the pipeline delivers no element: nothing is left of the 2 that reach `shard`"),
        BrokenScenario(6, "  - interleave: 2", "s.yaml:6:5: error: `map` before `interleave` would get files"),
        BrokenScenario(4, "  - interleave: {block: 2}", "s.yaml:4:5: error: `interleave` needs `cycle`"),
        BrokenScenario(6, "  - shard: {count: 2}", "s.yaml:6:13: error: `count` needs an `index`"),
        BrokenScenario(6, "  - shard: {count: 2, index: 2}", "s.yaml:6:23: error: `index` counts from 0"),
        BrokenScenario(
            8, "train: {step: 1 s, steps: 3, firstEpochSteps: 4}",
            "s.yaml:8:30: error: the first epoch cannot have more steps than `steps`, 3"),
        BrokenScenario(7, "  - repeat: forever", "s.yaml:2:1: error: the data never end"),
        BrokenScenario(6, "  - prefetchToDevice", "s.yaml:6:5: error: `prefetchToDevice` must be the last stage"),
        BrokenScenario(3, "  - source: {samplesPerFile: 2}", "s.yaml:3:5: error: give either `elements`, or"),
        BrokenScenario(
            3, "  - source: {elements: 2, samplesPerFile: 2}", "s.yaml:3:27: error: `samplesPerFile` goes with"),
        BrokenScenario(8, "train: {step: 1 s, threads: 2}", "s.yaml:8:20: error: `threads` is for steps with"),
    ]

    private static let variants = [
        ("[a]", "s.yaml:9:11: error: a list does not name variants"),
        ("{a: 1}", "s.yaml:9:15: error: `1` is not a variant"),
        ("{a: {from: b}}", "s.yaml:9:22: error: unknown variant `b`"),
        ("{a: {from: b}, b: {from: a}}", "error: `a` starts from itself"),
        ("{a: {from: a}}", "error: `a` starts from itself"),
        ("{a: {map: 1 ms}}", "s.yaml:9:16: error: `map` is ambiguous: it is the operator of `decode`, `augment`"),
        ("{a: {decod.cost: 1 ms}}", "did you mean `decode.cost`?"),
        ("{a: {buffer: 1}}", "did you mean `prefetch.buffer`?"),
        ("{a: {prefetch.bufer: 1}}", "s.yaml:9:16: error: unknown parameter `bufer` of `prefetch`"),
        ("{a: {cpu: 1}}", "s.yaml:9:16: error: `cpu` has several parameters"),
        ("{a: {platform: 1}}", "s.yaml:9:16: error: `platform` has several sections"),
        ("{a: {platform.gpus.count: 1}}", "error: unknown section `gpus` of `platform`"),
        ("{a: {.x: 1}}", "error: `.x` is not a path"), ("{a: {overlap: 1}}", "there is no stage or section `overlap`"),
        ("{a: {decode.cost.cv: 1}}", "leads nowhere: `cost` is `6 ms`, which has no parts"),
        ("{a: {decode.order.x.y: 1}}", "leads nowhere: `order` is not given"),
        ("{a: {prefetch: none}}", "s.yaml:9:26: error: `none` is not a number"),
        ("{a: {pipeline: [batch: 1]}}", "s.yaml:9:27: error: the first stage must be a `source`"),
    ].map { BrokenScenario(9, "variants: \($0)", $1) }
}
