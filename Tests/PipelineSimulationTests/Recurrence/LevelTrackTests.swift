import BasicContainers
import Testing

@testable import PipelineSimulation

@Suite struct LevelTrackTests {
    /// Level 1 from 2 to 6, cut at 4; the change at 6 comes before the cut is known.
    @Test func `an integral is that of the cut, whatever came sooner`() {
        var track = LevelTrack()
        var cuts = Cuts()
        track.change(by: 1, at: 2)
        track.change(by: -1, at: 6)
        track.advance(cuts)
        cuts.times.append(Happening(time: 4, scheduled: 0, piece: 0))
        cuts.latest = 4
        track.advance(cuts)
        track.advance(cuts, isOver: true)
        expect(Int128(track.atCuts[0]), 2)
        expect(Int128(track.integral(at: 9)), 4)
    }

    @Test func `what takes no time changes nothing`() {
        var track = LevelTrack()
        let cuts = Cuts()
        track.change(by: 1, at: 3)
        track.change(by: -1, at: 3)
        track.advance(cuts, isOver: true)
        expect(Int128(track.integral(at: 9)), 0)
    }

    /// What the macro cannot take of a value that is not copied.
    private func expect(_ value: Int128, _ expected: Int128) { #expect(value == expected) }
}
