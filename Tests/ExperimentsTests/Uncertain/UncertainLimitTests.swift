import Experiments
import Pipelines
import ScenarioFiles
import Testing

struct UncertainLimitTests {
    /// n cores for 95 % of 40 samples × cost ÷ step; the disk has plenty to spare.
    private static let text = """
        overlap: 1
        platform: {disk: {latency: 10 us, bandwidth: 3 GB/s, queueDepth: 64}, cpu: {workers: 64}}
        pipeline:
          - source: {elements: 3000, size: 112 KiB}
          - map: {name: decode, cost: 9 ms, parallelism: 16}
          - batch: 40
          - prefetch: 2
        train: {step: 22.4 ms}
        run: {replications: 6}
        """

    /// q requests at a time, each of 10 ms on average, are 100 × q samples a second: 200 is just what two of them bring.
    private static let open = """
        overlap: 1
        platform: {disk: {latency: {exponential: 10 ms}}}
        pipeline: [source: 400, dataLoader: {workers: 8, batchSize: 1}]
        train: {step: 100 us}
        run: {replications: 10}
        """

    private func uncertain(
        _ arguments: [String], in text: String = text, vary: String = "cpu.cores,decode.parallelism=12..40",
        until condition: String = "AU>=95%"
    ) async throws -> Uncertain<Limit> {
        let file = try ScenarioFile(text: text, name: "test", directory: ".")
        let guesses = try arguments.map { try Guess(argument: $0) }
        let vary = try Vary(argument: vary)
        let conditions = [try Condition(argument: condition, option: "--until")]
        func question(_ places: [(guess: Guess, place: Double)]) throws(LimitError) -> LimitQuestion {
            let overrides: [Override]
            do throws(ScenarioFileError) {
                overrides = try file.overrides(assuming: places, variant: "base")
            } catch {
                throw .notAccepted(error)
            }
            return try LimitQuestion(
                .first, of: vary, conditions: conditions, in: file, variant: "base", overrides: overrides)
        }
        var limit = Limit(try question([]))
        try await limit.find(threads: 2)
        var uncertain = Uncertain(guesses, asWritten: limit)
        try await uncertain.find(threads: 2) { places throws(LimitError) in try question(places) }
        return uncertain
    }

    @Test func `the cores that ResNet-50 needs hinge on decoding's variability, not on the disk`() async throws {
        let uncertain = try await uncertain(["disk.bandwidth=±20%", "decode.cost.cv=0..0.5"])
        #expect(uncertain.answers[0].met?.value == 16)
        let effects = try #require(uncertain.effects)
        #expect(uncertain.isSame == false)
        #expect(effects.deciding?.guess == 1)
        #expect(effects.effects.map(\.alone).last == 0)
        let variability = try #require(uncertain.alone(1))
        #expect(variability.low.met?.value == 16)
    }

    @Test func `a mean moves it in proportion`() async throws {
        let uncertain = try await uncertain(["decode.cost=±20%"])
        let ends = try #require(uncertain.alone(0))
        // ⌈0.95 × 40 × 7.2 ms ÷ 22.4 ms⌉ and ⌈0.95 × 40 × 10.8 ms ÷ 22.4 ms⌉.
        #expect(ends.low.met?.value == 13 && ends.high.met?.value == 19)
        let extremes = try #require(uncertain.extremes)
        #expect(extremes.lowest.met?.value == 13 && extremes.highest.met?.value == 19)
    }

    @Test func `an answer with room to spare stays the same`() async throws {
        let uncertain = try await uncertain(["disk.bandwidth=±20%", "disk.latency=0 us..50 us"])
        #expect(uncertain.isSame == true)
        let effects = try #require(uncertain.effects)
        #expect(effects.deciding == nil)
        #expect(effects.effects.allSatisfy { uncertain.movesAlone($0) == false })
    }

    @Test func `what replications leave open neither hinges on a guess nor does not`() async throws {
        let uncertain = try await uncertain(
            ["disk.latency=±0.1%"], in: Self.open, vary: "disk.queueDepth=1..4", until: "samplesPerSecond>=200")
        #expect(uncertain.answers[0].verdict == .notResolved)
        #expect(uncertain.isSame == nil)
        let effects = try #require(uncertain.effects)
        #expect(effects.deciding == nil)
        #expect(effects.effects.map { uncertain.movesAlone($0) } == [nil])
    }

    @Test func `ends that are apart decide though the answer as written is open`() async throws {
        let uncertain = try await uncertain(
            ["disk.latency=±30%"], in: Self.open, vary: "disk.queueDepth=1..4", until: "samplesPerSecond>=200")
        #expect(uncertain.answers[0].verdict == .notResolved)
        #expect(uncertain.isSame == false)
        #expect(uncertain.effects?.deciding?.alone == 1)
        let ends = try #require(uncertain.alone(0))
        #expect(ends.low.met?.value == 2 && ends.high.met?.value == 3)
    }
}
