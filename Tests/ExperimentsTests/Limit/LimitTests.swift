import Experiments
import PipelineRuns
import Pipelines
import ScenarioFiles
import Testing

/// Limits of systems whose answers follow by hand: all times are constant, so that both sides of every edge are certain.
struct LimitTests {
    private static func file(_ lines: [String]) throws -> ScenarioFile {
        try ScenarioFile(text: (["overlap: 1"] + lines).joined(separator: "\n"), name: "test", directory: ".")
    }

    static func limit(
        _ goal: EdgeGoal, _ vary: String, _ conditions: [String], _ lines: [String], growsData: Bool = true,
        replications: Int = 2
    ) async throws -> Limit {
        let plan = replications == 0 ? [] : ["run: {replications: \(replications)}"]
        var limit = Limit(
            try LimitQuestion(
                goal, of: try Vary(argument: vary),
                conditions: try conditions.map { try Condition(argument: $0, option: "--while") },
                in: file(lines + plan), variant: "base", growsData: growsData))
        try await limit.find(threads: 2)
        return limit
    }

    /// The answer is `value`, and the next value outwards is known to miss the conditions.
    private func expect(_ limit: Limit, _ value: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        let next = limit.question.goal == .last ? value + 1 : value - 1
        #expect(limit.verdict == .answered, sourceLocation: sourceLocation)
        let trials = limit.trials.map { ($0.value, $0.verdict) }
        #expect(limit.met?.value == value, "\(trials)", sourceLocation: sourceLocation)
        #expect(limit.missed?.value == next, sourceLocation: sourceLocation)
        #expect(limit.edge?.exceptions == [], sourceLocation: sourceLocation)
    }

    /// A disk of W feeds n accelerators, each of which takes b samples of s bytes for a step of S, with AU ≥ u as long as
    /// n ≤ W·S ÷ (u·b·s); the start takes a percent of AU, so that no edge is nearer.
    @Test(
        arguments: [
            (100e6, 0.1, 10, 100e3, 0.85), (250e6, 0.1, 10, 100e3, 0.9), (250e6, 0.1, 10, 100e3, 0.7),
            (500e6, 0.04, 8, 250e3, 0.9), (1e9, 0.2, 16, 1e6, 0.95), (1e9, 0.2, 16, 1e6, 0.5),
            (120e6, 0.1, 10, 100e3, 0.77),
        ] as [(Double, Double, Int, Double, Double)])
    func `a drive feeds as many accelerators as its bandwidth allows`(
        _ bandwidth: Double, _ step: Double, _ batch: Int, _ bytes: Double, _ utilisation: Double
    ) async throws {
        let limit = try await Self.limit(
            .last, "gpu.count=1..64", ["AU>=\(utilisation)"],
            [
                "platform: {disk: {bandwidth: \(bandwidth) B/s, queueDepth: 1024}}",
                "pipeline: [source: {files: \(60 * batch), size: \(bytes) B}, shard: {}, "
                    + "interleave: {cycle: 4, parallelism: 4}, batch: \(batch), prefetch: 2]",
                "train: {step: \(step) s}",
            ])
        let exact = bandwidth * step / (utilisation * Double(batch) * bytes)
        expect(limit, Int(exact))
    }

    /// n cores decode b samples of c seconds within a step of S, with AU ≥ u as soon as n ≥ u·b·c ÷ S.
    @Test(
        arguments: [
            (4e-3, 16, 0.008, 0.95), (4e-3, 16, 0.016, 0.95), (9e-3, 40, 0.0224, 0.95), (5e-3, 8, 0.010, 0.6),
            (3e-3, 8, 0.005, 0.9),
        ] as [(Double, Int, Double, Double)])
    func `decoding needs as many cores as keep up with the steps`(
        _ cost: Double, _ batch: Int, _ step: Double, _ utilisation: Double
    ) async throws {
        let limit = try await Self.limit(
            .first, "cpu.cores,decode.parallelism=1..64", ["AU>=\(utilisation)"],
            [
                "pipeline: [source: \(100 * batch), map: {name: decode, cost: \(cost) s}, batch: \(batch), prefetch: 4]",
                "train: {step: \(step) s}",
            ])
        expect(limit, Int((utilisation * Double(batch) * cost / step).rounded(.up)))
    }

    /// n calls that wait c seconds each pass n ÷ c samples a second.
    @Test(arguments: [(350, 8e-3), (990, 4e-3), (120, 10e-3)] as [(Int, Double)])
    func `a rate needs as many calls as it has seconds in a second`(_ rate: Int, _ cost: Double) async throws {
        let limit = try await Self.limit(
            .first, "fetch.parallelism=1..32", ["samplesPerSecond>=\(rate)"],
            [
                "pipeline: [source: {elements: 4000}, map: {name: fetch, cost: \(cost) s, use: wait}, prefetch: 2]",
                "train: {step: 100 us}",
            ])
        expect(limit, Int((Double(rate) * cost).rounded(.up)))
    }

    /// While training is slower than loading all places of a buffer fill up.
    @Test(arguments: [(100, 1000), (100, 1024), (64, 640)])
    func `a buffer may have as many places as its bytes allow`(_ bytes: Int, _ most: Int) async throws {
        let limit = try await Self.limit(
            .last, "prefetch.buffer=1..256", ["peakBufferedBytes<=\(most) kB"],
            [
                "pipeline: [source: {elements: 1000, size: \(bytes) kB}, prefetch: 2]", "train: {step: 1 ms}",
            ])
        expect(limit, most / bytes)
    }

    /// Waits that take turns with steps stop when a buffer lets them overlap.
    @Test func `stall needs one place in the buffer`() async throws {
        let limit = try await Self.limit(
            .first, "prefetch.buffer=0..64", ["stall<=5%"],
            ["platform: {disk: {latency: 4 ms}}", "pipeline: [source: 400, prefetch: 2]", "train: {step: 5 ms}"])
        expect(limit, 1)
    }

    /// An epoch of 400 samples of 10 ms on n cores lasts 4 s ÷ n.
    @Test(arguments: [(2.1, 2), (0.9, 5), (0.41, 10)] as [(Double, Int)])
    func `an epoch's length needs cores`(_ seconds: Double, _ cores: Int) async throws {
        let limit = try await Self.limit(
            .first, "cpu.cores,map.parallelism=1..16", ["epochSeconds<=\(seconds) s"],
            ["pipeline: [source: 400, map: {cost: 10 ms}, prefetch: 2]", "train: {step: 100 us}"])
        expect(limit, cores)
    }

    @Test func `several conditions hold together`() async throws {
        let lines = ["pipeline: [source: {elements: 1000, size: 1 MB}, prefetch: 2]", "train: {step: 1 ms}"]
        let limit = try await Self.limit(
            .last, "prefetch.buffer=0..64", ["peakBufferedBytes<=20.5 MB", "peakBufferedBytes<=7 MB"], lines)
        expect(limit, 7)
        #expect(limit.missed?.figures.map(\.verdict) == [.met, .missed])
    }

    @Test func `what all values meet has no edge`() async throws {
        let lines = ["pipeline: [source: 400, prefetch: 2]", "train: {step: 1 ms}"]
        let last = try await Self.limit(.last, "prefetch.buffer=1..9", ["AU>=50%"], lines)
        #expect(last.verdict == .answered && last.met?.value == 9 && last.missed == nil)
        let first = try await Self.limit(.first, "prefetch.buffer=1..9", ["AU>=50%"], lines)
        #expect(first.verdict == .answered && first.met?.value == 1 && first.missed == nil)
    }

    @Test func `out of reach is said, and not everything is tried where it only gets worse`() async throws {
        let lines = [
            "platform: {disk: {bandwidth: 1 MB/s, queueDepth: 1024}}",
            "pipeline: [source: {elements: 40, size: 100 kB}, shard: {}, prefetch: 2]", "train: {step: 10 ms}",
        ]
        let last = try await Self.limit(.last, "gpu.count=1..512", ["AU>=50%"], lines)
        #expect(last.verdict == .unmet && last.edge?.isCutShort == true)
        #expect(last.trials.map(\.value) == [1, 2, 4])
    }

    @Test func `memory that runs out misses every condition`() async throws {
        let limit = try await Self.limit(
            .last, "prefetch.buffer=1..64", ["AU>=10%"],
            [
                "platform: {memory: 10.5 MB}", "pipeline: [source: {elements: 1000, size: 1 MB}, prefetch: 2]",
                "train: {step: 1 ms}",
            ])
        let met = try #require(limit.met)
        let missed = try #require(limit.missed)
        #expect(met.outOfMemory == nil && missed.outOfMemory != nil && missed.value == met.value + 1)
        #expect((7...10).contains(met.value))
    }

    /// q requests at a time, each of 10 ms on average, are 100 × q samples a second: 200 is just what two of them bring.
    @Test func `what replications do not tell is not resolved`() async throws {
        let limit = try await Self.limit(
            .first, "disk.queueDepth=1..4", ["samplesPerSecond>=200"],
            [
                "platform: {disk: {latency: {exponential: 10 ms}}}",
                "pipeline: [source: 800, dataLoader: {workers: 8, batchSize: 1}]", "train: {step: 100 us}",
            ], replications: 10)
        #expect(limit.verdict == .notResolved)
        #expect(limit.edge?.open.map { limit.question.values[$0] } == [2])
        #expect(limit.met?.value == 3 && limit.missed?.value == 1)
    }

    @Test func `a figure that no replication defines leaves it open`() async throws {
        let limit = try await Self.limit(
            .last, "gpu.count=1..2", ["AU>=50%"],
            ["pipeline: [source: 8, shard: {}]", "train: {step: 10 ms}"], replications: 0)
        #expect(limit.verdict == .notResolved)
        // More replications would not define it either.
        #expect(limit.trials.allSatisfy { $0.replications == 10 })
        #expect(limit.trials.allSatisfy { $0.figures[0].value == nil })
    }

    @Test func `looks end when the answer is certain`() async throws {
        let limit = try await Self.limit(
            .first, "prefetch.buffer=0..4", ["AU>=80%"],
            ["platform: {disk: {latency: 4 ms}}", "pipeline: [source: 400, prefetch: 2]", "train: {step: 5 ms}"],
            replications: 0)
        expect(limit, 1)
        #expect(limit.trials.map(\.replications) == [10, 10, 10])
    }

    @Test func `a value that the scenario refuses is said`() async throws {
        let lines = ["pipeline: [source: 400, prefetch: 2]", "train: {step: 1 ms}"]
        let tooMany = await #expect(throws: LimitError.self) {
            _ = try await Self.limit(.last, "gpu.count=5000..5001", ["AU>=50%"], lines)
        }
        #expect(tooMany?.description.contains("`5000` is too large") == true)
        let words = await #expect(throws: LimitError.self) {
            _ = try await Self.limit(.last, "cache=off,memory", ["AU>=50%"], lines)
        }
        #expect(words?.description.contains("`off` is not a whole number") == true)
        let mixed = await #expect(throws: LimitError.self) {
            _ = try await Self.limit(.first, "readCache.capacity=1 MB,2 MiB", ["AU>=50%"], lines)
        }
        #expect(mixed?.description.contains("`2 MiB` is not a whole number, or has another unit") == true)
        let unknown = await #expect(throws: LimitError.self) {
            _ = try await Self.limit(.last, "prefetch.bufer=1..4", ["AU>=50%"], lines)
        }
        #expect(unknown?.description.contains("did you mean `buffer`?") == true)
    }
}
