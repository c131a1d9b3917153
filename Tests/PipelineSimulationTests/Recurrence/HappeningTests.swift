import Testing

@testable import PipelineSimulation

@Suite struct HappeningTests {
    private let first = Happening(time: 5, scheduled: 1, piece: 1)

    @Test func `time goes first`() {
        #expect(first.isBefore(Happening(time: 6, scheduled: 0, piece: 2)) == true)
        #expect(first.isBefore(Happening(time: 4, scheduled: 9, piece: 2)) == false)
    }

    @Test func `at one instant what was scheduled first comes first`() {
        #expect(first.isBefore(Happening(time: 5, scheduled: 2, piece: 2)) == true)
        #expect(Happening(time: 5, scheduled: 2, piece: 2).isBefore(first) == false)
    }

    @Test func `what was scheduled together is not ordered`() {
        #expect(first.isBefore(Happening(time: 5, scheduled: 1, piece: 2)) == nil)
    }

    @Test func `what follows without taking time comes after`() {
        #expect(first.isBefore(first.next) == true)
        #expect(first.next.isBefore(first) == false)
        #expect(first.isBefore(first) == false)
    }

    /// Cores that serve by turns have one timer for all: when it was set says nothing.
    @Test func `work on shared cores is ordered among itself alone`() {
        let shared = Happening(time: 5, scheduled: 0, piece: 2, sharesCores: true)
        #expect(shared.isBefore(first) == nil)
        #expect(shared.isBefore(Happening(time: 5, scheduled: 3, piece: 3, sharesCores: true)) == true)
        #expect(shared.next.isBefore(Happening(time: 5, scheduled: 3, piece: 3, sharesCores: true)) == nil)
    }

    @Test func `the later of two that are not ordered follows from no piece`() {
        let later = first.later(Happening(time: 5, scheduled: 1, piece: 2))
        #expect(later.time == 5)
        #expect(later.piece == Happening.ambiguous)
        #expect(first.later(Happening(time: 7, scheduled: 0, piece: 2)).piece == 2)
    }
}
