import Pipelines
import ScenarioFiles
import Testing
import Variates

@Suite struct ScenarioFileTests {
    private func only(_ text: String) throws -> Scenario { try Fixtures.file(text).scenario(variant: "base") }

    private func buffer(_ scenario: Scenario) -> Int? {
        scenario.pipeline.stages.lazy.compactMap { ($0.operator as? Prefetch)?.buffer }.first
    }

    private func decode(_ scenario: Scenario) -> Map? { scenario.pipeline.stages[1].operator as? Map }

    @Test func `decodes the smallest scenario with defaults`() throws {
        let file = try Fixtures.file(Fixtures.small)
        #expect(file.name == "s" && file.question == nil && file.variantNames == ["base"])
        let scenario = try #require(try file.scenarios().first)
        #expect(scenario.variant == "base")
        #expect(scenario.pipeline.stages.map(\.name) == ["source", "decode", "augment", "batch", "prefetch"])
        #expect(decode(scenario)?.service.secondsPerElement == .constant(0.006))
        #expect(scenario.pipeline.training.step == .constant(0.02))
        #expect(scenario.platform.cpu.cores == 8 && scenario.platform.memory.capacityBytes == nil)
        #expect(scenario.run.seed == 1 && scenario.run.replications == nil)
    }

    @Test func `decodes every kind of parameter`() throws {
        let platform = """
            platform:
              disk: {latency: {lognormal: {median: 4 ms, sigma: 0.3}}, bandwidthByDepth: {1: 100 MB/s, 3: 300 MB/s}}
              gpu: {copyBandwidth: unlimited, copyLatency: 0}
              memory: 64 GB
              overheads: {wakeUp: [[0 s, 0 s], [1 ms, 50 us]], next: 5 us}
            run: {replications: auto, precision: 1 %, seed: 9223372036854775807}
            """
        let scenario = try only(Fixtures.small + "\n" + platform)
        #expect(scenario.platform.disk.bytesPerSecond == [1e8, 2e8, 3e8])
        #expect(scenario.platform.gpu.copyBytesPerSecond == nil)
        #expect(scenario.platform.memory.capacityBytes == 64_000_000_000)
        #expect(scenario.platform.overheads.wakeUp(0.0005) == 25e-6)
        #expect(scenario.platform.overheads.next == PiecewiseLinear(constant: 5e-6))
        #expect(scenario.run.precision == 0.01 && scenario.run.seed == UInt64(Int64.max))
    }

    private func message(_ text: String) -> String {
        #expect(throws: ScenarioFileError.self) { try Fixtures.file(text) }?.description ?? ""
    }

    /// The line at fault is one that all variants have.
    @Test func `a mistake that not all variants make is told with theirs`() {
        let text = Fixtures.small + "\nvariants: {a: {}, b: {decode.parallelism: 0}, c: {decode.parallelism: 0}, d: {}}"
        #expect(message(text).contains("`0` is too small (variant"))
        // One variant has another size.
        let several = "\nvariants: {a: {batch: 5}, b: {}, c: {}, d: {}, e: {}, f: {}}"
        let many = message(Fixtures.small.replacing("batch: 10", with: "batch: 0") + several)
        #expect(many.contains("`0` is too small (variants `b`, `c`, `d` and 2 more)"), "\(many)")
        let wrong = "\nvariants: {a: {}, b: {decode.parallelism: 0}}"
        let all = message(Fixtures.small.replacing("batch: 10", with: "batch: 0") + wrong)
        #expect(all.contains("error: `0` is too small\n"), "\(all)")
    }

    /// The first of them, whatever their number.
    @Test(arguments: [(1, 2, 2), (2, 3, 3), (10, 11, 11), (10, 4096, 11), (4095, 4096, 4096), (3, 7, 4)])
    func `an accelerator without data is told`(elements: Int, accelerators: Int, first: Int) {
        let text = """
            overlap: 1
            platform: {gpu: {count: \(accelerators)}}
            pipeline: [source: \(elements), shard: {}]
            train: 1 ms
            """
        #expect(message(text).contains("accelerator \(first) of \(accelerators): "), "\(message(text))")
    }

    @Test func `each accelerator may have one element`() throws {
        let text = "overlap: 1\nplatform: {gpu: {count: 4096}}\npipeline: [source: 4096, shard: {}]\ntrain: 1 ms"
        #expect(try only(text).platform.gpu.count == 4096)
    }

    /// A file of measured values that is not there stops the variants that need it, until a change replaces it.
    @Test func `a missing table is told where it is needed`() throws {
        let missing = "{recorded: {file: none.csv, unit: ms}}"
        let file = try Fixtures.file(Fixtures.small + "\nvariants: {a: {}, b: {decode.cost: \(missing)}}")
        #expect(try file.scenario(variant: "a").variant == "a")
        let error = #expect(throws: ScenarioFileError.self) { try file.scenario(variant: "b") }
        #expect(error?.description.contains("`none.csv`: there is no such file (variant `b`)") == true)
        #expect(throws: ScenarioFileError.self) { try file.scenarios() }
        let change = try Override(argument: "decode.cost=3 ms")
        #expect(
            decode(try file.scenario(variant: "b", overrides: [change]))?.service.secondsPerElement == .constant(3e-3))
        let other = try Override(argument: "train.step=3 ms")
        #expect(throws: ScenarioFileError.self) { try file.scenario(variant: "b", overrides: [other]) }
    }

    /// More than are told at a time.
    @Test func `any number of missing tables leaves the other variants`() throws {
        let missing = (0..<70).map { "m\($0): {decode.cost: {recorded: {file: none\($0).csv, unit: ms}}}" }
        let file = try Fixtures.file(Fixtures.small + "\nvariants: {\(missing.joined(separator: ", ")), last: {}}")
        #expect(try file.scenario(variant: "last").variant == "last")
        let error = #expect(throws: ScenarioFileError.self) { try file.scenario(variant: "m69") }
        #expect(error?.description.contains("`none69.csv`: there is no such file (variant `m69`)") == true)
    }

    @Test func `with other mistakes it is told at once`() {
        let text = Fixtures.small.replacing("batch: 10", with: "batch: 0")
        let wrong = message(text + "\nvariants: {a: {decode.cost: {recorded: {file: none.csv, unit: ms}}}}")
        #expect(wrong.contains("`0` is too small") && wrong.contains("there is no such file"), "\(wrong)")
    }

    @Test func `numbers stages of one operator that have no names`() throws {
        let text = "overlap: 1\npipeline: [source: 9, map, map: {name: b}, map, cache]\ntrain: 1 s"
        #expect(try only(text).pipeline.stages.map(\.name) == ["source", "map", "b", "map-3", "cache"])
    }

    @Test(arguments: [
        ("{prefetch.buffer: 7}", 7), ("{prefetch: 7}", 7), ("{prefetch: {buffer: 7}}", 7), ("{}", 1), ("", 1),
        ("{pipeline: [source: 1, prefetch: 3], prefetch: 8}", 8),
        ("{prefetch: 8, pipeline: [source: 1, prefetch: 3]}", 8),
    ])
    func `changes a stage by its operator, its parameter, or the whole pipeline`(changes: String, expected: Int) throws
    {
        let file = try Fixtures.file(Fixtures.small + "\nvariants: {a: \(changes)}")
        #expect(buffer(try file.scenario(variant: "a")) == expected)
    }

    @Test func `starts variants at others, in any order`() throws {
        let file = try Fixtures.file(
            Fixtures.small + """

                variants:
                  last: {from: middle, prefetch: 3}
                  middle: {from: first, decode.parallelism: 8, prefetch: 2}
                  first: {cpu.cores: 2, platform.disk.queueDepth: 4, train.step: 1 s, run.seed: 5, augment: 1 ms}
                """)
        let last = try file.scenario(variant: "last")
        #expect(file.variantNames == ["last", "middle", "first"])
        #expect(buffer(last) == 3 && decode(last)?.parallelism == .fixed(8) && last.platform.cpu.cores == 2)
        #expect(last.platform.disk.queueDepth == 4 && last.pipeline.training.step == .constant(1) && last.run.seed == 5)
        #expect(buffer(try file.scenario(variant: "first")) == 1)
    }

    @Test func `keeps what a change does not mention`() throws {
        let file = try Fixtures.file(
            Fixtures.small + "\nvariants: {a: {decode: {parallelism: 2}, platform: {cpu: {cores: 3}}}}")
        let scenario = try file.scenario(variant: "a")
        #expect(decode(scenario)?.parallelism == .fixed(2))
        #expect(decode(scenario)?.service.secondsPerElement == .constant(0.006))
        #expect(scenario.platform.cpu.cores == 3)
    }

    @Test func `keeps a bare value when another parameter changes`() throws {
        let file = try Fixtures.file(Fixtures.small + "\nvariants: {a: {batch.remainder: drop, train.epochs: 2}}")
        let scenario = try file.scenario(variant: "a")
        let batch = try #require(scenario.pipeline.stages[3].operator as? Batch)
        #expect(batch.size == 10 && batch.remainder == .drop)
        #expect(scenario.pipeline.training.step == .constant(0.02) && scenario.pipeline.training.epochs == 2)
    }

    @Test func `changes a part of a distribution`() throws {
        let text = Fixtures.small.replacing("cost: 6 ms", with: "cost: {uniform: {min: 1 s, max: 2 s}}")
        let file = try Fixtures.file(text + "\nvariants: {a: {decode.cost.uniform.max: 3 s}}")
        #expect(decode(try file.scenario(variant: "a"))?.service.secondsPerElement == .uniform(lower: 1, upper: 3))
    }

    @Test(arguments: [
        Fixtures.small.replacing("\n", with: "\r\n"), "\u{FEFF}" + Fixtures.small, Fixtures.small + "\n...\n",
        "---\n" + Fixtures.small, Fixtures.small.replacing("train: ", with: "train:\t"), Fixtures.small + "\n# end",
    ])
    func `reads Windows line ends, a mark of byte order, tabs between words, and document marks`(text: String) throws {
        #expect(buffer(try only(text)) == 1)
    }

    @Test func `accepts a variant that supplies what the base lacks`() throws {
        let text = Fixtures.small.replacing(
            "train: 20 ms", with: "variants: {fast: {train: 1 ms}, slow: {train.step: 1 s}}")
        #expect(try Fixtures.file(text).scenarios().map(\.pipeline.training.step) == [.constant(0.001), .constant(1)])
    }

    @Test func `reports a mistake of the base once, not for each variant`() {
        let text = Fixtures.small.replacing("6 ms", with: "6 mb") + "\nvariants: {a: {}, b: {}, c: {prefetch: x}}"
        let error = #expect(throws: ScenarioFileError.self) { try Fixtures.file(text) }
        #expect(error?.diagnostics.map(\.line) == [4, 9])
    }
}
