import Foundation
import Testing

@testable import ScenarioFiles

@Suite struct ScenarioSchemaTests {
    private static let checker = SchemaChecker(ScenarioSchema().document)

    /// Whether the schema accepts a text; nil when it is not the YAML of a scenario at all.
    static func accepts(_ text: String) -> Bool? {
        guard !text.contains("\0"), let node = try? DocumentReader.read(text, source: SourceText(name: "s", text: text))
        else { return nil }
        return checker.accepts(SchemaInstance(node))
    }

    private static let scenarios: [String] = {
        let tests = URL(fileURLWithPath: Fixtures.directory).deletingLastPathComponent().deletingLastPathComponent()
        let folders = [
            tests.deletingLastPathComponent().appendingPathComponent("scenarios"),
            tests.appendingPathComponent("OverlapTests/Fixtures"),
        ]
        return folders.flatMap { folder in
            let names = FileManager.default.subpaths(atPath: folder.path) ?? []
            let others = ["broken.yaml", "prices.yaml", "twin-prices.yaml"]
            return names.filter { $0.hasSuffix(".yaml") && !others.contains($0) }.sorted().map {
                "\(folder.path)/\($0)"
            }
        }
    }()

    @Test func `there are scenarios to check`() { #expect(Self.scenarios.count >= 35) }

    @Test func `no two definitions have the same name`() throws {
        let definitions = ScenarioSchema().document.members?.first { $0.key == "$defs" }?.value.members
        let names = try #require(definitions).map(\.key)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: scenarios) func `accepts what the decoder accepts`(path: String) throws {
        _ = try ScenarioFile(path: path)
        #expect(Self.accepts(try String(contentsOfFile: path, encoding: .utf8)) == true)
    }

    @Test func `accepts the starter and the smallest scenario`() {
        #expect(Self.accepts(StarterScenario.text) == true)
        #expect(Self.accepts(Fixtures.small) == true)
    }

    @Test(arguments: BrokenScenario.all)
    func `refuses what the decoder refuses, or cannot know`(broken: BrokenScenario) {
        let reason = Self.beyond.first { $0.texts.contains { broken.expected.contains($0) } }?.reason
        let accepted = Self.accepts(broken.text) == true
        #expect(accepted == (reason != nil), "\(broken.text)\n\(reason ?? "no reason is listed")")
    }

    /// What a schema cannot say, and where the decoder says it: parts of its messages.
    private static let beyond: [(reason: String, texts: [String])] = [
        (
            "a quantity is a text, and patterns do not compare numbers",
            [
                "`1e20 s` is too large", "`0 %` is too small", "`200 %` is too large", "9:38: error: `0` is too small",
                "exponential: mean is 0.0",
            ]
        ),
        (
            "it compares several values",
            [
                "keys of a table must increase", "this point's first value is not", "factor of at most 100000",
                "normal: cv is 7.0",
                "uniform: max is 1.0", "error: mixture", "error: shifted", "error: scaled", "counts is 2 long",
                "histogram: edge 2", "last probability is 0.5", "`count` needs an `index`", "`index` counts from 0",
                "cannot have more steps", "give either `elements`, or", "`samplesPerFile` goes with",
                "`threads` is for steps with",
            ]
        ),
        (
            "it is about another file",
            [
                "there is no such file", "is not below the scenario's folder", "where the first row has 4",
                "is not fio's output",
                "has no bins of write", "takes longer than every",
            ]
        ),
        (
            "it is about the other stages",
            [
                "two stages are called", "the pipeline delivers no element", "`map` before `interleave`",
                "the data never end", "`prefetchToDevice` must be the last",
            ]
        ),
        (
            "a path may begin with the name of a stage, which only the pipeline gives",
            [
                "`map` is ambiguous", "did you mean `decode.cost`", "did you mean `prefetch.buffer`",
                "9:16: error: unknown parameter `bufer`", "`cost` is `6 ms`, which has no parts",
                "`order` is not given",
            ]
        ),
        ("it is about the other variants", ["unknown variant `b`", "`a` starts from itself"]),
    ]

    @Test func `every reason is needed`() {
        let accepted = BrokenScenario.all.filter { Self.accepts($0.text) == true }.map(\.expected)
        for text in Self.beyond.flatMap(\.texts) { #expect(accepted.contains { $0.contains(text) }, "\(text)") }
    }

    @Test(arguments: [
        "5 ms", "0", "0.0", "1_000.5e-1 us", ".5 s", "{constant: 5 ms}", "{exponential: {mean: 5 ms}}",
        "{normal: {location: -1 ms, sigma: 2 ms}}", "{erlang: {shape: 3, mean: 1 s}}",
        "{gamma: {mean: 5 ms, cv: 30 %}}", "{beta: {mean: 5 ms, cv: 0.1, max: 9 ms}}",
        "{mixture: [{weight: 0.9, of: 5 ms}, {weight: 1, of: {uniform: {min: 0, max: 1 s}}}]}",
        "{stragglers: {of: 5 ms, share: 1 %, factor: 20}}", "{shifted: {of: 5 ms, by: -1 ms}}",
        "{scaled: {of: {lognormal: {median: 5 ms, sigma: 1}}, by: 1.5}}",
        "{histogram: {edges: [0 s, 1 ms, 5 ms], counts: [10, 3]}}",
        "{histogram: {fio: randread_128k_qd1.json, direction: read, transfer: {bytes: 1 KiB, bandwidth: 1 GB/s}}}",
        "{percentiles: {0: 1 ms, 50 %: 2 ms, 1: 9 ms}}", "{recorded: {values: [1 ms, 2 ms], replay: by sample}}",
    ])
    func `accepts every way to write a distribution`(distribution: String) throws {
        let text = Fixtures.small.replacing("train: 20 ms", with: "train: {step: \(distribution)}")
        _ = try Fixtures.file(text)
        #expect(Self.accepts(text) == true)
    }

    @Test(arguments: [
        "platform:", "platform: {disk: , memory: 64 GB}", "options:", "run: {seed: 50_000, precision: 0.5 %}",
        "name: 2024", "lint:", "lint: {off: }", "lint: {off: [missing-prefetch, cache-too-large]}",
        "run: {replications: auto, maxReplications: 1e3}",
        "platform: {disk: {bandwidthByDepth: {1: 100 MB/s, 8: 1 Gbit/s}}}",
        "platform: {disk: {bandwidthByDepth: [100 MB/s], bandwidth: unlimited}}",
        "platform: {overheads: {next: 5 us, wakeUp: [[0 s, 0 s], [1 ms, 50 µs]]}}", "variants:", "variants: {}",
        "variants: {a: , b: {from: a, prefetch: 2, decode.cost: 1 ms, platform.cpu.cores: 2, cpu: {workers: 3}}}",
        "variants: {a: {pipeline: [source: 9], train: {epochs: 2}}}",
    ])
    func `accepts every way to write a section`(line: String) throws {
        let text = Fixtures.small + "\n" + line
        _ = try Fixtures.file(text)
        #expect(Self.accepts(text) == true)
    }

    @Test func `lets variants give what the base lacks`() throws {
        let base = "overlap: 1\npipeline: [source: 9, batch: 3]\ntrain: {epochs: 2}"
        #expect(Self.accepts(base) == false)
        let whole = base + "\nvariants: {a: {train.step: 1 ms}}"
        _ = try Fixtures.file(whole)
        #expect(Self.accepts(whole) == true)
    }

    @Test(arguments: [
        "a: {train.stpe: 1 s}", "a: {platform.cpu.core: 1}", "a: {cpu.core: 1}", "a: {platform.gpus: {}}",
        "a: {prefetch.buffer: 1 ms}", "a: {train: 1}", "a: {variants: {}}",
    ])
    func `knows the sections' paths`(variant: String) {
        let text = Fixtures.small + "\nvariants: {\(variant)}"
        #expect(throws: ScenarioFileError.self) { try Fixtures.file(text) }
        #expect(Self.accepts(text) == false)
    }
}
