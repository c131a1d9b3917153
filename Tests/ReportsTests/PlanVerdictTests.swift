import Experiments
import ScenarioFiles
import Testing

@testable import Reports

/// What a plan says of the scenario as it is, which has four cores and meets the target.
struct PlanVerdictTests {
    private static let prices = """
        prices: 1
        currency: EUR
        coreHour: 0.1
        acceleratorHour: 1
        """

    private func plan(_ vary: String, hasPrices: Bool) async throws -> Plan {
        let file = try ScenarioFile(
            text: """
                overlap: 1
                platform: {cpu: {cores: 4, workers: 16}}
                pipeline: [source: 320, map: {cost: 4 ms, parallelism: 4}, batch: 4, prefetch: 1]
                train: {step: 4 ms}
                run: {replications: 2}
                """, name: "s", directory: ".")
        let basis = hasPrices ? PlanBasis.hour(try Prices(text: Self.prices, name: "p")) : .resources
        let target = try Condition(argument: "AU>=90%", option: "--target")
        var plan = Plan(
            try PlanQuestion(
                PlanSubject(file, variant: "base"), conditions: [target], vary: [vary], limits: [], basis: basis))
        try await plan.find(threads: 1)
        return plan
    }

    @Test(
        arguments: [
            (
                "cpu.cores=6,8", true,
                "nothing among these with AU ≥ 90 % is cheaper than today's: AU 100.0 %, 1.40 EUR an hour"
            ),
            (
                "cpu.cores=6,8", false,
                "nothing among these with AU ≥ 90 % is smaller than today's: AU 100.0 %. The smallest of them has AU"
            ),
            ("cpu.cores=1,2", true, "AU ≥ 90 % is out of reach of all that may change; nearest is AU 50.0 %"),
            ("cpu.cores=3,4", true, "as it is, it is the cheapest with AU ≥ 90 %, for 1.40 EUR an hour"),
        ] as [(String, Bool, String)])
    func `the answer comes first`(_ vary: String, _ hasPrices: Bool, _ beginning: String) async throws {
        let answer = PlanVerdict(plan: try await plan(vary, hasPrices: hasPrices)).sentences[0]
        #expect(answer.hasPrefix("base: \(beginning)"), "\(answer)")
        #expect(!answer.contains("too"), "\(answer)")
    }

    @Test func `where nothing that may change meets the target, today's does`() async throws {
        let answer = PlanVerdict(plan: try await plan("cpu.cores=1,2", hasPrices: false)).sentences[0]
        #expect(answer.hasSuffix("Today's meets it: AU 100.0 %."), "\(answer)")
    }

    @Test(
        arguments: [
            ("cpu.cores=6,8", "the cheapest beside the scenario as it was: 1.60 EUR"),
            ("cpu.cores=3,4", "the cheapest: 1.40 EUR"),
        ])
    func `the planned scenario says what it is the cheapest of`(_ vary: String, _ rank: String) async throws {
        let text = try #require(try PlannedScenario.text(try await plan(vary, hasPrices: true)))
        #expect(text.hasPrefix("# Planned by overlap for AU ≥ 90 %, \(rank)"), "\(text)")
    }
}
