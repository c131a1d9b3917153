import Testing

@testable import Experiments

/// What may change, and its values.
extension PlanTests {
    private static let unnamed = """
        overlap: 1
        platform: {cpu: {cores: 4, workers: 16}}
        pipeline: [source: 320, map: {cost: 3 ms, parallelism: 2}, map: {cost: 1 ms}, batch: 4, prefetch: 1]
        train: {step: 4 ms}
        run: {replications: 2}
        """

    @Test func `what may change of stages without names has paths that lead there`() throws {
        let axes = try question(vary: [], text: Self.unnamed).axes
        #expect(Set(["map-1.parallelism", "map-2.parallelism", "map-1.order"]).isSubset(of: axes.flatMap(\.paths)))
    }

    @Test func `an operator stands for its only stage`() throws {
        let question = try question(
            vary: ["cpu.cores=1..8", "map.parallelism=1..6"], limits: ["map.parallelism=4"])
        let axis = try #require(question.axes.first { $0.paths == ["decode.parallelism"] })
        #expect(axis.todayText == "2" && axis.values.map(\.text) == ["1", "2", "3", "4"])
    }

    private static let disks = """
        prices: 1
        currency: EUR
        disks:
          slow: {hour: 0.01, latency: 1 ms, queueDepth: 4}
          fast: {hour: 0.02, latency: 100 us, queueDepth: 4}
        """

    /// The texts of the values, and which of them is today's.
    @Test(
        arguments: [
            ("2 ms", "as written,fast", ["as written", "fast"], 0), ("2 ms", "fast,slow", ["fast", "slow"], nil),
            ("100 us", "slow,fast", ["slow", "fast"], 1), ("100 us", "as written,slow,fast", ["fast", "slow"], 0),
        ] as [(String, String, [String], Int?)])
    func `today's disk can be one of those that are named`(
        _ latency: String, _ names: String, _ texts: [String], _ today: Int?
    ) throws {
        let text = Self.text.replacing(
            "platform: {", with: "platform: {disk: {latency: \(latency), queueDepth: 4}, ")
        let axis = try question(vary: ["disk=\(names)"], text: text, prices: Self.disks).axes[0]
        #expect(axis.values.map(\.text) == texts && axis.today == today)
        #expect(axis.values.indices.allSatisfy { axis.values[$0].changes.isEmpty == ($0 == today) })
        #expect(axis.todayText == (latency == "100 us" ? "fast" : "as written"))
    }

    /// A sample takes a worker 1 ms, and a step of four samples half of that.
    @Test func `a time for each byte that a loader reads counts in what may change`() throws {
        let text = """
            overlap: 1
            platform: {cpu: {cores: 16}}
            pipeline:
              - source: {elements: 320, size: 4 kB}
              - dataLoader: {workers: 2, batchSize: 4, costPerByte: 250 ns/B}
            train: {step: 0.5 ms}
            """
        let axes = try question(vary: [], text: text, prices: nil).axes
        let workers = try #require(axes.first { $0.paths == ["dataLoader.workers"] })
        #expect((workers.values.compactMap(\.number).max() ?? 0) >= 8)
    }
}
