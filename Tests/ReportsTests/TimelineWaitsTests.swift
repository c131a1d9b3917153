import Pipelines
import ScenarioFiles
import Testing

@testable import Reports
@testable import Timelines

/// Of a window of 1,000 ns, what its training loops waited for.
@Suite struct TimelineWaitsTests {
    /// - Parameter waits: by accelerator, then of the stages `source` and `decode`.
    private static func timeline(_ waits: [[[(WaitCause, Int64)]]]) -> Timeline {
        let tracks = waits.enumerated().flatMap { accelerator, stages in
            zip(["source", "decode"], stages).map { name, waits in
                StageTrack(
                    name: name, accelerator: accelerator, isAsynchronous: false, isBuffer: false, states: [],
                    waits: waits.map { ChargedWait(endedAt: 500, cause: $0, nanoseconds: $1) })
            }
        }
        return Timeline(
            window: 0..<1000, accelerators: waits.count, finishedSteps: waits.map { _ in 1 },
            stages: ["source", "decode"], lanes: [], unusedServers: [], tracks: tracks,
            barriers: waits.map { _ in [] })
    }

    @Test(
        arguments: [
            ([[[], [(.computation, 4)]]], nil),
            (
                [[[(.disk, 80)], [(.order, 100), (.order, 200)]]],
                "The loop waits 38 % of the time: 30 % while finished results of `decode` wait for an older one, "
                    + "8 % for storage (`source`)"
            ),
            (
                [[[(.disk, 50)], [(.core, 200), (.computation, 100)]]],
                "The loop waits 35 % of the time: 20 % until `decode` has a core, 10 % while `decode` computes"
            ),
            (
                [[[(.disk, 100)], []], [[(.disk, 300)], []]],
                "The loops wait 20 % of the time for storage (`source`)"
            ),
        ] as [([[[(WaitCause, Int64)]]], String?)])
    func `the largest two are named`(_ waits: [[[(WaitCause, Int64)]]], _ sentence: String?) {
        #expect(TimelineWaits(Self.timeline(waits)).sentence == sentence)
    }

    @Test func `for programs each stage has all`() {
        let timeline = Self.timeline([[[(.disk, 80)], [(.order, 300)]]])
        let text = TimelineWaits(timeline).json.text()
        #expect(text.contains("\"disk\": 0.08") && text.contains("\"order\": 0.3"))
        #expect(text.contains("\"name\": \"source\"") && text.contains("\"name\": \"decode\""))
    }

    @Test func `a part of the window has the waits that are over by its end`() {
        let timeline = Self.timeline([[[(.disk, 80)], []]])
        #expect(timeline.ending(at: 499).waits(forStage: 0)[.disk] == 0)
        #expect(timeline.ending(at: 500).waits(forStage: 0)[.disk] == 80)
    }
}
