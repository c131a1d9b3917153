import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// Several pipelines over one disk, CPU and pool, each feeding an accelerator; worked out by hand.
struct SeveralAcceleratorsTests {
    typealias Values = TestScenario.Values

    // MARK: - Who computes and uses what

    @Test func `without a shard, each accelerator uses every sample`() throws {
        let report = try complete(.source(6, latency: milliseconds(3)).train(milliseconds(2)).accelerators(2))
        #expect(report.nanoseconds == 30_000_000)
        #expect(report.usesPerSample == 2)
        #expect(report.samples == 12 && report.steps == 12)
        #expect(report.completed("disk queue") == 12)
    }

    /// A transfer of 1 MB takes 10 ms alone, and 20 ms beside the other accelerator's.
    @Test(arguments: [(1, 204), (2, 404), (4, 804)] as [(Int, Int64)])
    func `a disk that sets the pace is divided among them`(_ count: Int, _ milliseconds: Int64) throws {
        let report = try complete(
            .source(20, bytes: 1e6).prefetch(1).train(.constant(0.004)).accelerators(count)
                .disk(["bandwidth": .quantity(1e8)]))
        #expect(report.nanoseconds == milliseconds * 1_000_000)
        #expect(report.samplesPerSecond.isClose(to: 100))
        #expect(report.usesPerSample == Double(count))
    }

    @Test func `a shard of the files reads and computes each sample once`() throws {
        let report = try complete(
            TestScenario().stage(Source.self, ["files": .count(4), "samplesPerFile": .count(3)]).shard()
                .stage(Interleave.self, ["cycle": .count(1)]).map(milliseconds(5)).train(milliseconds(1))
                .disk(["latency": .distribution(milliseconds(4))]).accelerators(2))
        // Two files of each: an opening of 4 ms and three calls and steps.
        #expect(report.nanoseconds == 2 * (4 + 3 * 6) * 1_000_000)
        #expect(report.usesPerSample == 1)
        #expect(report.completed("disk queue") == 12)
        #expect(report.completed("workers") == 12)
    }

    /// Every accelerator waits for its own call, and for that whose result is dropped: 10 ms before a step of 1 ms.
    @Test func `after a shard, a sample is used once, before it, computed by each`() throws {
        let report = try complete(
            .source(8).map(milliseconds(5)).shard().train(milliseconds(1)).accelerators(2))
        // After the fourth step one more call, of a sample of the other's.
        #expect(report.nanoseconds == 49_000_000)
        #expect(report.usesPerSample == 1)
        #expect(report.completed("disk queue") == 16)
        #expect(report.completed("workers") == 16)
        #expect(report.wholeRun.stages[1].utilisation.isClose(to: 80.0 / 98))
        #expect(report.stages[1].utilisation.isClose(to: 30.0 / 33))
        // From the first step's end at 11 ms to the last one's: three steps, and waits for data; of one accelerator,
        // for the other.
        #expect(report.trainerUtilisation.isClose(to: 3.0 / 33))
        #expect(report.stallFraction.isClose(to: 30.0 / 33))
        #expect(report.barrierFraction == 0)
    }

    // MARK: - The end of an epoch

    @Test(arguments: [2, 3, 5])
    func `one whose share has ended waits until the epoch is over for all`(_ count: Int) throws {
        // One sample more than two rounds: the first accelerator has a step more than the others.
        let test = try TestScenario.source(2 * count + 1).shard().train(milliseconds(4), epochs: 2)
            .accelerators(count)
        let (outcome, steps) = try simulateSteps(test.scenario())
        guard case .completed(let report) = outcome else { throw UnexpectedOutOfMemory() }
        #expect(steps.map { $0.endedAt.map { $0 / 1_000_000 } }.first == [4, 8, 12, 16, 20, 24])
        for other in steps.dropFirst() { #expect(other.endedAt.map { $0 / 1_000_000 } == [4, 8, 16, 20]) }
        #expect(report.epochSeconds == 0.012 && report.laterEpochSeconds == 0.012)
        #expect(report.samples == Int64(2 * (2 * count + 1)) && report.usesPerSample == 1)
        #expect(report.windowSteps == Int64((2 * count + 1) / count))
        // In the second epoch all but one wait 4 of 12 ms.
        #expect(report.stallFraction.isClose(to: Double(count - 1) * 4 / Double(count * 12)))
        #expect(report.trainerUtilisation.isClose(to: 1 - report.stallFraction))
        #expect(report.barrierFraction == 0)
    }

    @Test func `batches are shared out as they are, the short one too`() throws {
        let (outcome, steps) = try simulateSteps(
            TestScenario.source(10).batch(3).shard().train(milliseconds(2)).accelerators(3).scenario())
        guard case .completed(let report) = outcome else { throw UnexpectedOutOfMemory() }
        #expect(steps.map(\.endedAt.count) == [2, 1, 1])
        #expect(report.samples == 10 && report.usesPerSample == 1)
        #expect(report.nanoseconds == 4_000_000)
    }

    /// The steady part may begin while an accelerator already waits for the epoch's end: only the rest of the wait
    /// counts.
    @Test func `a wait that began before the steady part counts from its beginning`() throws {
        // The first accelerator's steps are slow at first; the other one has done its 200 before that is over.
        let steps = Array(repeating: [12.0, 1], count: 40) + Array(repeating: [6, 1], count: 160)
        let report = try complete(
            .source(400).shard().train(bySample(Array(steps.joined())))
                .gpu(["count": .count(2), "barrier": .word("epoch")]))
        #expect(report.nanoseconds == 1_440_000_000)
        #expect(report.window == .afterWarmUp && report.windowSteps == 80)
        #expect(report.trainerUtilisation.isClose(to: 0.5))
        #expect(report.stallFraction.isClose(to: 0.5))
    }

    // MARK: - The barrier

    /// Steps of the two accelerators: 2 and 6 ms, then 6 and 2 ms.
    private static let alternating = [2.0, 6, 6, 2]

    private func bySample(_ milliseconds: [Double]) throws -> Distribution {
        .recorded(try RecordedTable(values: milliseconds.map { $0 / 1e3 }, replay: .bySample))
    }

    @Test func `steps end together, and who is early waits`() throws {
        let test = try TestScenario.source(8).shard().train(bySample(Self.alternating)).accelerators(2)
        let (outcome, steps) = try simulateSteps(test.scenario())
        guard case .completed(let report) = outcome else { throw UnexpectedOutOfMemory() }
        for rank in steps { #expect(rank.endedAt == [6, 12, 18, 24].map { $0 * 1_000_000 }) }
        // After the first step, one of the two waits 4 of every 6 ms.
        #expect(report.barrierFraction.isClose(to: 1.0 / 3))
        #expect(report.trainerUtilisation.isClose(to: 2.0 / 3))
        #expect(report.stallFraction == 0)
    }

    @Test func `a barrier at the epoch's end lets steps alternate`() throws {
        let test = try TestScenario.source(8).shard().train(bySample(Self.alternating))
            .gpu(["count": .count(2), "barrier": .word("epoch")])
        let (outcome, steps) = try simulateSteps(test.scenario())
        guard case .completed(let report) = outcome else { throw UnexpectedOutOfMemory() }
        #expect(steps[0].endedAt == [2, 8, 10, 16].map { $0 * 1_000_000 })
        #expect(steps[1].endedAt == [6, 8, 14, 16].map { $0 * 1_000_000 })
        #expect(report.nanoseconds == 16_000_000)
        #expect(report.barrierFraction == 0 && report.stallFraction == 0)
    }

    @Test func `a barrier at the epoch's end lets each go at its own rate, and all begin the next together`() throws {
        let test = try TestScenario.source(8).shard().train(bySample([2, 6]), epochs: 2)
            .gpu(["count": .count(2), "barrier": .word("epoch")])
        let (outcome, steps) = try simulateSteps(test.scenario())
        guard case .completed(let report) = outcome else { throw UnexpectedOutOfMemory() }
        #expect(steps[0].startedAt == [0, 2, 4, 6, 24, 26, 28, 30].map { $0 * 1_000_000 })
        #expect(steps[1].startedAt == [0, 6, 12, 18, 24, 30, 36, 42].map { $0 * 1_000_000 })
        #expect(steps[0].epoch == [0, 0, 0, 0, 1, 1, 1, 1])
        #expect(report.nanoseconds == 48_000_000)
        #expect(report.barrierFraction == 0)
        // The fast one has done its 8 ms, and waits 16.
        #expect(report.stallFraction.isClose(to: 16.0 / 48))
        #expect(report.acceleratorUtilisation?.isClose(to: 1) == true)
    }

    @Test func `a meeting takes its time once all have come`() throws {
        let test = try TestScenario.source(8).shard().train(bySample(Self.alternating))
            .gpu(["count": .count(2), "barrierOverhead": .distribution(milliseconds(3))])
        let (outcome, steps) = try simulateSteps(test.scenario())
        guard case .completed(let report) = outcome else { throw UnexpectedOutOfMemory() }
        for rank in steps { #expect(rank.endedAt == [9, 18, 27, 36].map { $0 * 1_000_000 }) }
        for rank in steps { #expect(rank.startedAt == [0, 9, 18, 27].map { $0 * 1_000_000 }) }
        // After the first meeting, the two spend (3 + 7) of 18 ms of each step at the barrier, and compute in the rest.
        #expect(report.barrierFraction.isClose(to: 10.0 / 18))
        #expect(report.trainerUtilisation.isClose(to: 8.0 / 18))
        #expect(report.stallFraction == 0)
    }

    @Test func `meetings are drawn one by one, in their order, the same for all`() throws {
        let meetings = try nanoseconds([1_000_000, 0, 5_000_000])
        let test = try TestScenario.source(12).shard().train(milliseconds(2))
            .gpu(["count": .count(3), "barrierOverhead": .distribution(meetings)])
        let (_, steps) = try simulateSteps(test.scenario())
        for rank in steps { #expect(rank.endedAt == [3, 5, 12, 15].map { $0 * 1_000_000 }) }
    }

    @Test(arguments: [["count": .count(1)], ["count": .count(2), "barrier": .word("epoch")]] as [Values])
    func `without a barrier there is no meeting`(_ gpu: Values) throws {
        let test = try TestScenario.source(8).shard().train(milliseconds(2))
            .gpu(gpu.merging(["barrierOverhead": .distribution(milliseconds(3))]) { $1 })
        #expect(try complete(test).nanoseconds == (gpu["barrier"] == nil ? 16_000_000 : 8_000_000))
    }

    /// One that runs ahead has its next step enqueued, and begins it only after the meeting; the last step of the
    /// longer share meets nobody else, and still meets.
    @Test func `a step that was enqueued ahead begins after the meeting`() throws {
        let test = try TestScenario.source(5).shard().prefetch(2)
            .train(milliseconds(4), epochs: 1, ["runAhead": .count(2)])
            .gpu(["count": .count(2), "barrierOverhead": .distribution(milliseconds(1))])
        let (_, steps) = try simulateSteps(test.scenario())
        #expect(steps.map { $0.endedAt.map { $0 / 1_000_000 } } == [[5, 10, 15], [5, 10]])
    }

    @Test func `a meeting that is longer than the clock is an error`() throws {
        let test = try TestScenario.source(4).shard().train(milliseconds(2))
            .gpu(["count": .count(2), "barrierOverhead": .distribution(.constant(1e12))])
        #expect {
            try simulate(test.scenario(), replication: 0)
        } throws: {
            "\($0)".hasPrefix("stage `platform.gpu.barrierOverhead`: a duration of more than 146 years")
        }
    }

    /// The step that was enqueued begins as the one before it ends, and counts in a snapshot that comes while it
    /// computes.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `accelerators that run ahead compute or wait, no more and no less`(_ seed: UInt64) throws {
        let report = try complete(
            .source(400).shard().train(.exponential(mean: 1e-3), epochs: 1, ["runAhead": .count(3)])
                .gpu(["count": .count(2), "barrier": .word("epoch")]),
            seed: seed)
        #expect((report.trainerUtilisation + report.stallFraction).isClose(to: 1, within: 1e-9))
    }

    // MARK: - AU and throughput by DLIO's definition

    /// Steps of 2 and 6, 6 and 2, 2 and 6, 6 and 2 ms and meetings of 3 ms: every step takes 9 ms, the epoch 36.
    @Test func `AU leaves out each accelerator's own first step, and counts its first wait for others`() throws {
        let test = try TestScenario.source(16).batch(2).shard().train(bySample([2, 0, 6, 0, 6, 0, 2, 0]))
            .gpu(["count": .count(2), "barrierOverhead": .distribution(milliseconds(3))])
        let report = try complete(test)
        #expect(report.nanoseconds == 36_000_000)
        // (6 + 2 + 6) of 36 − 2 ms, and (2 + 6 + 2) of 36 − 6 ms.
        #expect(report.acceleratorUtilisation?.isClose(to: (14.0 / 34 + 10.0 / 30) / 2) == true)
        #expect(report.epochSamplesPerSecond?.isClose(to: 16 / 0.036) == true)
    }

    /// Of unlike epochs the mean of the rates is taken, not the rate of the mean.
    @Test func `throughput is the mean over epochs, each from its start to its end`() throws {
        let test = try TestScenario.source(4, latency: milliseconds(8)).cache()
            .train(milliseconds(2), epochs: 2).accelerators(2)
        let report = try complete(test)
        // Each uses all four samples.
        #expect(report.nanoseconds == 48_000_000)
        #expect(report.epochSamplesPerSecond?.isClose(to: (8 / 0.04 + 8 / 0.008) / 2) == true)
    }

    @Test func `waiting for data of another is waiting at the barrier`() throws {
        // The second accelerator's samples take 8 ms, the first one's none.
        let calls = try bySample([0, 8])
        let test = try TestScenario.source(8).shard().map(calls).train(milliseconds(2)).accelerators(2)
        let report = try complete(test)
        #expect(report.nanoseconds == 40_000_000)
        #expect(report.barrierFraction.isClose(to: 8.0 / 20))
        #expect(report.stallFraction.isClose(to: 8.0 / 20))
        #expect(report.trainerUtilisation.isClose(to: 2.0 / 10))
    }

    // MARK: - Memory, caches, tuning

    @Test func `a cache of shares needs no more than the data`() throws {
        let shared = try TestScenario.source(100, bytes: 1000).memory(bytes: 104_000)
        let divided = try complete(shared.shard().cache().train(milliseconds(1), epochs: 2).accelerators(2))
        #expect(divided.samples == 200)
        #expect(divided.peakBufferedBytes == 100_000)
        let outcome = try simulate(
            shared.cache().train(milliseconds(1), epochs: 2).accelerators(2).scenario(), replication: 0)
        guard case .outOfMemory(let memory) = outcome else {
            Issue.record("each accelerator has half of the memory, and caches all data")
            return
        }
        #expect(memory.capacityBytes == 52_000 && memory.stage == "cache")
    }

    @Test func `a cache of shares spares the disk in later epochs`() throws {
        let read = try TestScenario.source(10, latency: milliseconds(4))
        let divided = try complete(read.shard().cache().train(milliseconds(1), epochs: 3).accelerators(2))
        #expect(divided.completed("disk queue") == 20)
        #expect(divided.laterEpochSeconds?.isClose(to: 0.005) == true)
        #expect(divided.usesPerSample == 1)
        // Before the shard each caches everything, and goes through it all.
        let whole = try complete(read.cache().shard().train(milliseconds(1), epochs: 3).accelerators(2))
        #expect(whole.completed("disk queue") == 20)
        #expect(whole.peakBufferedBytes == 0 && whole.usesPerSample == 1)
    }

    @Test func `tuners divide nothing: each may have the whole pool`() throws {
        let test = try TestScenario.source(400).shard().stage(
            Map.self, ["cost": .distribution(milliseconds(8)), "parallelism": .word("auto"), "use": .word("wait")]
        ).train(milliseconds(1)).cpu(["cores": .count(2), "workers": .count(8)]).accelerators(2)
        let report = try complete(test)
        #expect(report.stages[2].tunedValue == 8)
        // 400 calls of 8 ms, eight at a time.
        #expect(report.nanoseconds >= 400_000_000 && report.nanoseconds < 420_000_000)
        #expect(report.workerUtilisation.isClose(to: 1, within: 0.02))
    }

    @Test func `rewrites keep each accelerator's share`() throws {
        var scenario = try TestScenario.source(24).shard().map(milliseconds(2)).batch(4).train(
            milliseconds(3), epochs: 2
        )
        .accelerators(3).scenario()
        scenario.options = .tensorflow()
        guard case .completed(let report) = try simulate(scenario, replication: 0) else {
            throw UnexpectedOutOfMemory()
        }
        #expect(report.stages.map(\.name) == ["source", "shard", "map"])
        #expect(report.usesPerSample == 1 && report.steps == 12)
        #expect(try digests(of: scenario.rewritten()).reduce(0, &+) == digest(of: 0..<24))
    }

    // MARK: - Runs that cannot go on

    @Test(arguments: ["step", "epoch"])
    func `a deadlock names the accelerator whose pipeline is stuck`(_ barrier: String) throws {
        let test = try TestScenario.source(6).stage(StuckOnOne(rank: 1)).shard().train(milliseconds(1), epochs: 2)
            .gpu(["count": .count(3), "barrier": .word(barrier)])
        let error = try #require(throws: SimulationError.self) { _ = try simulate(test.scenario(), replication: 0) }
        #expect(
            error
                == .deadlock(
                    "accelerator 2 of 3: the training loop waits for an element; `shard` owes the training loop an "
                        + "element; `stuck` owes `shard` an element"))
    }

    @Test func `a share without an element is an error`() throws {
        let test = try TestScenario.source(2).shard().train(milliseconds(1)).accelerators(3)
        #expect(throws: SimulationError.self) { _ = try simulate(test.scenario(), replication: 0) }
    }
}

extension TestScenario {
    /// So many accelerators, which meet after every step.
    func accelerators(_ count: Int) -> TestScenario { gpu(["count": .count(count)]) }

    /// A shard that gives each accelerator its share.
    func shard() throws -> TestScenario { try stage(Shard.self, [:]) }
}

extension RunReport {
    /// Requests that a resource has served.
    func completed(_ resource: String) -> Int { resources.first { $0.name == resource }?.completed ?? 0 }
}

/// Never answers on one accelerator; on the others it passes everything on.
private struct StuckOnOne: Operator {
    static let name = "stuck"
    static let summary = "never answers on one accelerator"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = []

    var rank: Int
    var isStuck = false

    init(rank: Int) { self.rank = rank }
    init(_ values: ParameterValues) throws(PipelineError) { rank = 0 }
    func onAccelerator(_ rank: Int, of count: Int) -> StuckOnOne {
        var copy = self
        copy.isStuck = rank == self.rank
        return copy
    }
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { StuckStage(isStuck: isStuck) }

    struct StuckStage: Stage {
        let isStuck: Bool
        mutating func demand(_ actions: inout Actions) { if !isStuck { actions.pull() } }
        mutating func element(_ element: Element, _ actions: inout Actions) { actions.emit(element) }
        mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
        mutating func reset(_ actions: inout Actions) {}
    }
}
