import Experiments
import PipelineSimulation
import ScenarioFiles
import Testing

/// Knees that are known by construction, over the ranges of guesses.
struct UncertainKneeTests {
    /// Cost ÷ step calls keep up: ⌈8 ÷ 2⌉.
    private static let text = """
        overlap: 1
        platform: {disk: {latency: 10 us, queueDepth: 64}, cpu: {cores: 64}}
        pipeline: [source: 2000, map: {name: decode, cost: 8 ms, parallelism: 1}, prefetch: 2]
        train: {step: 2 ms}
        run: {replications: 2}
        """

    private func uncertain(_ argument: String) async throws -> Uncertain<Knee.Answer> {
        let file = try ScenarioFile(text: Self.text, name: "test", directory: ".")
        let grid = try SweepGrid(arguments: ["decode.parallelism=1..32"])
        func points(_ places: [(guess: Guess, place: Double)]) throws(SweepGridError) -> [SweepGrid.Point] {
            try grid.points(variants: ["base"]) { variant, changes throws(ScenarioFileError) in
                let guessed = try file.overrides(assuming: places, variant: variant, overrides: [])
                return try file.scenario(variant: variant, overrides: guessed + changes)
            }
        }
        var knee = Knee(grid.axes[0], points: try points([]))
        try await knee.find(threads: 2)
        var uncertain = Uncertain([try Guess(argument: argument)], asWritten: try #require(knee.answer))
        try await uncertain.find(like: knee, threads: 2, points: points) { (_: ReplicationError) in
            SweepGridError.cancelled
        }
        return uncertain
    }

    @Test func `as many calls as keep up hinge on their cost`() async throws {
        let uncertain = try await uncertain("decode.cost=4 ms..12 ms")
        #expect(uncertain.answers[0] == .exact(3))
        #expect(uncertain.isSame == false)
        let alone = try #require(uncertain.alone(0))
        #expect(alone.low == .exact(1) && alone.high == .exact(5))
    }

    @Test(arguments: ["disk.latency=0 us..50 us", "decode.cost=±0.001%"])
    func `what does not matter leaves the same knee`(_ guess: String) async throws {
        let uncertain = try await uncertain(guess)
        #expect(uncertain.isSame == true)
        #expect(uncertain.answers.allSatisfy { $0 == .exact(3) })
    }
}
