import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

struct PlanTests {
    private static let text = """
        overlap: 1
        platform: {cpu: {cores: 4, workers: 16}}
        pipeline: [source: 320, map: {name: decode, cost: 4 ms, parallelism: 2}, batch: 4, prefetch: 1]
        train: {step: 4 ms}
        run: {replications: 2}
        """

    private static let prices = """
        prices: 1
        currency: EUR
        coreHour: 0.1
        acceleratorHour: 1
        """

    private func question(
        _ target: String = "AU>=90%", vary: [String] = ["cpu.cores=1..8", "decode.parallelism=1,2,4,8"],
        limits: [String] = [], text: String = Self.text, prices: String? = Self.prices, perEpoch: Bool = false
    ) throws -> PlanQuestion {
        let file = try ScenarioFile(text: text, name: "s", directory: ".")
        let list = try prices.map { try Prices(text: $0, name: "p") }
        let basis = list.map { perEpoch ? PlanBasis.epoch($0) : .hour($0) } ?? .resources
        return try PlanQuestion(
            PlanSubject(file, variant: "base"), conditions: [try Condition(argument: target, option: "--target")],
            vary: vary, limits: limits, basis: basis)
    }

    private func plan(_ question: PlanQuestion) async throws -> Plan {
        var plan = Plan(question)
        try await plan.find(threads: 1)
        return plan
    }

    private func values(_ plan: Plan) -> [String]? {
        plan.best.map { best in
            zip(plan.question.axes, plan.candidates[best].values).map { $0.values[$1].text }
        }
    }

    /// A batch of four takes 16 ms of work and a step 4 ms: four cores and calls, and no more.
    @Test(arguments: [false, true])
    func `the fewest cores, and the smallest settings that do`(_ perEpoch: Bool) async throws {
        let plan = try await plan(try question(perEpoch: perEpoch))
        #expect(plan.verdict == .planned)
        #expect(values(plan) == ["4", "4"])
        #expect(plan.differences.map(\.after) == ["4"])
        #expect(plan.stepsBelow.map { plan.question.axes[$0.axis].values[$0.value].text } == ["3", "2"])
        #expect(plan.planned?.verdict == .met)
        let rival = try #require(plan.runnerUp)
        #expect(plan.candidates[rival].values[0] == 4)
    }

    @Test func `without prices, resources count in order`() async throws {
        let plan = try await plan(try question(prices: nil))
        #expect(values(plan) == ["4", "4"])
        let costs = plan.candidates.map(\.leastCost)
        #expect(costs == costs.sorted())
    }

    @Test func `what mean demands exclude is not simulated in the search, and misses the target`() async throws {
        let question = try question()
        var plan = Plan(question)
        try await plan.findBest(threads: 1)
        for (position, candidate) in question.candidates.enumerated() where candidate.excluded != nil {
            #expect(plan.trials[position] == nil)
            let judged = try await question.judged(candidate, threads: 1)
            #expect(judged.verdict == .missed, "\(question.text(candidate.values))")
        }
        #expect(question.candidates.contains { $0.excluded != nil })
    }

    @Test func `an unreachable target has a nearest configuration, and what would have to grow`() async throws {
        let plan = try await plan(try question("samplesPerSecond>=100000"))
        #expect(plan.verdict == .unreachable)
        let nearest = try #require(plan.nearest)
        #expect(plan.trials[nearest]?.verdict == .missed)
        let missing = try #require(plan.missing)
        #expect(missing.resources.contains { $0.kind == .accelerators })
    }

    @Test func `limits leave values out, and memory is hard`() async throws {
        let limited = try question(limits: ["cpu.cores=3"])
        #expect(limited.axes[0].values.map(\.text) == ["1", "2", "3"])
        #expect(try await plan(limited).verdict == .unreachable)
        let small = try question(
            limits: ["memory.capacity=1 kB"],
            text: Self.text.replacing("source: 320", with: "source: {elements: 320, size: 1 kB}"))
        #expect(small.candidates.allSatisfy { $0.scenario.platform.memory.capacityBytes == 1000 })
        let plan = try await plan(small)
        #expect(plan.verdict == .unreachable && plan.trials.values.contains { $0.outOfMemory != nil })
    }

    @Test(
        arguments: [
            (["cpu.cores=1..8", "cpu.cores=1..4"], [], "names `cpu.cores` twice"),
            (["disk=nvme"], [], "names a disk of a file of prices"),
            (["cpu.cores=1..4"], ["train.step=1 ms"], "no number to limit"),
            (["decode.parallelism=1,2"], ["cpu.cores=2"], "is beyond its limit"),
            (["cpu.cores=4..8"], ["cpu.cores=2"], "no value of `cpu.cores`"),
        ] as [([String], [String], String)])
    func `nonsense is told`(_ vary: [String], _ limits: [String], _ message: String) throws {
        let error = #expect(throws: PlanError.self) { try question(vary: vary, limits: limits) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `two that cost the same are told as equally good`() async throws {
        let text = Self.text.replacing("cores: 4, workers: 16", with: "cores: 16, workers: 16")
            .replacing("prefetch: 1]", with: "prefetch: 1]\n")
        let prices = "{prices: 1, currency: EUR, memoryGiBHour: 0.1, coreHour: 0.1}"
        let plan = try await plan(
            try question(
                vary: ["cpu.cores=4,5", "memory.capacity=1 GiB,2 GiB", "decode.parallelism=4"], text: text,
                prices: prices))
        // One core and one GiB cost the same: 5 cores with 1 GiB, or 4 with 2; the cheapest has neither.
        #expect(values(plan) == ["4", "1 GiB", "4"])
        let fixed = try question(
            vary: ["cpu.cores=4,5"], text: text, prices: "{prices: 1, currency: EUR, memoryGiBHour: 1}")
        #expect(Set(fixed.candidates.map(\.leastCost.amounts[0])).count == 1)
    }

    @Test func `time that is up leaves the best so far`() async throws {
        var plan = Plan(try question())
        try await plan.find(threads: 1, until: .now)
        #expect(plan.isOutOfTime && plan.verdict == .interrupted)
    }

    @Test func `the usual things may change where nothing is named`() async throws {
        let question = try question(
            vary: [],
            text: Self.text.replacing(", prefetch: 1]", with: "]").replacing(
                "step: 4 ms", with: "step: 4 ms, epochs: 2"))
        #expect(
            question.axes.map(\.name) == [
                "cpu.cores", "decode.parallelism", "decode.order", "prefetch.buffer", "cache.store",
            ])
        let plan = try await plan(question)
        #expect(plan.verdict == .planned)
        let best = try #require(plan.best)
        // What is not used is not added.
        let changes = try question.changes(plan.candidates[best].values)
        #expect(
            (try question.subject.file.scenario(variant: "base", overrides: changes)).pipeline.stages.contains {
                $0.name == "prefetch"
            } == (values(plan)?[3] != "0"))
    }

    /// The first ten of those that `overlap-bench plan` studies: cost within 1 % of the cheapest, and the target met but for the
    /// zone, by an exhaustive search.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `small problems are solved as an exhaustive search solves them`(_ seed: UInt64) async throws {
        let question = try PlanProblem(seed: seed).question()
        var plan = Plan(question)
        try await plan.findBest(threads: 1)
        var cheapest = Double.infinity
        for candidate in question.candidates where candidate.excluded == nil {
            let trial = try await question.judged(candidate, threads: 1)
            guard trial.verdict == .met, let hourly = candidate.hourly?.perHour else { continue }
            let epoch = trial.mean(.epochSeconds) ?? .infinity
            cheapest = min(cheapest, question.basis.isSimulated ? hourly * epoch / 3600 : hourly)
        }
        guard let best = plan.best, let cost = plan.cost(best)?.amounts[0] else {
            #expect(cheapest == .infinity)
            return
        }
        #expect(cost <= 1.01 * cheapest)
        #expect(plan.trials[best]?.verdict == .met)
    }
}
