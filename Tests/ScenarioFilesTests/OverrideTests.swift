import Pipelines
import ScenarioFiles
import Testing
import Variates

@Suite struct OverrideTests {
    private func apply(_ arguments: [String]) throws(ScenarioFileError) -> Scenario {
        var overrides: [Override] = []
        for argument in arguments { overrides.append(try Override(argument: argument)) }
        return try Fixtures.file(Fixtures.small).scenario(variant: "base", overrides: overrides)
    }

    @Test func `changes the file as a variant does, the last one winning`() throws {
        let scenario = try apply([
            "prefetch.buffer=8", "train={step: {lognormal: {mean: 1 s, cv: 0}}}", "cpu.cores=3", "prefetch = 9",
            "platform.memory=1 GB",
        ])
        #expect((scenario.pipeline.stages[4].operator as? Prefetch)?.buffer == 9)
        #expect(scenario.pipeline.training.step == .constant(1))
        #expect(scenario.platform.cpu.cores == 3 && scenario.platform.memory.capacityBytes == 1_000_000_000)
    }

    @Test(arguments: [
        ("prefetch", "command line:1:1: error: `prefetch` is not a path and a value"),
        ("prefetch=", "command line:1:9: error: the value is missing"),
        ("prefetch=#8", "error: the value is missing"),
        ("prefetch=[1", "command line:1:10: error: a `[` is not closed"),
        ("prefetch=x", "command line:1:10: error: `x` is not a number"),
        ("prefetch.bufer=8", "command line:1:1: error: unknown parameter `bufer` of `prefetch`"),
        ("prefech.buffer=8", "did you mean `prefetch.buffer`?"),
        ("map=1 ms", "command line:1:1: error: `map` is ambiguous"),
        ("batch=1000000000", "command line:1:7: error: `1000000000` is too large"),
        ("train={step: 1}", "command line:1:14: error: `1` has no unit"),
        ("prefetch=1..4", "command line:1:10: error: `1..4` is a range, and one value is expected here"),
        ("prefetch=0..64:log2", "several values are for a sweep: `overlap sweep … --vary prefetch=0..64:log2`"),
        ("train.step=1 ms..3 ms", "error: `1 ms..3 ms` is a range"), ("prefetch=4..1", "`4..1` has a unit"),
        ("num_workers=4", "  `num_workers` is `dataLoader.workers` here"),
        (
            "num_parallel_calls=4",
            "  `num_parallel_calls` is `decode.parallelism`, `augment.parallelism` or `batch.parallelism` here"
        ),
        ("prefetch.buffer_size=4", "  `buffer_size` is `buffer` here"),
        ("loader.pin_memory=true", "  `pin_memory` is `dataLoader.hostMemory` here, and true is `pinned`"),
    ])
    func `points into the argument`(argument: String, expected: String) {
        let error = #expect(throws: ScenarioFileError.self) { try apply([argument]) }
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }

    private func applied(_ arguments: [String], platform: String) throws(ScenarioFileError) -> Platform {
        var overrides: [Override] = []
        for argument in arguments { overrides.append(try Override(argument: argument)) }
        let file = try Fixtures.file(Fixtures.small + "\nplatform: {\(platform)}")
        return try file.scenario(variant: "base", overrides: overrides).platform
    }

    @Test(
        arguments: [
            (
                "disk: {bandwidthByDepth: [1 GB/s]}", ["disk.bandwidth=2 GB/s"], "disk.bandwidth",
                "disk.bandwidthByDepth"
            ),
            (
                "", ["disk.bandwidthByDepth=[1 GB/s]", "platform.disk.bandwidth=2 GB/s"], "disk.bandwidth",
                "disk.bandwidthByDepth"
            ),
            (
                "disk: {bandwidthOverTime: {phases: [{of: 1 GB/s, for: 1 s}, {of: 2 GB/s}]}}",
                ["disk.bandwidth=2 GB/s"],
                "disk.bandwidth", "disk.bandwidthOverTime"
            ),
            ("readCache: {missRate: 50 %}", ["readCache.capacity=1 GB"], "readCache.capacity", "readCache.missRate"),
            ("readCache: {missRate: 50 %}", ["readCache=1 GB"], "readCache.capacity", "readCache.missRate"),
            ("readCache: {missRate: 50 %}", ["readCache.policy=lru"], "readCache.policy", "readCache.missRate"),
        ] as [(String, [String], String, String)])
    func `a change without effect is refused, naming what replaces it`(
        platform: String, arguments: [String], parameter: String, replacing: String
    ) {
        let error = #expect(throws: ScenarioFileError.self) { try applied(arguments, platform: platform) }
        let expected = "command line:1:1: error: `\(parameter)` has no effect here: `\(replacing)` replaces it"
        #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
    }

    @Test func `what is replaced later, or belongs to a whole section, may be given`() throws {
        let later = try applied(["disk.bandwidth=2 GB/s", "disk.bandwidthByDepth=[1 GB/s]"], platform: "")
        #expect(later.disk.bytesPerSecond == [1e9])
        let whole = try applied(
            ["disk={bandwidth: 2 GB/s, queueDepth: 4}"], platform: "disk: {bandwidthByDepth: [1 GB/s]}")
        #expect(whole.disk.bytesPerSecond == [1e9] && whole.disk.queueDepth == 4)
        let alone = try applied(["disk.bandwidth=2 GB/s"], platform: "disk: {bandwidth: 1 GB/s}")
        #expect(alone.disk.bytesPerSecond == [2e9])
    }

    /// The automatic name `map` alone could mean either.
    @Test func `the first of several stages of an operator has an address`() throws {
        let text = "{overlap: 1, pipeline: [source: 9, map: 9 ms, map: 1 ms], train: 1 ms}"
        func costs(_ argument: String) throws(ScenarioFileError) -> [Double] {
            let scenario = try Fixtures.file(text).scenario(
                variant: "base", overrides: [try Override(argument: argument)])
            return scenario.pipeline.stages.compactMap { ($0.operator as? Map)?.service.secondsPerElement.mean }
        }
        #expect(try costs("map-1.cost=4 ms") == [0.004, 0.001])
        #expect(try costs("map-1=4 ms") == [0.004, 0.001])
        #expect(try costs("map-2=4 ms") == [0.009, 0.004])
        let error = #expect(throws: ScenarioFileError.self) { try costs("map=4 ms") }
        #expect(error?.description.contains("it is the operator of `map-1`, `map-2`") == true)
    }

    @Test func `a stage that is called as an address keeps its name`() throws {
        let text = "{overlap: 1, pipeline: [source: 9, map: 9 ms, map: {name: map-1, cost: 1 ms}], train: 1 ms}"
        let scenario = try Fixtures.file(text).scenario(
            variant: "base", overrides: [try Override(argument: "map-1=4 ms")])
        let costs = scenario.pipeline.stages.compactMap { ($0.operator as? Map)?.service.secondsPerElement.mean }
        #expect(costs == [0.009, 0.004])
    }

    @Test func `accepts all values of a sweep`() throws {
        let file = try Fixtures.file(Fixtures.small)
        let vary = try Vary(argument: "prefetch.buffer=0..64:log2")
        let buffers = try vary.values.map { value in
            let scenario = try file.scenario(
                variant: "base", overrides: [try Override(path: vary.paths[0], value: value)])
            return (scenario.pipeline.stages[4].operator as? Prefetch)?.buffer
        }
        #expect(buffers == [0, 1, 2, 4, 8, 16, 32, 64])
    }

    @Test func `names the variants there are`() throws {
        let file = try Fixtures.file(Fixtures.small + "\nvariants: {naive: {}, cached: {}}")
        let error = #expect(throws: ScenarioFileError.self) { try file.scenario(variant: "naiv") }
        #expect(error?.diagnostics.first?.suggestion == "naive")
        #expect(error?.diagnostics.first?.accepted == "`naive`, `cached`")
    }
}
