import PipelineRuns
import PipelineSimulation
import Pipelines
import Testing

@testable import Timelines

/// What holds of the timeline of any run.
struct TimelinePropertyTests {
    /// Random pipelines, some of them short of workers and of places at the disk.
    private static func scenario(_ seed: UInt64) throws -> TestScenario {
        try PipelineGenerator(seed: seed).scenario(scale: 1000)
            .cpu(["cores": .count(3), "workers": .count(1 + Int(seed % 4))])
            .disk(["latency": .distribution(milliseconds(0.01)), "queueDepth": .count(1 + Int(seed % 3))])
    }

    private static func timeline(_ test: TestScenario, from: Int64 = 0, to: Int64 = .max) throws -> Timeline {
        try simulateTimeline(test.scenario(), from: from, end: .time(to))
    }

    private static func busy(_ timeline: Timeline, _ kind: Lane.Kind) -> Int64 {
        zip(timeline.lanes, timeline.pieces()).filter { $0.0.group.kind == kind }
            .reduce(0) { $0 + LaneShares($1.1).nanoseconds(of: .work) }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `busy shares are the engine's utilisations`(_ seed: UInt64) throws {
        let test = try Self.scenario(seed)
        let (timeline, report) = (try Self.timeline(test), try complete(test))
        #expect(timeline.nanoseconds == report.nanoseconds)
        let platform = try test.platform()
        for (name, kind, servers) in [
            ("disk queue", Lane.Kind.disk, platform.disk.queueDepth), ("workers", .worker, platform.cpu.workers),
        ] {
            let utilisation = try #require(report.resources.first { $0.name == name }).utilisation
            let busy = Double(Self.busy(timeline, kind)) / (Double(timeline.nanoseconds) * Double(servers))
            #expect(busy.isClose(to: utilisation), "\(name)")
        }
        #expect(timeline.finishedSteps[0] == Int(report.steps))
    }

    @Test func `some of the runs have epochs after the first`() throws {
        let windows = try (1...40 as ClosedRange<UInt64>).map { try complete(Self.scenario($0)).window }
        #expect(windows.count { $0 == .laterEpochs } >= 10)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `starvation is the report's stall`(_ seed: UInt64) throws {
        let test = try Self.scenario(seed)
        let report = try complete(test)
        guard report.window == .laterEpochs else { return }
        let begin = Int64((report.firstEpochSeconds * 1e9).rounded())
        let timeline = try Self.timeline(test, from: begin)
        let index = try #require(timeline.lanes.firstIndex { $0.group.isOfSteps })
        let shares = LaneShares(timeline.pieces()[index])
        #expect(shares.share(of: .idle(.starved)).isClose(to: report.stallFraction, within: 1e-9))
        #expect(shares.share(of: .work).isClose(to: report.trainerUtilisation, within: 1e-9))
        let waits = timeline.stages.indices.map { timeline.waits(forStage: $0) }
        let waited = waits.reduce(0) { sum, waits in WaitCause.allCases.reduce(sum) { $0 + waits[$1] } }
        #expect((Double(waited) / Double(timeline.nanoseconds)).isClose(to: report.steady.loop.waiting, within: 1e-9))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `lanes are filled without overlap, in any window alike`(_ seed: UInt64) throws {
        let test = try Self.scenario(seed)
        let whole = try Self.timeline(test)
        let middle = whole.nanoseconds / 3
        guard middle > 0 else { return }
        let later = try Self.timeline(test, from: middle, to: 2 * middle)
        for (lane, pieces) in zip(later.lanes, later.pieces()) {
            var now = middle
            for piece in pieces {
                #expect(piece.begin == now && piece.end > piece.begin)
                now = piece.end
            }
            #expect(now == later.window.upperBound)
            let index = try #require(whole.lanes.firstIndex { $0.group == lane.group && $0.number == lane.number })
            let expected = whole.pieces()[index].cut(to: later.window)
            if lane.spans.isEmpty { continue }
            #expect(LaneShares(pieces).nanoseconds(of: .work) == LaneShares(expected).nanoseconds(of: .work))
            #expect(pieces.filter { $0.activity == .work } == expected.filter { $0.activity == .work })
        }
    }

    @Test func `recording changes nothing, and happens the same way twice`() throws {
        let test = try Self.scenario(3)
        #expect(try Self.timeline(test) == Self.timeline(test))
    }
}

extension [LanePiece] {
    fileprivate func cut(to window: Range<Int64>) -> [LanePiece] {
        compactMap { piece in
            let (begin, end) = (Swift.max(piece.begin, window.lowerBound), Swift.min(piece.end, window.upperBound))
            return begin < end ? LanePiece(begin: begin, end: end, activity: piece.activity) : nil
        }
    }
}
