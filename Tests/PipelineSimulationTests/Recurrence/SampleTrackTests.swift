import BasicContainers
import Testing

@testable import PipelineSimulation

@Suite struct SampleTrackTests {
    @Test func `samples count at a cut if they were made before it`() {
        var track = SampleTrack()
        var cuts = Cuts()
        let cut = Happening(time: 4, scheduled: 2, piece: 9)
        track.add(1, at: Happening(time: 3, scheduled: 0, piece: 1))
        track.add(2, at: Happening(time: 4, scheduled: 1, piece: 2))
        track.add(4, at: cut.next)
        cuts.times.append(cut)
        cuts.latest = 4
        track.advance(cuts, isOver: true)
        expect(Int128(track.atCuts[0]), 3)
        expect(Int128(track.total), 7)
        let isAmbiguous = track.isAmbiguous
        #expect(!isAmbiguous)
    }

    @Test func `samples made at the instant of a cut may be ambiguous`() {
        var track = SampleTrack()
        var cuts = Cuts()
        track.add(1, at: Happening(time: 4, scheduled: 2, piece: 1))
        cuts.times.append(Happening(time: 4, scheduled: 2, piece: 9))
        track.advance(cuts, isOver: true)
        let isAmbiguous = track.isAmbiguous
        #expect(isAmbiguous)
    }

    /// What the macro cannot take of a value that is not copied.
    private func expect(_ value: Int128, _ expected: Int128) { #expect(value == expected) }
}
