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

    @Test func `a column shows in which half of it a lane works`() {
        let figure = Self.figure(lanes: 1, busy: [0..<4, 16..<20, 22..<25, 36..<38], window: 0..<40)
        let cells = figure.cells(of: figure.rows[0], on: TimelineAxis(window: 0..<40, length: 4))
        #expect(cells == [.firstHalf, .secondHalf, .firstHalf, .partBusy])
    }

    /// Whatever the columns are, lanes that take turns are never busy in the same half.
    @Test(arguments: 1...40)
    func `what takes turns is not drawn together`(length: Int) {
        var turns: [Range<Int64>] = []
        var begin: Int64 = 0
        for turn in 0..<39 as Range<Int64> {
            let end = begin + 10 + turn * 31 % 89
            turns.append(begin..<end)
            begin = end
        }
        let halves = [0, 1].map { first -> [[Bool]] in
            let busy = turns.indices.filter { $0 % 2 == first }.map { turns[$0] }
            let figure = Self.figure(lanes: 1, busy: busy, window: 0..<4000)
            return figure.cells(of: figure.rows[0], on: TimelineAxis(window: 0..<4000, length: length)).map { cell in
                [cell == .busy || cell == .firstHalf, cell == .busy || cell == .secondHalf]
            }
        }
        for (one, other) in zip(halves[0], halves[1]) { #expect(zip(one, other).allSatisfy { !($0 && $1) }) }
    }

    @Test func `columns may be shorter than a nanosecond`() {
        let figure = Self.figure(lanes: 1, busy: [0..<1, 2..<3], window: 0..<3)
        let cells = figure.cells(of: figure.rows[0], on: TimelineAxis(window: 0..<3, length: 6))
        #expect(cells.filter { $0 == .busy }.count == 2)
        #expect(cells.count == 6)
    }

    @Test(arguments: [(1, 1, "worker"), (8, 8, "worker 8"), (9, 1, "busy workers"), (40, 1, "busy workers")])
    func `of many workers only their number is drawn`(_ lanes: Int, _ count: Int, _ last: String) {
        let rows = Self.figure(lanes: lanes, busy: []).rows
        #expect(rows.count == count && rows.last?.name == last)
        #expect(rows.reduce(0) { $0 + $1.lanes.count } == lanes)
        #expect(rows.allSatisfy { ($0.working?.capacity == Int64(lanes)) == (lanes > 8) })
    }
}
