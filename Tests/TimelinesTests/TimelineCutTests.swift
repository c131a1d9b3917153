import Pipelines
import Testing

@testable import Timelines

@Suite struct TimelineCutTests {
    static func span(_ time: Range<Int>) -> Span {
        Span(
            begin: Int64(time.lowerBound), end: Int64(time.upperBound), activity: .work, place: .accelerator, stage: 0,
            accelerator: 0, number: 0, sample: 0, samples: 1, epoch: 0, isFinished: true)
    }

    private static let timeline = Timeline(
        window: 0..<100, accelerators: 1, finishedSteps: [3], stages: ["source"],
        lanes: [
            Lane(group: Lane.Group(.worker), number: 0, firstBegin: 0, spans: [span(0..<10)]),
            Lane(group: Lane.Group(.worker), number: 1, firstBegin: 60, spans: [span(60..<70)]),
            Lane(
                group: Lane.Group(.accelerator), number: 0, firstBegin: 10,
                spans: [span(10..<30), span(40..<60), span(80..<100)]),
        ], unusedServers: [.init(kind: .worker, count: 2, total: 4)],
        tracks: [
            StageTrack(
                name: "source", accelerator: 0, isAsynchronous: false, isBuffer: false,
                states: [0, 50, 70].map { StageState(nanoseconds: $0) })
        ], barriers: [[BarrierState(nanoseconds: 0, isWaiting: false)]])

    @Test(arguments: [(100, [3], 3, 2), (60, [2], 2, 3), (50, [1], 2, 3), (30, [1], 2, 3)])
    func `a part has the work until its end`(_ end: Int64, _ steps: [Int], _ lanes: Int, _ unused: Int) {
        let part = Self.timeline.ending(at: end)
        #expect(part.window == 0..<end)
        #expect(part.finishedSteps == steps && part.lanes.count == lanes)
        #expect(part.unusedServers == [.init(kind: .worker, count: unused, total: 4)])
        #expect(part.lanes.flatMap(\.spans).allSatisfy { $0.end <= end })
        #expect(part.tracks[0].states.allSatisfy { $0.nanoseconds < end })
    }

    @Test func `the whole is as it was`() {
        #expect(Self.timeline.ending(at: 100) == Self.timeline)
        #expect(Self.timeline.stepEnds(ofAccelerator: 0) == [30, 60, 100])
    }

    @Test func `lanes have the names that the scenario gives them`() {
        var timeline = Self.timeline
        timeline.laneNames[.worker] = "cook"
        timeline.laneNames[.accelerator] = "table"
        #expect(timeline.lanes.map(timeline.name) == ["cook 1", "cook 2", "table"])
        #expect(timeline.name(ofBusy: .worker) == "busy cooks" && timeline.name(ofBusy: .disk) == "disk slots")
    }
}
