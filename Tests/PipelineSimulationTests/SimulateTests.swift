import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Variates

/// A run is a pure function of scenario, seed and replication.
struct SimulateTests {
    /// Something of everything, in times that need no mathematical library.
    private static func arithmetic() throws -> TestScenario {
        let stragglers = Distribution.mixture([
            .init(weight: 0.9, distribution: .uniform(lower: 0.002, upper: 0.004)),
            .init(weight: 0.1, distribution: .uniform(lower: 0.01, upper: 0.03)),
        ])
        let source: TestScenario.Values = [
            "files": .count(60), "samplesPerFile": .count(10), "size": .distribution(.uniform(lower: 1e4, upper: 2e5)),
        ]
        return try TestScenario().stage(Source.self, source).map(stragglers, parallelism: 3).cache().shuffle(32)
            .unordered(.uniform(lower: 0.001, upper: 0.002), parallelism: 2).batch(4, cost: milliseconds(0.1)).prefetch(
                3
            )
            .prefetchToDevice(2).train(.uniform(lower: 0.004, upper: 0.006), epochs: 3)
            .disk([
                "latency": .distribution(.uniform(lower: 0, upper: 0.003)), "bandwidth": .quantity(1e8),
                "queueDepth": .count(2),
            ])
            .cpu(["cores": .count(2)]).gpu([
                "count": .count(2), "copyBandwidth": .quantity(1e9), "launchOverhead": .quantity(1e-5),
            ])
    }

    private static func transcendental() throws -> TestScenario {
        try .source(500, latency: .exponential(mean: 1e-3)).map(.gamma(shape: 3, scale: 1e-3), parallelism: 4)
            .prefetch(4).train(.weibull(shape: 2, scale: 2e-3))
    }

    @Test func `the same arguments give the same bits, on any thread, in any order`() async throws {
        let scenario = try Self.arithmetic().scenario(seed: 7)
        func fingerprint(_ replication: UInt32) throws -> String {
            guard case .completed(let report) = try simulate(scenario, replication: replication) else { return "" }
            return report.fingerprint
        }
        let inOrder = try (0..<6).map { try fingerprint($0) }
        #expect(Set(inOrder).count == 6)
        let reversed = try (0..<6).reversed().map { try fingerprint($0) }
        #expect(reversed.reversed() == inOrder)
        let concurrent = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for replication in 0..<6 { group.addTask { (replication, try fingerprint(UInt32(replication))) } }
            return try await group.reduce(into: Array(repeating: "", count: 6)) { $0[$1.0] = $1.1 }
        }
        #expect(concurrent == inOrder)
        #expect(try complete(Self.arithmetic(), seed: 8).fingerprint != inOrder[0])
    }

    /// Debug and release builds, and all machines, must agree.
    ///
    /// A change of the model or of the order of draws changes
    /// these figures: then check the change and take over the new ones.
    @Test func `results are those recorded`() throws {
        let report = try complete(Self.arithmetic(), seed: 42, replication: 3)
        #expect(report.nanoseconds == 5_862_004_440)
        #expect(SeededGenerator.seed(named: report.fingerprint) == 15_410_055_969_231_499_736, "\(report.fingerprint)")
    }

    #if os(Linux) && arch(x86_64)
        /// With logarithms, of one architecture and mathematical library; times are rounded to nanoseconds.
        @Test func `results are those recorded, with logarithms`() throws {
            let report = try complete(Self.transcendental(), seed: 42, replication: 3)
            #expect(report.nanoseconds == 909_393_242)
            #expect(
                SeededGenerator.seed(named: report.fingerprint) == 7_779_529_706_126_704_143, "\(report.fingerprint)")
        }
    #endif

    @Test func `durations belong to inputs, whatever stands elsewhere in the pipeline`() throws {
        // Another stage, and another buffer, leave the other stages' times as they were.
        let base = try TestScenario.source(50, latency: .exponential(mean: 1e-3)).train(.exponential(mean: 1e-3))
        let (plain, mapped) = (try complete(base), try complete(base.map(milliseconds(1))))
        #expect(mapped.nanoseconds == plain.nanoseconds + 50_000_000)
        let renamed = try complete(base.map(.exponential(mean: 1e-3)))
        #expect(renamed.nanoseconds != mapped.nanoseconds)
    }

    // MARK: - Runs that cannot be carried out

    @Test(arguments: [4.7e9, 9.3e9, 1e12] as [Double])
    func `a duration out of range is an error`(_ seconds: Double) throws {
        let long = Distribution.constant(seconds)
        for (stage, test) in try [
            ("source", TestScenario.source(3, latency: long)), ("map", .source(3).map(long)),
            ("train", .source(3).train(long)), ("map", .source(3).map(long, parallelism: 2)),
            ("batch", .source(3).batch(2, cost: long)),
            ("train", .source(3).train(milliseconds(1), epochs: 1, ["hostOverhead": .distribution(long)])),
            ("map", .source(3).map(long, parallelism: 2, ["use": .word("wait")])),
            ("map", .source(3).map(long, ["use": .word("wait"), "lock": .word("gil")])),
            ("map", .source(3).map(long, parallelism: 2, ["lock": .word("gil"), "lockShare": .quantity(0.4)])),
            ("train", .source(3).train(long).gpu(["launchOverhead": .quantity(1e6)])),
        ] {
            let error = #expect(throws: SimulationError.self) { _ = try simulate(test.scenario(), replication: 0) }
            guard case .durationOutOfRange(let duration) = try #require(error) else {
                Issue.record("ended with \(String(describing: error))")
                continue
            }
            #expect(duration.stage == stage && duration.seconds == seconds, "\(duration)")
            #expect(duration.description.hasPrefix("stage `\(stage)`: a duration of \(seconds) s"))
        }
    }

    /// The second map's first call is refused; the first one's third is drawn afterwards, and is too long as well.
    @Test func `a duration out of range is told with the value of its own stage`() throws {
        func calls(_ seconds: [Double]) throws -> Distribution {
            .recorded(try RecordedTable(values: seconds, replay: .inOrder))
        }
        let test = try TestScenario.source(3).map(calls([0, 1e-3, 7e9]), parallelism: 1)
            .map(calls([5e9, 0, 0]), parallelism: 2)
        let error = #expect(throws: SimulationError.self) { _ = try simulate(test.scenario(), replication: 0) }
        guard case .durationOutOfRange(let duration) = try #require(error) else { throw try #require(error) }
        #expect(duration.stage == "map2" && duration.seconds == 5e9)
    }

    @Test func `overheads on top of a very long duration are an error, not a trap`() throws {
        let base = try TestScenario.source(3).map(.constant(9.3e9)).prefetch(1)
        for name in ["call", "next", "iteratorCreation", "handOver", "buffering", "wakeUp"] {
            let test = base.overhead(name, PiecewiseLinear(constant: 1))
            #expect { try simulate(test.scenario(), replication: 0) } throws: {
                ($0 as? SimulationError)?.isOutOfRange == true
            }
        }
    }

    @Test func `a pipeline in which nothing takes time is an error`() throws {
        let scenario = try TestScenario.source(1_000).map(parallelism: 2).batch(4).prefetch(2).train(.constant(0))
            .scenario()
        #expect(throws: SimulationError.takesNoTime) { try simulate(scenario, replication: 0) }
    }

    @Test func `data of which nothing is left are an error`() throws {
        let test = try TestScenario.source(20).stage(Filter.self, ["keep": .quantity(1e-6)]).train(milliseconds(1))
        #expect(throws: SimulationError.noSteps) { try simulate(test.scenario(), replication: 0) }
    }

    @Test func `a run that outlasts the clock is an error`() throws {
        let test = try TestScenario.source(1000).train(.constant(1e8))
        let error = #expect(throws: SimulationError.self) { _ = try simulate(test.scenario(), replication: 0) }
        guard case .durationOutOfRange(let duration) = try #require(error) else { throw try #require(error) }
        // Of 1e8 s, 46 fit into 146 years.
        #expect(duration.stage == "train" && duration.seconds == 1e8 && duration.begunAtSeconds == 46e8)
    }

    @Test func `a deadlock says who waits for whom`() throws {
        let test = try TestScenario.source(3).stage(Stuck()).prefetch(2)
        let error = try #require(throws: SimulationError.self) { _ = try simulate(test.scenario(), replication: 0) }
        #expect(
            error
                == .deadlock(
                    "the training loop waits for an element; `prefetch` owes the training loop an element; "
                        + "`stuck` owes `prefetch` an element"))
        #expect(error.description.hasPrefix("deadlock: "))
    }

    @Test func `an operator that loses elements is found out`() throws {
        let test = try TestScenario.source(30).stage(Leaky())
        #expect(throws: SimulationError.stepsLost(expected: 30, finished: 15)) {
            _ = try simulate(test.scenario(), replication: 0)
        }
    }

    @Test func `a cancelled task stops simulating`() async throws {
        let scenario = try TestScenario.source(1_000_000_000).train(milliseconds(1)).scenario()
        let task = Task { () -> SimulationError? in
            do throws(SimulationError) {
                _ = try simulate(scenario, replication: 0)
                return nil
            } catch { return error }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
    }
}

/// Says that it passes everything on, and drops every other element.
private struct Leaky: Operator {
    static let name = "leaky"
    static let summary = "drops elements"
    static let parameters: [Parameter] = []
    static let examples: [[String: ParameterValue]] = []

    init() {}
    init(_ values: ParameterValues) throws(PipelineError) {}
    func makeStage(_ context: StageContext) -> any Stage & ~Copyable { LeakyStage() }

    struct LeakyStage: Stage {
        var seen = 0
        mutating func demand(_ actions: inout Actions) { actions.pull() }
        mutating func element(_ element: Element, _ actions: inout Actions) {
            seen += 1
            if seen.isMultiple(of: 2) { actions.pull() } else { actions.emit(element) }
        }
        mutating func upstreamEnded(_ actions: inout Actions) { actions.end() }
        mutating func reset(_ actions: inout Actions) {}
    }
}

extension SimulationError {
    /// Whether a duration was longer than the clock counts.
    var isOutOfRange: Bool {
        if case .durationOutOfRange = self { true } else { false }
    }
}
