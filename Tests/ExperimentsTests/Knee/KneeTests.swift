import Experiments
import Measurements
import PipelineRuns
import PipelineSimulation
import Testing

struct KneeTests {
    // MARK: Exponential lines, whose answers are known

    @Test(arguments: [(0.7, 1), (0.7, 2), (1 / 0.7, 1), (1 / 0.7, 2)] as [(Double, Int)])
    func `finds the exact buffer of exponential lines`(ratio: Double, seed: Int) async throws {
        let line = try #require(TwoStationLine(producer: (1, 1), consumer: (ratio, ratio * ratio)))
        let answer = try #require(line.fewestPlaces(within: 0.05))
        let knee = try await SearchedKnee.found(
            SearchedKnee.exponentialLine(ratio, steps: 3000, run: "{seed: \(seed)}"), "prefetch.buffer=0..1024",
            share: 0.05)
        #expect(answer == 5 && knee.answer == .exact(answer))
        #expect(knee.asymptoteReason == .settled && knee.fall == nil)
        #expect(knee.line?.ratio ?? 0 > 0.69 && knee.metric?.name == Metric.samplesPerSecond.name)
    }

    @Test func `finds it within one percent too`() async throws {
        let knee = try await SearchedKnee.found(
            SearchedKnee.exponentialLine(0.7, steps: 12_000, run: "{seed: 1}"), "prefetch.buffer=0..64")
        #expect(knee.answer == .exact(9))
        let verdicts = knee.tests.map { "\($0.position) \($0.verdict)" }.sorted()
        #expect(verdicts == ["8 missed", "9 met"])
        // The memory of the answer, of the value below it and of the asymptote.
        let bytes = [8, 9].map { knee.summary(at: $0)?.estimate(.peakBufferedBytes)?.value }
        #expect(bytes == [8, 9].map { 1024 * $0 })
        let most = knee.asymptote.flatMap { knee.summary(at: $0)?.estimate(.peakBufferedBytes)?.value }
        #expect(try #require(most) > 9 * 1024)
    }

    @Test func `too few replications make it a range that holds the answer`() async throws {
        let knee = try await SearchedKnee.found(
            SearchedKnee.exponentialLine(0.8, steps: 1500, run: "{maxReplications: 20}"), "prefetch.buffer=0..1024")
        guard case .between(let range)? = knee.answer else {
            Issue.record("\(String(describing: knee.answer))")
            return
        }
        #expect(range.contains(13) && range.count > 1)
        #expect(knee.tests.contains { $0.verdict == .open && $0.pairs == 20 })
        // Of a value that no test was about it is the first look's, though it has more replications by now.
        #expect(knee.tried.allSatisfy { $0.ratio == nil || $0.ratio?.count == $0.pairs })
    }

    @Test func `one replication leaves it open`() async throws {
        let knee = try await SearchedKnee.found(
            SearchedKnee.exponentialLine(0.8, steps: 200, run: "{replications: 1}"), "prefetch.buffer=0..40")
        guard case .notResolved(let range)? = knee.answer else {
            Issue.record("\(String(describing: knee.answer))")
            return
        }
        #expect(range.lowerBound == 0 && range.upperBound == knee.asymptote)
    }

    // MARK: Constant times

    @Test(
        arguments: [
            ("decode.parallelism=1..100", 3), ("decode.parallelism=1,2,4,8", 2), ("decode.parallelism=2..4", 2),
            ("decode.parallelism=8,4,2", 0), ("cache=off,memory", 0), ("decode.cost=16 ms,8 ms,1 ms", 1),
            ("train.step=1 ms..40 ms", 0),
        ] as [(String, Int)])
    func `of constant times the answer is exact, whatever is varied`(vary: String, position: Int) async throws {
        let knee = try await SearchedKnee.found(SweptScenario.text, vary)
        #expect(knee.answer == .exact(position))
        #expect(knee.isFinished && knee.tried.contains { $0.position == position })
    }

    @Test func `simulates few of many values`() async throws {
        let knee = try await SearchedKnee.found(SweptScenario.text, "decode.parallelism=1..1000")
        #expect(knee.answer == .exact(3) && knee.tried.count <= 12 && knee.isTakenToRise)
        #expect(knee.tests.count <= knee.plannedTests)
    }

    @Test func `a curve that falls is told`() async throws {
        let knee = try await SearchedKnee.found(SweptScenario.text, "train.step=8 ms..47 ms")
        #expect(knee.answer == .exact(0) && knee.fall?.best == 0 && knee.asymptoteReason == .falls)
        let list = try await SearchedKnee.found(SweptScenario.text, "decode.parallelism=4,1,8")
        #expect(list.fall?.best == 0 && list.fall?.lower == 1 && list.asymptoteReason == .best)
    }

    @Test func `judges by the figure that is asked for, low ones turned around`() async throws {
        let metric = try #require(Metric.named("epochSeconds"))
        let knee = try await SearchedKnee.found(
            SweptScenario.text, "decode.parallelism=1..100", share: 0.1, objective: .figure(metric))
        #expect(knee.metric?.name == "epochSeconds")
        let own = try #require(knee.tried.first { knee.answer == .exact($0.position) })
        let best = try #require(knee.asymptote.flatMap { knee.summary(at: $0)?.estimate(metric)?.value })
        #expect(best / (own.summary.estimate(metric)?.value ?? .infinity) >= 0.9)
        #expect(knee.tests.allSatisfy { $0.ratio?.mean ?? 1 <= 1 + 1e-9 })
    }

    @Test func `a figure without a ratio gives no answer`() async throws {
        let knee = try await SearchedKnee.found(
            SweptScenario.text, "decode.parallelism=1..100", objective: .figure(.stallFraction))
        #expect(knee.answer == .noFigure && knee.isFinished)
    }

    // MARK: Memory

    @Test func `larger values may not fit into memory`() async throws {
        // Of equal stations each place more helps a little, until elements of 1 KiB fill the memory.
        let text = SearchedKnee.exponentialLine(1, steps: 400, run: "{replications: 10}")
            .replacing("{cpu: {cores: 4}}", with: "{cpu: {cores: 4}, memory: 24 KiB}")
        let knee = try await SearchedKnee.found(text, "prefetch.buffer=0..1024")
        #expect(knee.asymptoteReason == .memory && knee.asymptote == 16)
        #expect(knee.tried.contains { $0.standing == .outOfMemory } && knee.answer != .noFigure)
        let none = try await SearchedKnee.found(
            SweptScenario.text.replacing("{cpu: {cores: 8}}", with: "{memory: 1 KiB}"), "prefetch.buffer=0..1024")
        #expect(none.answer == .noFigure && none.lacksMemory)
    }

    /// Twenty batches of 4 kB fit into 100 kB, forty do not.
    @Test(arguments: [("prefetch.buffer=20..60", 0), ("prefetch.buffer=60,20,40", 1)])
    func `a value that runs alone is compared with none`(vary: String, position: Int) async throws {
        let knee = try await SearchedKnee.found(SweptScenario.scarceMemory, vary)
        #expect(knee.answer == .onlyRuns(position))
        #expect(knee.answer?.range == nil && knee.metric != nil && !knee.lacksMemory)
    }

    // MARK: Stopping

    @Test func `what was found stays when it is cancelled`() async throws {
        let text = SearchedKnee.exponentialLine(0.8, steps: 1000, run: "{seed: 1}")
        let task = Task {
            var knee = try SearchedKnee.new(text, "prefetch.buffer=0..1024")
            var calls = 0
            await #expect(throws: ReplicationError.self) {
                try await knee.find(threads: 1) { _, _ in
                    calls += 1
                    if calls == 90 { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            return knee
        }
        let knee = try await task.value
        #expect(!knee.isFinished && knee.metric != nil && knee.asymptote != nil)
        #expect(knee.tried.count >= 2)
    }

    @Test func `threads do not change the answer`() async throws {
        let text = SearchedKnee.exponentialLine(0.7, steps: 500, run: "{seed: 3, maxReplications: 40}")
        var (one, three) = try (
            SearchedKnee.new(text, "prefetch.buffer=0..100", share: 0.1),
            SearchedKnee.new(text, "prefetch.buffer=0..100", share: 0.1)
        )
        try await one.find(threads: 1)
        try await three.find(threads: 3)
        #expect(one.answer == three.answer && one.tried.map(\.ratio) == three.tried.map(\.ratio))
    }
}
