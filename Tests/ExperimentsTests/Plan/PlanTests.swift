import Measurements
import PipelineRuns
import PipelineSimulation
import Pipelines
import ScenarioFiles
import Testing

@testable import Experiments

struct PlanTests {
    static let text = """
        overlap: 1
        platform: {cpu: {cores: 4, workers: 16}}
        pipeline: [source: 320, map: {name: decode, cost: 4 ms, parallelism: 2}, batch: 4, prefetch: 1]
        train: {step: 4 ms}
        run: {replications: 2}
        """

    static let prices = """
        prices: 1
        currency: EUR
        coreHour: 0.1
        acceleratorHour: 1
        """

    func question(
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

    /// Loading takes 4 ms a sample: 968 ms of 242 samples, not 1,120 ms of seven full batches; 240 ms of three files, not
    /// 320 ms as if both accelerators had two.
    @Test(
        arguments: [
            ("[source: 242, map: {cost: 4 ms}, batch: 40]", 1, "epoch<=1 s"),
            (
                "[source: {files: 3, samplesPerFile: 20}, shard: {}, interleave: {cycle: 1}, map: {cost: 4 ms}, batch: 10]",
                2, "epoch<=300 ms"
            ),
        ] as [(String, Int, String)])
    func `an epoch has no more samples than there are`(
        _ pipeline: String, _ accelerators: Int, _ target: String
    ) async throws {
        let text = """
            overlap: 1
            platform: {cpu: {cores: 2, workers: 16}, gpu: {count: \(accelerators)}}
            pipeline: \(pipeline)
            train: {step: 1 ms}
            run: {replications: 2}
            """
        let plan = try await plan(try question(target, vary: ["cpu.cores=1..2"], text: text, prices: nil))
        #expect(plan.verdict == .planned && values(plan) == ["1"])
        let priced = try await self.plan(
            try question(target, vary: ["cpu.cores=1..2"], text: text, perEpoch: true))
        let best = try #require(priced.best)
        #expect(priced.candidates[best].leastCost <= (try #require(priced.cost(best))))
    }

    /// Reads of two disks are as long in the mean: ten replications cannot tell which costs less.
    @Test func `what replications do not tell is not called the cheapest`() async throws {
        let text = """
            overlap: 1
            platform: {disk: {latency: {exponential: 10 ms}, queueDepth: 4}}
            pipeline: [source: 200, map: {cost: 1 ms, parallelism: 4}, batch: 10, prefetch: 2]
            train: {step: 2 ms}
            run: {maxReplications: 10}
            """
        let prices = """
            prices: 1
            currency: EUR
            acceleratorHour: 1
            disks:
              even: {hour: 0.01, latency: {lognormal: {mean: 10 ms, cv: 2}}, queueDepth: 4}
              uneven: {hour: 0.02, latency: {gamma: {mean: 10 ms, cv: 3}}, queueDepth: 4}
            """
        let plan = try await plan(
            try question("epoch<=100 s", vary: ["disk=even,uneven"], text: text, prices: prices, perEpoch: true))
        #expect(plan.verdict == .notResolved && plan.rivals.count == 1 && plan.best != plan.rivals.first)
        let alone = try await self.plan(
            try question("epoch<=100 s", vary: ["disk=even"], text: text, prices: prices, perEpoch: true))
        #expect(alone.verdict == .planned && alone.rivals.isEmpty)
    }

    /// Of each the scenario as it is meets the target, and `min` finds so.
    @Test(
        arguments: [
            // A step on the cores of the pipeline takes longer beside it, and all of that is its own.
            (
                "AU>=70%", "cpu.cores=4,6",
                """
                platform: {cpu: {cores: 4}}
                pipeline: [source: 400, map: {cost: 4 ms, parallelism: 4}, batch: 10, prefetch: 4]
                train: {step: 10 ms, device: cpu, threads: 4}
                """
            ),
            // The longest steps let buffers fill.
            (
                "AU>=70%", "map.parallelism=1,4",
                """
                platform: {cpu: {cores: 4}}
                pipeline: [source: 400, map: {cost: 20 ms, parallelism: 1}, prefetch: 4]
                train: {step: {phases: [{of: 40 ms, for: 300}, {of: 5 ms}]}}
                """
            ),
            // So do checkpoints.
            (
                "AU>=80%", "map.parallelism=1,4",
                """
                platform: {cpu: {cores: 2}}
                pipeline: [source: 1000, map: {cost: 2 ms, parallelism: 1}, batch: 10, prefetch: 20]
                train: {step: 10 ms, checkpointTime: 500 ms, checkpointSteps: 20}
                """
            ),
            // The second epoch is read from the cache.
            (
                "epochSamplesPerSecond>=400", "map.parallelism=2,8",
                """
                platform: {cpu: {cores: 2}}
                pipeline: [source: 400, map: {cost: 20 ms, parallelism: 2}, cache: memory, batch: 10, prefetch: 2]
                train: {step: 10 ms, epochs: 2}
                """
            ),
            // Nothing is left of the first epoch.
            (
                "samplesPerSecond>=100", "cpu.cores=2,4",
                """
                platform: {cpu: {cores: 2}}
                pipeline: [source: 8, map: {cost: 2 ms, parallelism: 2}, batch: 4, skip: {count: 4, acts: once}]
                train: {step: 5 ms, epochs: 3}
                """
            ),
            // One of two accelerators has its last sample when the other's is still being read.
            (
                "epochSamplesPerSecond>=102", "cpu.cores=2,4",
                """
                platform: {cpu: {cores: 2}, disk: {bandwidth: 1 MB/s, queueDepth: 1}, gpu: {count: 2, barrier: epoch}}
                pipeline: [source: {files: 20, size: 10 kB}, shard: {}, interleave: {cycle: 1}, prefetch: 1]
                train: {step: 1 ms}
                """
            ),
        ] as [(String, String, String)])
    func `what meets the target is not excluded`(target: String, vary: String, text: String) async throws {
        let question = try question(
            target, vary: [vary], text: "overlap: 1\n\(text)\nrun: {replications: 2}", prices: nil)
        let plan = try await plan(question)
        #expect(plan.verdict == .planned && plan.differences.isEmpty, "\(plan.differences)")
        #expect(question.candidates.allSatisfy { $0.excluded == nil })
    }

    /// The last of the times that are replayed is long, and none of the run's: today's scenario shows so, or what comes
    /// nearest.
    @Test(arguments: ["cpu.cores=1..8", "cpu.cores=1..5"])
    func `where a simulation shows that mean demands fail, nothing is excluded`(_ vary: String) async throws {
        let times = Array(repeating: "1 ms", count: 40).joined(separator: ", ")
        let text = """
            overlap: 1
            platform: {cpu: {cores: 6, workers: 16}}
            pipeline:
              - source: 40
              - map: {cost: {recorded: {values: [\(times), 1 s], replay: in order}}, parallelism: 4}
              - batch: 4
              - prefetch: 1
            train: {step: 1 ms}
            run: {replications: 2}
            """
        let question = try question("epoch<=60 ms", vary: [vary], text: text, prices: nil)
        #expect(question.candidates.allSatisfy { $0.excluded != nil })
        let plan = try await plan(question)
        #expect(plan.verdict == .planned && values(plan) == ["1"])
        #expect(plan.counts.excluded == 0 && plan.candidates.indices.allSatisfy { !plan.isExcluded($0) })
    }

    /// With four cores the scenario as it is meets the target.
    @Test(arguments: [
        ("cpu.cores=6,8", true), ("cpu.cores=4..8", false), ("cpu.cores=2,3,6", true), ("cpu.cores=1,2", false),
        ("decode.parallelism=4,8", false),
    ])
    func `a plan may be no cheaper than the scenario as it is`(_ vary: String, _ isAsCheap: Bool) async throws {
        let text = Self.text.replacing("parallelism: 2", with: "parallelism: 4")
        for (prices, perEpoch) in [(Self.prices, false), (Self.prices, true), (nil, false)] {
            let question = try question(vary: [vary], text: text, prices: prices, perEpoch: perEpoch)
            #expect(try await plan(question).isTodayAsCheap == isAsCheap)
        }
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
            (["cpu.cores=1..8", "cpu.cores=1..4"], [], "changes `cpu.cores` twice"),
            (["disk=nvme"], [], "names a disk of a file of prices"),
            (["cpu.cores=1..4"], ["train.step=1 ms"], "no number to limit"),
            (["decode.parallelism=1,2"], ["cpu.cores=2"], "is beyond its limit"),
            (["cpu.cores=4..8"], ["cpu.cores=2"], "no value of `cpu.cores`"),
        ] as [([String], [String], String)])
    func `nonsense is told`(_ vary: [String], _ limits: [String], _ message: String) throws {
        let error = #expect(throws: PlanError.self) { try question(vary: vary, limits: limits) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func `nothing is paid for a limit of what has none`() throws {
        let text = Self.text.replacing("source: 320", with: "source: {elements: 320, size: 1 MB}")
        let prices = "{prices: 1, currency: EUR, coreHour: 0.1, memoryGiBHour: 1}"
        let free = try question(text: text, prices: prices)
        let limited = try question(limits: ["memory.capacity=64 GiB"], text: text, prices: prices)
        #expect(limited.candidates.map(\.leastCost) == free.candidates.map(\.leastCost))
        #expect(limited.candidates.allSatisfy { $0.scenario.platform.memory.capacityBytes == 64 << 30 })
        let changes = try limited.changes(limited.candidates[0].values)
        #expect(!changes.contains { $0.path == "memory.capacity" })
    }

    @Test func `a word is not limited by a number`() throws {
        let error = #expect(throws: PlanError.self) {
            try question(limits: ["prefetch=8"], text: Self.text.replacing("prefetch: 1", with: "prefetch: auto"))
        }
        #expect(error?.description.contains("has `auto` there") == true, "\(error?.description ?? "")")
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

    @Test(arguments: [false, true])
    func `where time is short, the scenario as it is may be the best so far`(_ perEpoch: Bool) async throws {
        var plan = Plan(try question("AU>=10%", vary: ["cpu.cores=1..8"], perEpoch: perEpoch))
        try await plan.find(threads: 1, until: .now)
        #expect(plan.verdict == .notResolved && plan.differences.isEmpty && values(plan) == ["4"])
        #expect(plan.runnerUp == nil && plan.rivals.isEmpty)
        #expect(plan.simulations == plan.today.replications)
    }

    @Test func `where time is short, the scenario as it is keeps to the limits`() async throws {
        let text = Self.text.replacing("source: 320", with: "source: {elements: 320, size: 1 MB}")
        var plan = Plan(
            try question("AU>=10%", vary: ["cpu.cores=1..8"], limits: ["memory.capacity=2 MB"], text: text))
        try await plan.find(threads: 1, until: .now)
        #expect(plan.best == nil && plan.today.verdict == .missed)
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
