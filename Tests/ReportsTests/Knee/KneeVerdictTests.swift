import Experiments
import PipelineRuns
import Testing

@testable import Reports

struct KneeVerdictTests {
    private static func sentences(
        _ vary: String, _ scenario: String = SweptScenario.text, share: Double = 0.01, objective: Objective = .automatic
    ) async throws -> [String] {
        KneeVerdict(knee: try await SearchedKnee.found(scenario, vary, share: share, objective: objective)).sentences
    }

    @Test(
        arguments: [
            (
                "decode.parallelism=1..100",
                "decode.parallelism = 4 is the smallest within 1 % of the asymptote, 500 samples/s at 8 "
                    + "(95 % confidence, 2 pairs of replications)."
            ),
            (
                "decode.parallelism=4..100",
                "decode.parallelism = 4, the smallest value, is within 1 % of the asymptote, 500 samples/s at 8 "
                    + "(95 % confidence, 2 pairs of replications)."
            ),
            (
                "cache=off,memory",
                "cache = off, the first value, is within 1 % of the best rate, 500 samples/s at memory "
                    + "(95 % confidence, 2 pairs of replications)."
            ),
            (
                "decode.parallelism=8,4,2",
                "decode.parallelism = 8, the first value, is within 1 % of the best rate, 500 samples/s at 4 "
                    + "(95 % confidence, 2 pairs of replications)."
            ),
            (
                "decode.cost=32 ms,16 ms,8 ms",
                "decode.cost = 8 ms is needed: no earlier value is within 1 % of its rate, 500 samples/s "
                    + "(95 % confidence, 2 pairs of replications)."
            ),
        ] as [(String, String)])
    func `the answer is one sentence with its certainty`(vary: String, sentence: String) async throws {
        #expect(try await Self.sentences(vary).first == sentence)
    }

    @Test func `a value that runs alone is told with its rate`() async throws {
        let sentences = try await Self.sentences("prefetch.buffer=20..60", SweptScenario.scarceMemory)
        let answer = try #require(sentences.first)
        #expect(
            answer.hasPrefix(
                "nothing to compare: memory runs out at every other value that was tried; prefetch.buffer = 20 runs, with "
            ) && answer.hasSuffix(" samples/s.") && sentences.count == 1, "\(sentences)")
    }

    @Test func `memory is told at the answer, below it and at the asymptote`() async throws {
        let sentences = try await Self.sentences("decode.parallelism=1..100")
        let text = try #require(sentences.dropFirst().first)
        #expect(text.hasPrefix("Buffers hold at most ") && text.contains(" at 4, ") && text.contains(" at 3, "))
        #expect(text.hasSuffix(" at 8."))
    }

    @Test func `a range says what is known of its ends, and why it is one`() async throws {
        let line = SearchedKnee.exponentialLine(0.8, steps: 1500, run: "{maxReplications: 20}")
        let answer = try #require(try await Self.sentences("prefetch.buffer=0..1024", line).first)
        let ends = try #require(answer.firstMatch(of: /between ([0-9]+) and ([0-9]+): ([0-9]+) is within 1 % of the/))
        #expect(ends.output.2 == ends.output.3, "\(answer)")
        #expect(answer.contains(" is not (95 % confidence, ") || ends.output.1 == "0")
        #expect(
            answer.hasSuffix("20 pairs of replications tell no more: longer runs or a higher --max-replications would.")
        )
    }

    @Test func `what is not resolved says so`() async throws {
        let line = SearchedKnee.exponentialLine(0.8, steps: 200, run: "{replications: 1}")
        let answer = try #require(try await Self.sentences("prefetch.buffer=0..40", line).first)
        #expect(answer.hasPrefix("not resolved: prefetch.buffer = 0 or any more up to "), "\(answer)")
        #expect(answer.hasSuffix("One replication has no interval: give run.replications more."))
    }

    @Test func `a rate that falls is told, and so is a figure without a ratio`() async throws {
        let falls = try await Self.sentences("train.step=8 ms..47 ms")
        #expect(
            falls.contains { $0.hasPrefix("The rate is not monotone: of the values tried 8 ms is better") }, "\(falls)")
        let words = try await Self.sentences("decode.parallelism=1,4", objective: .figure(.stallFraction))
        #expect(
            words == [
                "no answer: stallFraction has no ratio here, for it is undefined or 0 at a value; "
                    + "another --objective may have one."
            ])
    }

    @Test(arguments: [(0.01, "1 %"), (0.005, "0.5 %"), (0.0005, "0.05 %"), (0.125, "12.5 %")] as [(Double, String)])
    func `shares have the digits that they need`(share: Double, text: String) {
        #expect(KneeVerdict.text(share: share) == text)
    }
}
