import Pipelines
import Testing

@testable import Timelines

@Suite struct RecordedWaitsTests {
    private static func waits(_ nanoseconds: [WaitCause: Int64]) -> WaitTimes {
        var waits = WaitTimes()
        for cause in WaitCause.allCases { waits[cause] = nanoseconds[cause] ?? 0 }
        return waits
    }

    @Test func `what a wait adds is charged when it is over`() {
        var recorded = RecordedWaits(stages: 2)
        #expect(recorded.record([Self.waits([.disk: 10]), Self.waits([:])], at: 50, from: 0) == 1)
        #expect(recorded.record([Self.waits([.disk: 10]), Self.waits([:])], at: 60, from: 0) == 0)
        #expect(recorded.record([Self.waits([.disk: 15]), Self.waits([.order: 20])], at: 90, from: 0) == 2)
        let first = [(50, 10), (90, 5)].map { ChargedWait(endedAt: $0, cause: .disk, nanoseconds: $1) }
        #expect(recorded.charged == [first, [ChargedWait(endedAt: 90, cause: .order, nanoseconds: 20)]])
    }

    /// Of 40 ns, which end 20 ns after the window's beginning, half is in it.
    @Test func `a wait that had begun before the window counts in proportion`() {
        var recorded = RecordedWaits(stages: 2)
        #expect(recorded.record([Self.waits([.disk: 30]), Self.waits([:])], at: 100, from: 100) == 0)
        #expect(recorded.record([Self.waits([.disk: 60]), Self.waits([.computation: 10])], at: 120, from: 100) == 2)
        #expect(recorded.charged[0] == [ChargedWait(endedAt: 120, cause: .disk, nanoseconds: 15)])
        #expect(recorded.charged[1] == [ChargedWait(endedAt: 120, cause: .computation, nanoseconds: 5)])
    }
}
