import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing
import Timelines
import Variates

/// Pipelines without chance, of which every span is known.
struct SimulateTimelineTests {
    private static func timeline(
        _ test: TestScenario, from: Int64 = 0, end: TimelineRecorder.End = .time(.max)
    ) throws -> Timeline {
        try simulateTimeline(test.scenario(), from: from, end: end)
    }

    private static func loading(step: Double, prefetch: Int? = 1, _ train: TestScenario.Values = [:]) throws -> Timeline
    {
        var test = try TestScenario.source(4, latency: milliseconds(2)).map(milliseconds(3))
        if let prefetch { test = try test.prefetch(prefetch) }
        return try timeline(test.train(milliseconds(step), train))
    }

    @Test func `a full buffer blocks the threads before it`() throws {
        let timeline = try Self.loading(step: 7)
        #expect(timeline.window == 0..<33_000_000)
        #expect(
            timeline.text(ofLane: "GPU") == ["start-up 0–5", "work 5–12", "work 12–19", "work 19–26", "work 26–33"])
        #expect(
            timeline.text(ofLane: "disk") == [
                "work 0–2", "turn 2–5", "work 5–7", "turn 7–10", "blocked 10–12", "work 12–14", "turn 14–17",
                "blocked 17–19", "work 19–21", "turn 21–24", "blocked 24–26", "no work 26–33",
            ])
        #expect(
            timeline.text(ofLane: "worker") == [
                "start-up 0–2", "work 2–5", "no work 5–7", "work 7–10", "blocked 10–12", "no work 12–14",
                "work 14–17", "blocked 17–19", "no work 19–21", "work 21–24", "blocked 24–26", "no work 26–33",
            ])
        #expect(
            timeline.levels(ofStage: "prefetch") == [
                "0 from 0", "1 from 10", "0 from 12", "1 from 17", "0 from 19", "1 from 24", "0 from 26",
            ])
        #expect(timeline.finishedSteps[0] == 4)
    }

    @Test func `a slow loader starves the accelerator`() throws {
        let timeline = try Self.loading(step: 3)
        #expect(
            timeline.text(ofLane: "GPU") == [
                "start-up 0–5", "work 5–8", "starved 8–10", "work 10–13", "starved 13–15", "work 15–18",
                "starved 18–20",
                "work 20–23",
            ])
        #expect(timeline.levels(ofStage: "prefetch") == ["0 from 0"])
    }

    @Test func `without a buffer everything takes turns`() throws {
        let timeline = try Self.loading(step: 5, prefetch: nil)
        #expect(timeline.text(ofLane: "GPU").prefix(3) == ["start-up 0–5", "work 5–10", "starved 10–15"])
        #expect(
            timeline.text(ofLane: "worker").prefix(4) == ["start-up 0–2", "work 2–5", "turn 5–10", "no work 10–12"])
        #expect(timeline.text(ofLane: "disk").prefix(3) == ["work 0–2", "turn 2–10", "work 10–12"])
    }

    @Test func `copies precede steps, or have an engine of their own`() throws {
        let copied = try TestScenario.source(2, latency: milliseconds(1), bytes: 3000)
            .gpu(["copyBandwidth": .quantity(1e6), "launchOverhead": .quantity(1e-3)])
        let alone = try Self.timeline(copied.train(milliseconds(4)))
        #expect(
            alone.text(ofLane: "GPU") == [
                "start-up 0–1", "setup 1–5", "work 5–9", "starved 9–10", "setup 10–14", "work 14–18",
            ])
        let ahead = try Self.timeline(copied.prefetchToDevice().train(milliseconds(4)))
        #expect(ahead.text(ofLane: "copy engine").prefix(4) == ["start-up 0–1", "work 1–4", "no work 4–5", "work 5–8"])
        #expect(ahead.text(ofLane: "GPU").prefix(4) == ["start-up 0–4", "setup 4–5", "work 5–9", "setup 9–10"])
    }

    /// Two calls at a time of 4 ms, a sample each millisecond: the pool's lanes in order, the third worker unused.
    @Test func `work goes to the lowest free number`() throws {
        let timeline = try Self.timeline(
            .source(4, latency: milliseconds(1)).map(milliseconds(4), parallelism: 2).train(milliseconds(1))
                .cpu(["cores": .count(3)]))
        #expect(
            timeline.text(ofLane: "worker 1") == [
                "start-up 0–1", "work 1–5", "no work 5–6", "work 6–10", "no work 10–12",
            ])
        #expect(
            timeline.text(ofLane: "worker 2") == [
                "start-up 0–2", "work 2–6", "no work 6–7", "work 7–11", "no work 11–12",
            ])
        #expect(timeline.lanes.map(\.spans).map { $0.map(\.sample) }.prefix(3) == [[0, 1, 2, 3], [0, 2], [1, 3]])
        #expect(timeline.unusedServers.map(\.count) == [255, 1])
    }

    @Test func `the head of an ordered map's line blocks the calls behind it`() throws {
        let costs = try nanoseconds([9, 1, 1, 1, 1, 1].map { $0 * 1_000_000 })
        let timeline = try Self.timeline(.source(6).map(costs, parallelism: 2).train(milliseconds(1)))
        // The head is on its way to the loop that waits for it: two more may be finished.
        #expect(timeline.text(ofLane: "worker 2").prefix(3) == ["work 0–1", "work 1–2", "blocked 2–11"])
        #expect(timeline.levels(ofStage: "map").prefix(3) == ["0 from 0", "1 from 1", "2 from 2"])
    }

    @Test func `the training loop's own time is not starvation`() throws {
        let timeline = try Self.loading(step: 7, ["hostOverhead": .distribution(milliseconds(1))])
        #expect(timeline.text(ofLane: "GPU").prefix(4) == ["start-up 0–6", "work 6–13", "host 13–14", "work 14–21"])
        #expect(
            timeline.text(ofLane: "training loop").prefix(4) == ["start-up 0–5", "work 5–6", "turn 6–13", "work 13–14"])
    }

    @Test func `steps on the host's cores have a lane`() throws {
        let timeline = try Self.loading(step: 7, ["device": .word("cpu"), "threads": .count(4)])
        #expect(timeline.text(ofLane: "step on CPU").prefix(3) == ["start-up 0–5", "work 5–12", "work 12–19"])
    }

    @Test func `batching runs in the thread of the buffer behind it`() throws {
        let timeline = try Self.timeline(
            .source(4, latency: milliseconds(1)).batch(2, cost: milliseconds(1)).prefetch(1).train(milliseconds(5)))
        #expect(
            timeline.text(ofLane: "prefetch thread") == [
                "start-up 0–2", "work 2–3", "no work 3–5", "work 5–6", "blocked 6–8", "no work 8–13",
            ])
    }

    @Test func `accelerators wait for each other`() throws {
        let step = try nanoseconds([3, 5, 3, 5, 3, 5].map { $0 * 1_000_000 })
        let test = try TestScenario.source(4).shard().train(step).gpu(["count": .count(2)])
        let timeline = try Self.timeline(test)
        let texts = [timeline.text(ofLane: "GPU 1"), timeline.text(ofLane: "GPU 2")]
        #expect(texts.joined().allSatisfy { $0.hasPrefix("work") || $0.hasPrefix("others") })
        #expect(timeline.finishedSteps[1] == 2)
    }

    @Test func `a window cuts what crosses its ends`() throws {
        let test = try TestScenario.source(4, latency: milliseconds(2)).map(milliseconds(3)).prefetch(1)
            .train(milliseconds(7))
        let window = try Self.timeline(test, from: 11_000_000, end: .time(18_000_000))
        #expect(window.window == 11_000_000..<18_000_000)
        #expect(window.text(ofLane: "GPU") == ["work 11–12", "work 12–18"])
        #expect(window.lanes.last?.spans.map(\.isFinished) == [true, false])
        #expect(window.text(ofLane: "disk") == ["blocked 11–12", "work 12–14", "turn 14–17", "blocked 17–18"])
        #expect(window.levels(ofStage: "prefetch") == ["1 from 11", "0 from 12", "1 from 17"])
        #expect(try Self.timeline(test, from: 6_000_000, end: .steps(2)).window == 6_000_000..<19_000_000)
    }

    @Test func `says what is wrong with a window`() throws {
        let test = try TestScenario.source(4, latency: milliseconds(2)).train(milliseconds(7))
        #expect(throws: TimelineSimulationError.timeline(.runIsOver(nanoseconds: 36_000_000))) {
            try Self.timeline(test, from: 36_000_000)
        }
        #expect(throws: TimelineSimulationError.timeline(.tooMuch(limit: 5, nanoseconds: 11_000_000))) {
            try simulateTimeline(test.scenario(), end: .time(.max), limit: 5)
        }
    }
}
