import BasicContainers
import Testing

@testable import PipelineSimulation

@Suite struct SpanTrackTests {
    private func cut(at time: Int64) -> Happening { Happening(time: time, scheduled: 0, piece: 0) }

    /// From 2 to 6, cut at 4; the end comes before the cut is known.
    @Test func `a time is that of the cut, whatever came sooner`() {
        var track = SpanTrack()
        var cuts = Cuts()
        track.add(from: 2, to: 6)
        track.advance(cuts)
        cuts.times.append(cut(at: 4))
        cuts.latest = 4
        track.advance(cuts)
        track.advance(cuts, isOver: true)
        expect(track.atCuts[0], 2)
        expect(track.nanoseconds(at: 9), 4)
    }

    @Test func `what takes no time is none`() {
        var track = SpanTrack()
        let cuts = Cuts()
        track.add(from: 3, to: 3)
        track.advance(cuts, isOver: true)
        expect(track.nanoseconds(at: 9), 0)
    }

    /// By a span, between two, and after the last.
    @Test func `cuts fall anywhere`() {
        var track = SpanTrack()
        var cuts = Cuts()
        track.add(from: 1, to: 3)
        track.add(from: 5, to: 9)
        for time: Int64 in [1, 2, 3, 4, 7, 9, 12] { cuts.times.append(cut(at: time)) }
        cuts.latest = 12
        track.advance(cuts, isOver: true)
        for (index, expected) in [0, 1, 2, 2, 4, 6, 6].enumerated() { expect(track.atCuts[index], Int64(expected)) }
    }

    /// What the macro cannot take of a value that is not copied.
    private func expect(_ value: Int64, _ expected: Int64) { #expect(value == expected) }
}
