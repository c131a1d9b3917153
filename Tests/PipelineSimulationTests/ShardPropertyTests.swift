import BasicContainers
import Pipelines
import Testing
import Variates

@testable import PipelineRuns
@testable import PipelineSimulation

/// What holds for every pipeline with a shard and several accelerators, on random ones; a failure names the seed that
/// makes its pipeline again.
struct ShardPropertyTests {
    static let seeds: ClosedRange<UInt64> = 1...200

    /// A random pipeline, some accelerators, and where in the pipeline its shard stands.
    struct Sharded: CustomStringConvertible {
        var pipeline: PipelineGenerator
        var accelerators: Int
        /// Before the part at this position.
        var position: Int
        var barrier: String

        var description: String { "shard of \(accelerators) before part \(position) of \(pipeline.parts)" }

        /// Nil when an accelerator would get nothing.
        init?(seed: UInt64) {
            pipeline = PipelineGenerator(seed: seed)
            var generator = SeededGenerator(seed: seed &* 7919)
            accelerators = .random(in: 2...4, using: &generator)
            position = .random(in: 0...pipeline.parts.count, using: &generator)
            barrier = Bool.random(using: &generator) ? "step" : "epoch"
            guard (0..<accelerators).allSatisfy({ hasData(rank: $0) }) else { return nil }
        }

        /// The pipeline of one accelerator, with its share written out.
        func share(of rank: Int) -> PipelineGenerator {
            var copy = pipeline
            copy.parts.insert(.shard(accelerators, index: rank), at: position)
            copy.calls.insert([0], at: position)
            return copy
        }

        /// The scenario in which the shard has no parameters.
        func scenario(barrier: String? = nil) throws -> TestScenario {
            try pipeline.scenario(shardBefore: position)
                .gpu(["count": .count(accelerators), "barrier": .word(barrier ?? self.barrier)])
        }

        /// Whether the order in which the elements come to the shard is the same for all.
        var divides: Bool { !pipeline.parts[..<position].contains(where: \.reorders) }

        /// Whether the parts after the shard take up all that comes, each element once.
        var usesAll: Bool {
            !pipeline.parts[position...].contains { part in
                if case .repeat = part { true } else { part.selects }
            }
        }

        private func hasData(rank: Int) -> Bool {
            var available = pipeline.elements
            for part in share(of: rank).parts {
                available = part.least(of: available)
                // A filter that keeps little may leave a share with nothing.
                if case .filter = part { available = available < 14 ? 0 : available / 4 }
                guard available > 0 else { return false }
            }
            return true
        }
    }

    @Test(arguments: seeds)
    func `each accelerator gets its share, and all of them the whole`(_ seed: UInt64) throws {
        guard let sharded = Sharded(seed: seed), sharded.divides else { return }
        let digests = try digests(of: sharded.scenario().scenario())
        for rank in 0..<sharded.accelerators {
            guard let samples = sharded.share(of: rank).samples else { continue }
            #expect(digests[rank] == digest(of: samples), "accelerator \(rank) of \(sharded)")
        }
        guard sharded.usesAll, let samples = sharded.pipeline.samples else { return }
        #expect(digests.reduce(0, &+) == digest(of: samples), "\(sharded)")
        let report = try complete(sharded.scenario())
        #expect(report.samples == Int64(samples.count * sharded.pipeline.epochs))
        if sharded.pipeline.readsAll { #expect(report.usesPerSample == 1, "\(sharded)") }
    }

    /// Recorded durations are the same on all accelerators, and nobody waits for a disk, a worker or a core.
    @Test(arguments: seeds)
    func `where nothing is scarce, each runs as if it were alone`(_ seed: UInt64) throws {
        guard var sharded = Sharded(seed: seed) else { return }
        sharded.pipeline.epochs = 1
        let (_, steps) = try simulateSteps(sharded.scenario(barrier: "epoch").scenario())
        for rank in 0..<sharded.accelerators {
            let alone = try sharded.share(of: rank).run()
            #expect(steps[rank].endedAt == alone.stepEnds, "accelerator \(rank) of \(sharded)")
        }
    }

    @Test(arguments: seeds)
    func `shares of the time are shares, and make a whole`(_ seed: UInt64) throws {
        guard let sharded = Sharded(seed: seed) else { return }
        let report = try complete(
            sharded.scenario().cpu(["cores": .count(2), "workers": .count(3)]).disk(["queueDepth": .count(2)]))
        let shares = [report.stallFraction, report.barrierFraction, report.trainerUtilisation]
        #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 + 1e-9 }, "\(shares) of \(sharded)")
        #expect(report.stages.allSatisfy { $0.utilisation <= 1 + 1e-9 })
        // Without host time a training loop waits for data, computes, or waits for another.
        #expect(
            shares.reduce(0, +).isClose(to: 1, within: 1e-9) || report.simulatedSeconds == 0
                || report.laterEpochSeconds == 0, "\(shares) of \(sharded)")
    }

    @Test func `the random pipelines are of all kinds`() {
        let all = Self.seeds.compactMap { Sharded(seed: $0) }
        #expect(all.count > 120)
        #expect(all.count { $0.divides && $0.usesAll && $0.pipeline.samples != nil } > 40)
        #expect(all.count { $0.barrier == "epoch" } > 40)
        #expect(all.count { $0.position > 0 && $0.position < $0.pipeline.parts.count } > 40)
    }

    // MARK: - Shares of a random order

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `shards of a random order are disjoint and complete`(_ seed: UInt64) throws {
        let source: TestScenario.Values = ["elements": .count(31), "access": .word("random")]
        let test = try TestScenario().stage(Source.self, source).shard().train(milliseconds(1), epochs: 2)
            .accelerators(3)
        let digests = try digests(of: test.scenario(seed: seed))
        #expect(Set(digests).count == 3)
        #expect(digests.reduce(0, &+) == digest(of: 0..<31))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `all accelerators' filters keep the same samples`(_ seed: UInt64) throws {
        let read = try TestScenario.source(40).filter(0.5)
        let kept = try digests(of: read.train(milliseconds(1)).scenario(seed: seed))
        let shares = try digests(of: read.shard().train(milliseconds(1)).accelerators(2).scenario(seed: seed))
        #expect(shares.reduce(0, &+) == kept[0])
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `shards of files are read once, whatever the order of the files`(_ seed: UInt64) throws {
        let source: TestScenario.Values = ["files": .count(7), "samplesPerFile": .count(5), "access": .word("random")]
        let test = try TestScenario().stage(Source.self, source).shard()
            .stage(Interleave.self, ["cycle": .count(2), "parallelism": .count(2)]).train(milliseconds(1), epochs: 2)
            .accelerators(2)
        #expect(try digests(of: test.scenario(seed: seed)).reduce(0, &+) == digest(of: 0..<35))
        let report = try complete(test, seed: seed)
        #expect(report.completed("disk queue") == 70)
        // Four files here and three there, of 5 ms.
        #expect(report.epochSeconds.isClose(to: 0.02) && report.usesPerSample == 1)
    }
}

/// Of each accelerator, the sum of the digests of the samples that it got in the last epoch.
func digests(of scenario: Scenario) throws -> [UInt64] {
    var simulator = try Simulator(scenario, replication: 0)
    guard case .completed = try simulator.run() else { throw UnexpectedOutOfMemory() }
    return (0..<simulator.state.ranks.count).map { simulator.state.ranks[$0].run.training.digest }
}

/// The sum of the digests of samples.
func digest(of samples: some Sequence<Int64>) -> UInt64 { samples.reduce(0) { $0 &+ Element.digest(of: $1) } }

extension PipelineGenerator {
    /// Whether every sample of the source reaches the training loop, as often as `repeat` says.
    fileprivate var readsAll: Bool { !filters && !parts.contains(where: \.selects) }

    /// The scenario with a shard that gives each accelerator its share.
    fileprivate func scenario(shardBefore position: Int) throws -> TestScenario {
        func times(_ table: [Int64]) throws -> Distribution { try nanoseconds(table) }
        var test = try TestScenario.source(elements, latency: times(loads), bytes: 100)
        for (index, part) in parts.enumerated() {
            if index == position { test = try test.stage(Shard.self, [:], name: "share") }
            test = try part.append(to: test, cost: part.performsCalls ? times(calls[index]) : .constant(0))
        }
        if position == parts.count { test = try test.stage(Shard.self, [:], name: "share") }
        return try test.train(times(steps), epochs: epochs)
    }
}
