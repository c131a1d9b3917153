import Pipelines
import ScenarioFiles
import Testing
import Variates

struct SettingTests {
    private static let file = """
        overlap: 1
        platform: {disk: {latency: 2 ms, bandwidth: 500 MB/s}}
        pipeline:
          - source: 100
          - map: {name: decode, cost: {gamma: {shape: 4, scale: 2 ms}}, parallelism: 3}
          - prefetch: 2
        train: {step: 3 ms}
        variants:
          more: {decode.parallelism: 5}
        """

    private func setting(_ path: String, variant: String = "more", _ overrides: [Override] = []) throws -> Setting? {
        try ScenarioFile(text: Self.file, name: "test", directory: ".").setting(
            path, variant: variant, overrides: overrides)
    }

    @Test(
        arguments: [
            ("decode.parallelism", .count(5)), ("prefetch.buffer", .count(2)), ("cpu.cores", .count(8)),
            ("platform.cpu.cores", .count(8)), ("train.step", .distribution(.constant(0.003))),
            ("disk.bandwidth", .quantity(500e6)), ("decode.order", .word("ordered")), ("cpu.workers", nil),
        ] as [(String, ParameterValue?)])
    func `a parameter has the value of the variant, or its default`(_ path: String, _ value: ParameterValue?) throws {
        #expect(try #require(try setting(path)).value == value)
    }

    /// So that two spellings of one parameter can be compared.
    @Test(
        arguments: [
            ("map.cost", "decode.cost"), ("map", "decode.cost"), ("map.cost.cv", "decode.cost.cv"),
            ("decode.cost.gamma.shape", "decode.cost.gamma.shape"), ("prefetch", "prefetch.buffer"),
            ("platform.cpu.cores", "cpu.cores"), ("platform.disk", "disk"), ("memory", "memory.capacity"),
            ("train", "train.step"), ("platform.train.step", "platform.train.step"), ("nothing.at", "nothing.at"),
        ])
    func `a path has one spelling`(_ path: String, _ spelling: String) throws {
        let file = try ScenarioFile(text: Self.file, name: "test", directory: ".")
        #expect(try file.parameterPath(path, variant: "more") == spelling)
        let setting = try file.setting(path, variant: "more")
        if let setting { #expect(setting.path == spelling) }
    }

    @Test func `every setting of stages of one operator has a path that leads there`() throws {
        let text = "{overlap: 1, pipeline: [source: 9, map: 9 ms, map: 1 ms], train: 1 ms}"
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        let costs = try file.settings(variant: "base").filter { $0.path.hasSuffix(".cost") }
        #expect(costs.map(\.path).prefix(2) == ["map-1.cost", "map-2.cost"])
        for setting in costs.prefix(2) {
            #expect(try file.setting(setting.path, variant: "base")?.value == setting.value)
            let change = try setting.changed(to: .distribution(.constant(0.005)))
            let changed = try file.setting(setting.path, variant: "base", overrides: [change])
            #expect(changed?.value == .distribution(.constant(0.005)))
        }
        #expect(try file.setting("map.cost", variant: "base") == nil)
    }

    @Test(arguments: ["decode.speed", "nothing.at", "decode", "train.step.mean", ""])
    func `a path that leads to no parameter has no setting`(_ path: String) throws {
        #expect(try setting(path) == nil)
    }

    @Test func `an override goes before what the variant says`() throws {
        let overrides = [try Override(path: "decode.parallelism", value: "7")]
        #expect(try setting("decode.parallelism", overrides)?.count == 7)
    }

    @Test(
        arguments: [
            ("disk.latency", 0.9, "disk.latency=1.8 ms"), ("disk.bandwidth", 1.1, "disk.bandwidth=550 MB/s"),
            ("train.step", 0.9, "train.step=2.7 ms"),
            ("decode.cost", 0.5, "decode.cost={scaled: {of: {gamma: {shape: 4, scale: 2 ms}}, by: 0.5}}"),
        ] as [(String, Double, String)])
    func `a scaled value is written as a file has it`(_ path: String, _ factor: Double, _ written: String) throws {
        let setting = try #require(try setting(path))
        let change = try setting.changed(to: #require(setting.scaled(by: factor)))
        #expect("\(change.path)=\(change.value)" == written)
    }

    @Test(arguments: ["decode.parallelism", "decode.order", "cpu.workers", "train.hostOverhead"])
    func `what is no quantity, or 0, is not scaled`(_ path: String) throws {
        #expect(try #require(try setting(path)).scaled(by: 2) == nil)
    }

    @Test(arguments: [
        ("decode.parallelism", 65536, true), ("decode.parallelism", 65537, false), ("train.step", 1, false),
    ])
    func `a number is accepted where one is declared`(_ path: String, _ count: Int, _ isAccepted: Bool) throws {
        #expect(try #require(try setting(path)).accepts(count) == isAccepted)
    }
}
