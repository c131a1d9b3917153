import Experiments
import PipelineRuns
import ScenarioFiles
import Testing

/// Bottlenecks that are known by construction, over the ranges of guesses.
struct UncertainDiagnosisTests {
    /// Two calls bring a sample every 4 ms, and steps take 2 ms.
    private static let text = """
        overlap: 1
        platform: {disk: {latency: 10 us, queueDepth: 64}, cpu: {cores: 64}}
        pipeline: [source: 2000, map: {name: decode, cost: 8 ms, parallelism: 2}, prefetch: 4]
        train: {step: 2 ms}
        run: {replications: 2}
        """

    private func uncertain(_ argument: String) async throws -> Uncertain<Diagnosis.Conclusion> {
        let file = try ScenarioFile(text: Self.text, name: "test", directory: ".")
        let diagnosis = try await explain(file, variant: "base", threads: 2)
        var uncertain = Uncertain([try Guess(argument: argument)], asWritten: diagnosis.conclusion)
        try await uncertain.find(file, like: diagnosis, overrides: [], threads: 2)
        return uncertain
    }

    @Test func `what limits the rate hinges on the cost of a call`() async throws {
        let uncertain = try await uncertain("decode.cost=1 ms..16 ms")
        #expect(uncertain.answers[0].cause == .bottleneck(.stage, name: "decode"))
        #expect(uncertain.answers[0].best == ["one more call of `decode`"])
        #expect(uncertain.isSame == false)
        let alone = try #require(uncertain.alone(0))
        #expect(alone.low.cause == .bottleneck(.trainer, name: "trainer") && alone.low.best == ["a step 10 % shorter"])
        #expect(alone.high.cause == .bottleneck(.stage, name: "decode"))
    }

    @Test(arguments: ["disk.latency=0 us..50 us", "train.step=1.5 ms..2.5 ms", "decode.cost=±0.001%"])
    func `what does not matter leaves the same cause and the same change`(_ guess: String) async throws {
        let uncertain = try await uncertain(guess)
        #expect(uncertain.isSame == true)
        #expect(uncertain.effects?.deciding == nil)
    }

    /// With steps of 4 ms or more they decide, with fewer calls do; only at 4 ms do both matter equally.
    @Test func `a change that brings most elsewhere moves the answer`() async throws {
        let uncertain = try await uncertain("train.step=1 ms..10 ms")
        let alone = try #require(uncertain.alone(0))
        #expect(alone.low.best == ["one more call of `decode`"] && alone.high.best == ["a step 10 % shorter"])
        #expect(uncertain.isSame == false)
    }
}
