import Pipelines
import Testing
import Variates

@testable import ScenarioFiles

@Suite struct GuessOverridesTests {
    private func changes(
        _ guesses: [(String, Double)], cost: String = "9 ms"
    ) throws -> (paths: [String], scenario: Scenario) {
        let text = """
            overlap: 1
            platform: {disk: {bandwidth: 3 GB/s}, cpu: {cores: 10}}
            pipeline: [source: 100, map: {name: decode, cost: \(cost), parallelism: 4}, prefetch: 2]
            train: {step: 1 ms}
            run: {seed: 8000000000000000000}
            """
        let file = try ScenarioFile(text: text, name: "s.yaml", directory: ".")
        let overrides = try file.overrides(
            assuming: try guesses.map { (guess: try Guess(argument: $0.0), place: $0.1) }, variant: "base")
        return (overrides.map(\.path), try file.scenario(variant: "base", overrides: overrides))
    }

    private func cost(_ guesses: [(String, Double)], of written: String) throws -> Distribution {
        let scenario = try changes(guesses, cost: written).scenario
        let map = try #require(scenario.pipeline.stages[1].operator as? Map)
        return map.service.secondsPerElement
    }

    @Test func `a share scales a quantity, a count or a distribution`() throws {
        #expect(try changes([("disk.bandwidth=±20%", 0)]).scenario.platform.disk.bytesPerSecond == [2.4e9])
        #expect(try changes([("disk.bandwidth=±20%", 1)]).scenario.platform.disk.bytesPerSecond == [3.6e9])
        #expect(try changes([("cpu.cores=±26%", 1)]).scenario.platform.cpu.cores == 13)
        #expect(try cost([("decode.cost=±20%", 0)], of: "9 ms") == .constant(0.0072))
        let scaled = try cost([("decode.cost=±20%", 1)], of: "{gamma: {mean: 10 ms, cv: 0.5}}")
        #expect(abs(scaled.mean - 0.012) < 1e-12 && abs(scaled.cv - 0.5) < 1e-9)
    }

    @Test func `a range gives its values, whole ones to counts`() throws {
        #expect(try changes([("disk.bandwidth=1..2 GB/s", 0.25)]).scenario.platform.disk.bytesPerSecond == [1.25e9])
        #expect(try changes([("cpu.cores=8..16", 0.3)]).scenario.platform.cpu.cores == 10)
        #expect(try cost([("decode.cost=5 ms..7 ms", 0.5)], of: "9 ms") == .constant(0.006))
        let deep = try cost([("decode.cost.lognormal.cv=0.1..0.5", 1)], of: "{lognormal: {mean: 9 ms, cv: 0.2}}")
        #expect(abs(deep.cv - 0.5) < 1e-9)
    }

    @Test(arguments: [("prefetch=±50%", "prefetch.buffer", 3), ("prefetch=2..6", "prefetch.buffer", 6)])
    func `a stage alone stands for its primary parameter`(_ argument: String, _ path: String, _ buffer: Int) throws {
        let (paths, scenario) = try changes([(argument, 1)])
        #expect(paths == [path])
        #expect((scenario.pipeline.stages[2].operator as? Prefetch)?.buffer == buffer)
        #expect(try cost([("decode=±20%", 0)], of: "9 ms") == .constant(0.0072))
    }

    @Test(arguments: [("map.cost=±20%", 0.0072), ("map=±20%", 0.0072), ("map.cost=3 ms..4 ms", 0.003)])
    func `an operator stands for its only stage`(_ argument: String, _ mean: Double) throws {
        #expect(try changes([(argument, 0)]).paths == ["decode.cost"])
        #expect(try cost([(argument, 0)], of: "9 ms") == .constant(mean))
        #expect(abs(try cost([("map.cost.cv=0..1", 0.5)], of: "9 ms").cv - 0.5) < 1e-9)
    }

    @Test(arguments: ["9 ms", "{lognormal: {mean: 9 ms, cv: 0.1}}", "{gamma: {mean: 9 ms, cv: 0.1}}"])
    func `a variability keeps the mean`(_ written: String) throws {
        let varied = try cost([("decode.cost.cv=0..1", 0.5)], of: written)
        #expect(abs(varied.mean - 0.009) < 1e-12 && abs(varied.cv - 0.5) < 1e-9)
        #expect(try cost([("decode.cost.cv=0..1", 0)], of: written).cv == 0)
    }

    @Test func `mean and variability of one distribution may both be guessed, in any order`() throws {
        let guesses = [("decode.cost=±20%", 0.0), ("decode.cost.cv=0..1", 0.5)]
        for order in [guesses, guesses.reversed()] {
            let changed = try cost(order, of: "{gamma: {mean: 10 ms, cv: 0.1}}")
            #expect(abs(changed.mean - 0.008) < 1e-12 && abs(changed.cv - 0.5) < 1e-9)
        }
    }

    @Test(arguments: [
        ("decod.cost=±20%", "did you mean `decode"), ("decode.csot=±20%", "did you mean `cost`?"),
        ("decode.costt.cv=0..1", "leads nowhere"), ("disk=±20%", "has several parameters"),
        ("disk.latency=-1.7e308 s..1.7e308 s", "`-1.7e+308 s`"),
        ("gpu.copyBandwidth=±20%", "has no value to take a share of"),
        ("disk.latency=±20%", "has no value to take a share of"),
        ("decode.cost.cv=0 ms..1 ms", "a coefficient of variation has no unit"),
        ("decode.cost.cv=-1..1", "cv is -1.0, but must be 0 or from"),
        ("run.sed=±20%", "run.sed=±20%"), ("platform.decode.cost=±20%", "unknown section `decode` of `platform`"),
    ])
    func `says why a guess leads nowhere`(_ argument: String, _ message: String) {
        let error = #expect(throws: ScenarioFileError.self) { _ = try changes([(argument, 0)]) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `a share of what is deeper than a parameter has no value to scale`() {
        let error = #expect(throws: ScenarioFileError.self) {
            _ = try changes([("decode.cost.gamma.scale=±20%", 0)], cost: "{gamma: {shape: 4, scale: 2 ms}}")
        }
        let text = error?.description ?? ""
        #expect(text.contains("`decode.cost.gamma.scale` names no parameter") && !text.contains("no unit"), "\(text)")
    }

    @Test func `a share of a count that no whole number holds is refused`() throws {
        let error = #expect(throws: ScenarioFileError.self) { _ = try changes([("run.seed=±20%", 1)]) }
        #expect(error?.description.contains("±20% of 8000000000000000000 exceeds the largest whole number") == true)
        #expect(try changes([("run.seed=±20%", 0)]).scenario.run.seed == 6_400_000_000_000_000_000)
    }
}
