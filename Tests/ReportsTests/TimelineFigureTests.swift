import Pipelines
import Testing

@testable import Reports
@testable import Timelines

@Suite struct TimelineFigureTests {
    private static func figure(lanes: Int, busy: [Range<Int64>], window: Range<Int64> = 0..<80) -> TimelineFigure {
        let spans = busy.map {
            Span(
                begin: $0.lowerBound, end: $0.upperBound, activity: .work, place: .workerCore, stage: 0, accelerator: 0,
                number: 0, sample: 0, samples: 1, epoch: 0, isFinished: true)
        }
        let timeline = Timeline(
            window: window, accelerators: 1, finishedSteps: [0], stages: ["map"],
            lanes: (0..<lanes).map {
                Lane(group: Lane.Group(.worker), number: $0, firstBegin: 0, spans: $0 == 0 ? spans : [])
            }, unusedServers: [],
            tracks: [
                StageTrack(
                    name: "map", accelerator: 0, isAsynchronous: true, isBuffer: true,
                    states: [StageState(nanoseconds: window.lowerBound)])
            ], barriers: [[BarrierState(nanoseconds: window.lowerBound, isWaiting: false)]])
        return TimelineFigure(title: "test", timeline: timeline)
    }

    @Test func `a column shows whether a lane works mostly, partly or hardly`() {
        let figure = Self.figure(lanes: 1, busy: [0..<10, 11..<19, 20..<21, 30..<32])
        let cells = figure.cells(of: figure.rows[0], on: TimelineAxis(window: 0..<90, length: 9))
        let idle = TimelineCell.other(.idle(.noWork))
        #expect(cells == [.busy, .partBusy, idle, .partBusy, idle, idle, idle, idle, .outside])
        #expect(figure.busyShare(of: figure.rows[0]) == 21.0 / 80)
    }

    @Test func `columns may be shorter than a nanosecond`() {
        let figure = Self.figure(lanes: 1, busy: [0..<1, 2..<3], window: 0..<3)
        let cells = figure.cells(of: figure.rows[0], on: TimelineAxis(window: 0..<3, length: 6))
        #expect(cells.filter { $0 == .busy }.count == 2)
        #expect(cells.count == 6)
    }

    @Test(arguments: [(1, ["worker"]), (12, nil), (40, nil)] as [(Int, [String]?)])
    func `many lanes of a kind are drawn together`(_ lanes: Int, _ names: [String]?) {
        let rows = Self.figure(lanes: lanes, busy: []).rows
        if let names { #expect(rows.map(\.name) == names) }
        #expect(rows.count == min(12, lanes))
        #expect(rows.reduce(0) { $0 + $1.lanes.count } == lanes)
        if lanes == 40 { #expect(rows.last?.name == "worker 12..40") }
    }
}
