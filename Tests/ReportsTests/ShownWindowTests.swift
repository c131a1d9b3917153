import Pipelines
import Testing

@testable import Reports
@testable import Timelines

@Suite struct ShownWindowTests {
    /// Steps of some length, with gaps of another between them.
    private static func figure(steps: Int, of length: Int64, gap: Int64) -> TimelineFigure {
        let spans = (0..<steps).map { step in
            let begin = Int64(step) * (length + gap) + gap
            return Span(
                begin: begin, end: begin + length, activity: .work, place: .accelerator, stage: 0, accelerator: 0,
                number: Int64(step), sample: 0, samples: 1, epoch: 0, isFinished: true)
        }
        let window = 0..<Int64(steps) * (length + gap)
        let timeline = Timeline(
            window: window, accelerators: 1, finishedSteps: [steps], stages: ["source"],
            lanes: [Lane(group: Lane.Group(.accelerator), number: 0, firstBegin: gap, spans: spans)], unusedServers: [],
            tracks: [
                StageTrack(
                    name: "source", accelerator: 0, isAsynchronous: false, isBuffer: false,
                    states: [StageState(nanoseconds: 0)])
            ], barriers: [[BarrierState(nanoseconds: 0, isWaiting: false)]])
        return TimelineFigure(title: "test", timeline: timeline)
    }

    @Test(
        arguments: [
            // A step and a gap of 10 each have 3 columns of 60 in 10 steps.
            (12, 10, 10, 60, 10), (12, 10, 10, 72, 12), (12, 10, 10, 10, 3), (12, 1, 10, 60, 3),
            // No gap, or hardly any, is nothing to resolve.
            (12, 10, 0, 20, 12), (12, 400, 1, 20, 12),
        ] as [(Int, Int64, Int64, Int, Int)])
    func `ends where steps and gaps have columns enough`(
        _ steps: Int, _ length: Int64, _ gap: Int64, _ columns: Int, _ shown: Int
    ) {
        let figures = ShownWindow(of: [Self.figure(steps: steps, of: length, gap: gap)], columns: columns).shown
        #expect(figures.map(\.timeline.finishedSteps) == [[shown]])
        #expect(figures[0].timeline.window.upperBound == Int64(shown) * (length + gap))
    }

    @Test func `figures end together, with the one that takes longest`() {
        let figures = [Self.figure(steps: 12, of: 10, gap: 10), Self.figure(steps: 24, of: 10, gap: 0)]
        let shown = ShownWindow(of: figures, columns: 60).shown
        #expect(Set(shown.map(\.timeline.window)).count == 1)
        #expect(shown[1].timeline.finishedSteps[0] == 2 * shown[0].timeline.finishedSteps[0])
    }
}
