import Foundation
import Testing

/// What docs/planning.md says of the host that decodes for one accelerator, by `overlap plan`.
@Suite struct PlanClaimTests {
    private struct Answer: Decodable {
        struct Figure: Decodable { var mean: Double? }
        struct Trial: Decodable { var figures: [Figure] }
        struct Configuration: Decodable {
            var values: [String: String]
            var simulated: Trial?
            var utilisation: Double { simulated?.figures.first?.mean ?? .nan }
        }
        struct Step: Decodable {
            var paths: [String]
            var value: String
            var configuration: Configuration?
        }
        var verdict: String
        var planned: Configuration?
        var stepsBelow: [Step]

        func below(_ path: String) -> Step? { stepsBelow.first { $0.paths == [path] } }
    }

    private func plan(_ arguments: [String], of name: String = "planning.yaml") throws -> Answer {
        let file = CommandRun.fixtures.appendingPathComponent("../../../docs/\(name)").path
        let run = try CommandRun(["plan", file, "--json", "--quiet"] + arguments)
        return try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
    }

    @Test func `16 cores for an AU of 95 per cent, 15 reach 93, and a prefetch of one is enough`() throws {
        let answer = try plan([
            "--target", "AU>=95%", "--set", "prefetch=0", "--vary", "cpu.cores=12..16", "--vary",
            "decode.order=ordered,unordered", "--vary", "prefetch=0..4",
        ])
        #expect(answer.verdict == "planned")
        let planned = try #require(answer.planned)
        #expect(planned.values["cpu.cores"] == "16" && planned.values["prefetch.buffer"] == "1")
        let fewer = try #require(answer.below("cpu.cores")?.configuration)
        #expect((0.925...0.937).contains(fewer.utilisation))
        let none = try #require(answer.below("prefetch.buffer")?.configuration)
        #expect((0.48...0.54).contains(none.utilisation))
    }

    @Test(arguments: [("ordered", "48"), ("unordered", "16")])
    func `uneven images want many ordered calls, or few unordered ones`(_ order: String, _ calls: String) throws {
        let answer = try plan([
            "--target", "AU>=97.5%", "--set", "cpu.discipline=fifo", "--set", "decode.cost.lognormal.cv=0.5", "--set",
            "decode.order=\(order)", "--set",
            "decode.parallelism=8", "--vary", "decode.parallelism=8,16,32,48,64",
        ])
        #expect(answer.planned?.values["decode.parallelism"] == calls)
    }

    /// 4 cents for a core, 3 for an accelerator: a decoded epoch in memory is worth twelve cores where there are ninety.
    @Test(arguments: [("1", "16", "off"), ("90", "4", "memory")])
    func `the cheapest for one epoch has many cores, for ninety a cache`(
        _ epochs: String, _ cores: String, _ cache: String
    ) throws {
        let directory = try TemporaryDirectory()
        let prices = directory.path("prices.yaml")
        try "prices: 1\ncurrency: USD\ncoreHour: 0.04\nacceleratorHour: 3\n".write(
            toFile: prices, atomically: true, encoding: .utf8)
        let answer = try plan(
            [
                "--target", "AU>=20%", "--cost", prices, "--set", "train.epochs=\(epochs)", "--set",
                "source.elements=8000", "--vary", "cpu.cores=2..18", "--vary", "cache=off,memory",
            ], of: "planning-epochs.yaml")
        #expect(answer.planned?.values == ["cpu.cores": cores, "cache.store": cache])
    }
}
