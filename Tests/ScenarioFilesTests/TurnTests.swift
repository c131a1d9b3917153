import ScenarioFiles
import Testing

struct TurnTests {
    private static let file = """
        overlap: 1
        platform: {disk: {latency: {exponential: 2 ms}, bandwidth: 500 MB/s}}
        pipeline:
          - source: 100
          - map: {name: gamma, cost: {gamma: {shape: 4, scale: 2 ms}}}
          - map: {name: straggling, cost: {stragglers: {of: 1 ms, share: 1 %, factor: 10}}}
          - map: {name: constant, cost: 4 ms}
          - prefetch: 2
        train: {step: {lognormal: {median: 3 ms, sigma: 0.5}}}
        """

    private func written(_ turns: Turn...) throws -> [String] {
        let file = try ScenarioFile(text: Self.file, name: "test", directory: ".")
        return try file.overrides(turning: turns, variant: "base").map { "\($0.path)=\($0.value)" }
    }

    @Test(
        arguments: [
            (Turn(path: "gamma.cost", .number(0.004)), "gamma.cost={gamma: {mean: 4 ms, cv: 0.5}}"),
            (Turn(path: "gamma.cost.cv", .number(1)), "gamma.cost={gamma: {mean: 8 ms, cv: 1}}"),
            (Turn(path: "gamma.cost.cv", .number(0)), "gamma.cost=8 ms"),
            (Turn(path: "disk.latency", .number(0.001)), "disk.latency={exponential: {mean: 1 ms}}"),
            (Turn(path: "disk.latency.cv", .number(0.5)), "disk.latency={gamma: {mean: 2 ms, cv: 0.5}}"),
            (Turn(path: "constant.cost", .number(0.006500000000000001)), "constant.cost=6.5 ms"),
            (Turn(path: "constant.cost.cv", .number(0.3)), "constant.cost={lognormal: {mean: 4 ms, cv: 0.3}}"),
            (Turn(path: "disk.bandwidth", .number(2e9)), "disk.bandwidth=2 GB/s"),
            (Turn(path: "prefetch.buffer", .number(8)), "prefetch.buffer=8"),
            (Turn(path: "prefetch.buffer", .word("auto")), "prefetch.buffer=auto"),
            (Turn(path: "gamma.order", .word("unordered")), "gamma.order=unordered"),
        ] as [(Turn, String)])
    func `a knob is turned by what one would write`(_ turn: Turn, _ expected: String) throws {
        #expect(try written(turn) == [expected])
    }

    @Test func `what has no family of its own keeps its form, scaled`() throws {
        let change = try #require(try written(Turn(path: "straggling.cost", .number(0.0109))).first)
        #expect(change.hasPrefix("straggling.cost={scaled: {of: ") && change.hasSuffix(", by: 10}}"), "\(change)")
    }

    @Test func `mean and variability are turned together, into one change`() throws {
        let both = try written(
            Turn(path: "constant.cost.cv", .number(0.3)), Turn(path: "constant.cost", .number(0.002)))
        #expect(both == ["constant.cost={lognormal: {mean: 2 ms, cv: 0.3}}"])
    }

    @Test(
        arguments: [
            Turn(path: "prefetch.buffer", .number(1.5)), Turn(path: "prefetch.buffer", .number(.nan)),
            Turn(path: "nothing.cost", .number(1)), Turn(path: "gamma.order", .number(1)),
            Turn(path: "gamma.cost.cv", .number(-1)), Turn(path: "gamma.cost", .number(-1)),
            Turn(path: "prefetch.buffer.cv", .number(1)), Turn(path: "gamma.order", .word("sideways")),
            Turn(path: "", .word("x")), Turn(path: "gamma.cost", .number(.infinity)),
        ])
    func `what cannot be is refused`(_ turn: Turn) throws {
        #expect(throws: ScenarioFileError.self) { _ = try written(turn) }
    }
}
