import Pipelines
import Testing
import Variates

@testable import PipelineRuns
@testable import PipelineSimulation

@Suite struct BottleneckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var expected: Bottleneck.Kind
        var name: String
        var means: [String: Double]
        var stages: [Double] = [0.1, 0.2]
        var testDescription: String { "\(means) \(stages)" }
    }

    @Test(arguments: [
        Case(expected: .trainer, name: "trainer", means: ["trainerUtilisation": 0.96, "diskUtilisation": 0.99]),
        // Copies and launches occupy the trainer too: it computes half the time, yet never waits for data.
        Case(
            expected: .trainingLoop, name: "training loop", means: ["trainerUtilisation": 0.5, "stallFraction": 0.04]),
        Case(expected: .disk, name: "disk", means: ["diskUtilisation": 0.95, "coreUtilisation": 0.94]),
        Case(expected: .cores, name: "cores", means: ["coreUtilisation": 0.91, "workerUtilisation": 0.99]),
        Case(expected: .copyEngine, name: "copy engine", means: ["copyUtilisation": 0.90], stages: [0.99, 1]),
        Case(expected: .workers, name: "workers", means: ["coreUtilisation": 0.89, "workerUtilisation": 0.99]),
        Case(expected: .source, name: "source", means: ["diskUtilisation": 0.89], stages: [0.94, 0.93]),
        Case(expected: .stage, name: "map", means: ["diskUtilisation": 0.89], stages: [0.90, 0.93]),
        // The source and the map take turns in the thread of the buffer.
        Case(expected: .thread, name: "thread", means: ["diskUtilisation": 0.6], stages: [0.6, 0.35]),
        Case(expected: .none, name: "source", means: ["diskUtilisation": 0.5], stages: [0.6, 0.2]),
        Case(expected: .none, name: "disk", means: ["diskUtilisation": 0.6], stages: [0.6, 0.2]),
    ])
    func `names what the first rule that applies says`(_ example: Case) throws {
        var means = example.means
        if means["stallFraction"] == nil { means["stallFraction"] = 0.9 }
        let names = ["source", "map", "prefetch"]
        let stages = zip(names, example.stages + [0]).map { name, utilisation in
            StageReport(
                name: name, shares: StageShares(utilisation: utilisation), meanElements: 0, maximumElements: 0,
                maximumBytes: 0,
                emptyFraction: nil, fullFraction: nil)
        }
        let bottleneck = Bottleneck(
            RunObservation(
                try steadyScenario(), mean: { means[$0.name] ?? 0 }, stages: stages, loop: .computing, runSeconds: 1))
        #expect(bottleneck.kind == example.expected)
        #expect(bottleneck.name == example.name)
    }

    /// A stage whose workers never pause: more of them win what the disk has left, a faster disk the time that they
    /// read.
    @Test(arguments: [(0.88, 0.87, Bottleneck.Kind.disk), (0.6, 0.3, .stage), (0.05, 0.99, .stage)])
    func `the disk binds where a faster one wins more than more workers`(
        _ disk: Double, _ storage: Double, _ kind: Bottleneck.Kind
    ) throws {
        let stage = StageReport(
            name: "loader", shares: StageShares(utilisation: 1, storage: storage), meanElements: 0, maximumElements: 0,
            maximumBytes: 0, emptyFraction: nil, fullFraction: nil)
        let idle = ["source", "prefetch"].map { name in
            StageReport(
                name: name, shares: StageShares(utilisation: 0), meanElements: 0, maximumElements: 0, maximumBytes: 0,
                emptyFraction: nil,
                fullFraction: nil)
        }
        let means = ["diskUtilisation": disk, "stallFraction": 0.9]
        let observation = RunObservation(
            try steadyScenario(), mean: { means[$0.name] ?? 0 }, stages: [idle[0], stage, idle[1]], loop: .computing,
            runSeconds: 1)
        #expect(Bottleneck(observation).kind == kind)
    }

    @Test func `finds the slow side of a pipeline of two`() async throws {
        let slowMap = try await replicate(try steadyScenario(step: 1e-3, cost: 2e-3, elements: 300), threads: 1)
        #expect(VariantSummary(slowMap, baseline: nil).bottleneck?.name == "map")
        let slowStep = try await replicate(try steadyScenario(step: 2e-3, cost: 1e-3, elements: 300), threads: 1)
        #expect(VariantSummary(slowStep, baseline: nil).bottleneck?.kind == .trainer)
    }

    /// Steps of 3 ms, copied for 1 ms and launched for 0.5 ms; the loop works for 0.25 ms between them, 8 steps an
    /// epoch, and a checkpoint of 2 ms ends each.
    @Test func `the loop's time is told to the nanosecond`() throws {
        let test = try TestScenario.source(8, latency: .constant(1e-3), bytes: 1000).prefetch(4)
            .train(
                .constant(3e-3), epochs: 2,
                ["hostOverhead": .distribution(.constant(250e-6)), "checkpointTime": .distribution(.constant(2e-3))]
            )
            .gpu(["copyBandwidth": .quantity(1e6), "launchOverhead": .quantity(0.5e-3)])
        let loop = try complete(test).loop
        // The first element comes after 1 ms, the others are ready; the first step's launch is not hidden by another.
        let total = 1 + 8 * (0.25 + 1 + 0.5 + 3) + 2.0
        #expect(abs(loop.computation - 24 / total) < 1e-9)
        #expect(abs(loop.copies - 8 / total) < 1e-9)
        #expect(abs(loop.launches - 4 / total) < 1e-9)
        #expect(abs(loop.boundaries - 1 / total) < 1e-9)
        #expect(abs(loop.interruptions - 2 / total) < 1e-9)
        #expect(abs(loop.host - 2 / total) < 1e-9)
        #expect(loop.waiting < 1e-9 && loop.barrier == 0)
    }

    /// The first of four calls takes 10 ms and the others 1 ms: they are done, and none can follow for 9 ms.
    @Test func `calls that are held back are counted`() throws {
        func shares(_ order: String) throws -> StageShares {
            let times = Distribution.recorded(
                try RecordedTable(values: [10e-3] + Array(repeating: 1e-3, count: 39), replay: .inOrder))
            let test = try TestScenario.source(40).map(times, parallelism: 4, ["order": .word(order)])
                .train(.constant(0))
            return try complete(test).wholeRun.stages[1]
        }
        // Behind the first there are four places: after 1 ms two calls have none, after 2 ms three, until it is done.
        // The other 35 take nine rounds.
        let ordered = try shares("ordered")
        #expect(abs(ordered.heldBack - (2 * 1 + 3 * 8) / (4 * 19.0)) < 1e-9)
        #expect(try shares("unordered").heldBack == 0)
        // All have a result then, and the loop waits all the same.
        #expect(ordered.ahead == 0)
    }

    /// The first of two workers takes 10 ms for its batch of two samples, which it makes at a time.
    ///
    /// The second takes 1 ms, and could make two others for 9 ms. Then there are four rounds of 1 ms.
    @Test func `a worker that is held back could make several samples`() throws {
        let times = Distribution.recorded(
            try RecordedTable(values: [10e-3, 10e-3] + Array(repeating: 1e-3, count: 18), replay: .inOrder))
        let test = try TestScenario.source(20).dataLoader(
            workers: 2,
            [
                "batchSize": .count(2), "requests": .count(2), "prefetchFactor": .count(1),
                "cost": .distribution(times),
            ]
        ).train(.constant(0))
        #expect(abs(try complete(test).wholeRun.stages[1].heldBack - 2 * 9 / (4 * 14.0)) < 1e-9)
    }

    /// A batch takes 1 ms, and two are asked for ahead.
    ///
    /// With steps of 10 ms both are ready for 8 ms of the first, and 9 of the next 97; then there are no more of them.
    @Test(arguments: [(10.0, (8 + 97 * 9) / 1001.0), (0, 0)])
    func `a worker is ahead while nothing is asked of it that it has not made`(
        _ step: Double, _ expected: Double
    ) throws {
        let test = try TestScenario.source(100).dataLoader(workers: 1, ["cost": .distribution(milliseconds(1))])
            .train(milliseconds(step))
        #expect(abs(try complete(test).wholeRun.stages[1].ahead - expected) < 1e-9)
    }

    /// A source, a map of four calls and another, and a buffer; the loop waits for both maps.
    private func verdict(first: StageShares, second: StageShares, waiting: Double) throws -> Bottleneck {
        let test = try TestScenario.source(30).map(parallelism: 4).map(parallelism: 4).prefetch(2)
            .train(milliseconds(1))
        let shares = [StageShares(utilisation: 0), first, second, StageShares(utilisation: 0)]
        let stages = zip(["source", "map", "map2", "prefetch"], shares).map { name, shares in
            StageReport(
                name: name, shares: shares, meanElements: 0, maximumElements: 0, maximumBytes: 0, emptyFraction: nil,
                fullFraction: nil)
        }
        var loop = LoopTime.computing
        (loop.computation, loop.waiting) = (1 - waiting, waiting)
        return Bottleneck(
            RunObservation(
                try test.scenario(), mean: { $0.name == "stallFraction" ? waiting : 0 }, stages: stages, loop: loop,
                runSeconds: 1))
    }

    private func waits(_ cause: WaitCause, _ share: Double) -> WaitShares {
        WaitShares { $0 == cause ? share : 0 }
    }

    /// Its buffer is full 70 % of the time because the second map is slow.
    @Test(arguments: [(0.01, nil), (0.3, .variability)] as [(Double, TimeLoss.Cause?)])
    func `what is ahead is no cause unless the loop waits for it`(_ share: Double, _ cause: TimeLoss.Cause?) throws {
        let bottleneck = try verdict(
            first: StageShares(utilisation: 0.2, ahead: 0.7, waits: waits(.computation, share)),
            second: StageShares(utilisation: 0.5, waits: waits(.computation, 0.4 - share)), waiting: 0.4)
        #expect(bottleneck.loss?.cause == cause && bottleneck.loss?.stage == cause.map { _ in "map" })
    }

    @Test(arguments: [(0.8, nil), (0.3, .order)] as [(Double, TimeLoss.Cause?)])
    func `a small loss gives way to a wait that is much longer`(_ share: Double, _ cause: TimeLoss.Cause?) throws {
        let bottleneck = try verdict(
            first: StageShares(utilisation: 0.1),
            second: StageShares(utilisation: 0.5, heldBack: 0.12, waits: waits(.computation, share)), waiting: share)
        #expect(bottleneck.loss?.cause == cause)
        #expect(bottleneck.explanation.contains("while `map2` computes") == (cause == nil))
    }

    /// Two stages, of which the loop waits for the second.
    private func explanation(_ test: TestScenario, _ name: String, _ shares: StageShares) throws -> String {
        let stages = [("source", StageShares(utilisation: 0)), (name, shares)].map { name, shares in
            StageReport(
                name: name, shares: shares, meanElements: 0, maximumElements: 0, maximumBytes: 0, emptyFraction: nil,
                fullFraction: nil)
        }
        var loop = LoopTime.computing
        (loop.computation, loop.waiting) = (0.6, 0.4)
        let observation = RunObservation(
            try test.train(milliseconds(1)).scenario(), mean: { $0.name == "stallFraction" ? 0.4 : 0 }, stages: stages,
            loop: loop, runSeconds: 1)
        return Bottleneck(observation).explanation
    }

    @Test(arguments: [(0.5, "waits 40 % of the time while"), (0.95, "`dataLoader` works almost all the time")])
    func `more workers are called so whatever names them`(_ utilisation: Double, _ verdict: String) throws {
        let loader = try TestScenario.source(30).dataLoader(workers: 2)
        let shares = StageShares(utilisation: utilisation, waits: waits(.computation, 0.4))
        let text = try explanation(loader, "dataLoader", shares)
        #expect(text.contains(verdict) && text.hasSuffix("; more workers or less work there would help"), "\(text)")
    }

    @Test(arguments: [(2, "more calls together with more files"), (9, "`interleave.parallelism`)")])
    func `calls that wait for an older one may need more files`(_ files: Int, _ remedy: String) throws {
        let interleave = try TestScenario()
            .stage(Source.self, ["files": .count(files), "samplesPerFile": .count(3)])
            .stage(Interleave.self, ["cycle": .count(2), "parallelism": .count(2)])
        let shares = StageShares(utilisation: 0.5, heldBack: 0.4, waits: waits(.order, 0.4))
        let text = try explanation(interleave, "interleave", shares)
        #expect(text.contains("(order); `interleave.order=unordered` or more calls"), "\(text)")
        #expect(text.hasSuffix("\(remedy) would help"), "\(text)")
    }

    /// Requests that storage does not yet accept occupy the places of its queue.
    @Test(
        arguments: [
            (0.99, nil, "storage accepts no more requests a second; larger files or more requests a second would help"),
            (nil, 0.99, "storage opens no more files a second; larger files or more openings a second would help"),
            (0.9, 0.5, "the disk is in use almost all the time; a faster disk would help"),
            (nil, nil, "the disk is in use almost all the time; a faster disk would help"),
        ] as [(Double?, Double?, String)])
    func `what storage takes a second may bind, and not its bandwidth`(
        _ requests: Double?, _ openings: Double?, _ words: String
    ) throws {
        let stages = ["source", "map", "prefetch"].map { name in
            StageReport(
                name: name, shares: StageShares(utilisation: 0.1), meanElements: 0, maximumElements: 0, maximumBytes: 0,
                emptyFraction: nil, fullFraction: nil)
        }
        let means = ["diskUtilisation": 1, "stallFraction": 0.9]
        let observation = RunObservation(
            try steadyScenario(), mean: { means[$0.name] ?? 0 }, stages: stages, loop: .computing, runSeconds: 1,
            requestUtilisation: requests, openingUtilisation: openings)
        #expect(Bottleneck(observation).explanation == words)
    }

    /// Two pairs of stages take turns, one in the buffer's thread and one in that of the loop, which waits for its
    /// steps.
    @Test func `a thread that never pauses is named by its own stages`() throws {
        let shares = [("source", 0.45), ("map", 0.47), ("prefetch", 0), ("map2", 0.5), ("map3", 0.45)]
        let test = try TestScenario.source(30).map().prefetch(2).map().map().train(milliseconds(1))
        let stages = shares.map { name, utilisation in
            StageReport(
                name: name, shares: StageShares(utilisation: utilisation), meanElements: 0, maximumElements: 0,
                maximumBytes: 0, emptyFraction: nil, fullFraction: nil)
        }
        let observation = RunObservation(
            try test.scenario(), mean: { $0.name == "stallFraction" ? 0.9 : 0 }, stages: stages, loop: .computing,
            runSeconds: 1)
        let bottleneck = Bottleneck(observation)
        #expect(bottleneck.kind == .thread && abs(bottleneck.utilisation - 0.92) < 1e-9)
        #expect(bottleneck.explanation.hasPrefix("`source`, `map`: one thread does their work in turns"))
    }

    /// The first of four calls takes 10 ms, in the first epoch; in the others the cache delivers.
    @Test func `what an epoch has held back is none of the later ones`() throws {
        let times = Distribution.recorded(
            try RecordedTable(values: [10e-3] + Array(repeating: 1e-3, count: 39), replay: .inOrder))
        let test = try TestScenario.source(40).map(times, parallelism: 4).cache().prefetch(2)
            .train(milliseconds(1), epochs: 2)
        let report = try complete(test)
        #expect(report.wholeRun.stages[1].heldBack > 0.05)
        #expect(report.stages[1].shares.heldBack == 0 && report.stages[1].utilisation == 0)
    }

    /// Steps of two accelerators take 1 ms and their data come at once: each buffer is ahead nearly all the time.
    @Test func `shares are those of all accelerators`() throws {
        let test = try TestScenario.source(100).stage(Shard.self, [:]).prefetch(1)
            .train(milliseconds(1), epochs: 2).gpu(["count": .count(2)])
        let ahead = try complete(test).stages[2].shares.ahead
        #expect(ahead > 0.95 && ahead <= 1)
    }

    /// Steps are made twenty times as long, so that many pipelines keep up.
    @Test func `where only a faster step would help, larger buffers and more calls win 1 % at most`() throws {
        func summary(_ generator: PipelineGenerator) throws -> VariantSummary {
            let test = try generator.scenario(scale: 1000)
            let replications = Replications(scenario: try test.scenario(), reports: [try complete(test)])
            return VariantSummary(replications, baseline: nil)
        }
        var tried = 0
        for seed in 0..<300 as Range<UInt64> {
            var generator = PipelineGenerator(seed: seed)
            generator.epochs = 3
            generator.steps = generator.steps.map { $0 * 20 }
            let before = try summary(generator)
            guard before.bottleneck?.explanation.hasSuffix("only a faster training step would help") == true else {
                continue
            }
            for grown in generator.grown {
                let rates = try [before, summary(grown)].map { $0.estimate(.samplesPerSecond)?.value ?? 0 }
                #expect(rates[1] <= rates[0] * (1 / 0.99 + 1e-9), "\(seed): \(generator.parts)")
                tried += 1
            }
        }
        #expect(tried > 20)
    }
}
