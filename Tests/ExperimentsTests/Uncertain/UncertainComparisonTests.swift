import Experiments
import PipelineRuns
import PipelineSimulation
import ScenarioFiles
import Testing

/// Comparisons whose answers are known by construction, over the ranges of guesses.
struct UncertainComparisonTests {
    /// Two calls bring a sample every 4 ms, four every 3 ms, for then steps decide.
    private static let text = """
        overlap: 1
        platform: {disk: {latency: 10 us, queueDepth: 64}, cpu: {cores: 64}}
        pipeline: [source: 1000, map: {name: decode, cost: 8 ms, parallelism: 2}, prefetch: 2]
        train: {step: 3 ms}
        run: {replications: 2}
        variants: {two: {}, four: {decode.parallelism: 4}}
        """

    private struct Failed: Error {}

    private func uncertain(_ argument: String) async throws -> Uncertain<PairedAnswer> {
        let file = try ScenarioFile(text: Self.text, name: "test", directory: ".")
        func alternatives(_ places: [(guess: Guess, place: Double)]) throws(Failed) -> [Alternative] {
            do throws(ScenarioFileError) {
                return try file.variantNames.map { name throws(ScenarioFileError) in
                    let guessed = try file.overrides(assuming: places, variant: name)
                    return Alternative(name: name, try file.scenario(variant: name, overrides: guessed))
                }
            } catch {
                throw Failed()
            }
        }
        var comparison = Comparison(try alternatives([]))
        try await comparison.decide(threads: 2)
        var uncertain = Uncertain([try Guess(argument: argument)], asWritten: comparison.family.answers)
        try await uncertain.find(like: comparison, threads: 2, alternatives: alternatives) { (_: ReplicationError) in
            Failed()
        }
        return uncertain.pair(0)
    }

    @Test func `where steps decide anyway more calls are not faster`() async throws {
        let uncertain = try await uncertain("decode.cost=4 ms..12 ms")
        #expect(uncertain.answers[0].standing == .better)
        #expect(uncertain.isSame == false)
        let alone = try #require(uncertain.alone(0))
        #expect(alone.low.standing == .equal && alone.high.standing == .better)
    }

    @Test(arguments: ["disk.latency=0 us..50 us", "decode.cost=7 ms..10 ms", "decode.cost=±0.001%"])
    func `what stays faster is the same answer`(_ guess: String) async throws {
        let uncertain = try await uncertain(guess)
        #expect(uncertain.isSame == true)
        #expect(uncertain.answers.allSatisfy { $0.standing == .better })
        #expect(uncertain.effects?.deciding == nil)
    }

    @Test func `all points are compared by the figure that decides as written`() async throws {
        let uncertain = try await uncertain("decode.cost=7 ms..10 ms")
        #expect(Set(uncertain.answers.compactMap { $0.effect?.metric.name }).count == 1)
    }
}
