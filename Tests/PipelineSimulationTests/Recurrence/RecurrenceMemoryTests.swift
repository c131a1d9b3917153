import Testing

@testable import PipelineSimulation

@Suite struct RecurrenceMemoryTests {
    private func happening(_ time: Int64, piece: Int64 = 1, scheduled: Int64 = 0) -> Happening {
        Happening(time: time, scheduled: scheduled, piece: piece)
    }

    @Test func `threads are merged in the order of time`() {
        var memory = RecurrenceMemory()
        let (near, far) = (memory.addStream(), memory.addStream())
        memory.hold(10, at: happening(1, piece: 1), in: near)
        memory.hold(-10, at: happening(4, piece: 2), in: near)
        memory.hold(5, at: happening(2, piece: 3), in: far)
        memory.hold(-5, at: happening(3, piece: 4), in: far)
        memory.endEpoch(at: 5)
        expect(memory.peakHeld, 15)
        expect(memory.peak, 15)
    }

    @Test func `nothing is merged that another thread may still come before`() {
        var memory = RecurrenceMemory()
        let (near, far) = (memory.addStream(), memory.addStream())
        memory.hold(10, at: happening(4), in: near)
        memory.reach(9, in: near)
        memory.reach(4, in: far)
        memory.advance()
        expect(memory.peakHeld, 0)
        memory.reach(5, in: far)
        memory.advance()
        expect(memory.peakHeld, 10)
    }

    /// An element leaves one buffer before it enters the next.
    @Test func `at one instant the order decides about the peak`() {
        var memory = RecurrenceMemory()
        let (near, far) = (memory.addStream(), memory.addStream())
        memory.hold(10, at: happening(1, piece: 1), in: far)
        let came = memory.hold(10, at: happening(2, piece: 2), in: far)
        memory.hold(-10, at: happening(2, piece: 2), in: near, after: came)
        memory.endEpoch(at: 3)
        expect(memory.peakHeld, 20)
        let isAmbiguous = memory.isAmbiguous
        #expect(!isAmbiguous)
    }

    @Test func `what is nearer to the loop goes first`() {
        var memory = RecurrenceMemory()
        let (near, far) = (memory.addStream(), memory.addStream())
        memory.hold(10, at: happening(1, piece: 1), in: far)
        memory.hold(10, at: happening(2, piece: 2), in: far)
        memory.hold(-10, at: happening(2, piece: 2), in: near)
        memory.endEpoch(at: 3)
        expect(memory.peakHeld, 10)
    }

    @Test func `two pieces of work at one instant leave a peak open`() {
        var memory = RecurrenceMemory()
        let (near, far) = (memory.addStream(), memory.addStream())
        memory.hold(10, at: happening(1, piece: 1), in: near)
        memory.hold(10, at: happening(2, piece: 2), in: far)
        memory.hold(-10, at: happening(2, piece: 3), in: near)
        memory.endEpoch(at: 3)
        let isAmbiguous = memory.isAmbiguous
        #expect(isAmbiguous)
    }

    @Test(arguments: [(Int64(1), Int128(20)), (3, 10)])
    func `of two pieces of work at one instant that which was scheduled first goes first`(
        _ scheduled: Int64, _ peak: Int128
    ) {
        var memory = RecurrenceMemory()
        let (near, far) = (memory.addStream(), memory.addStream())
        memory.hold(10, at: happening(1, piece: 1), in: near)
        memory.hold(10, at: happening(5, piece: 2, scheduled: scheduled), in: far)
        memory.hold(-10, at: happening(5, piece: 3, scheduled: 2), in: near)
        memory.endEpoch(at: 6)
        expect(memory.peakHeld, peak)
        let isAmbiguous = memory.isAmbiguous
        #expect(!isAmbiguous)
    }

    /// What is worked on passes from one piece to the next at an instant, and counts once there.
    @Test func `work counts when its instant is over`() {
        var memory = RecurrenceMemory()
        let stream = memory.addStream()
        memory.work(on: 7, at: 1, in: stream)
        memory.work(on: -7, at: 2, in: stream)
        memory.work(on: 7, at: 2, in: stream)
        memory.work(on: -7, at: 3, in: stream)
        memory.endEpoch(at: 3)
        expect(memory.peak, 7)
        expect(memory.peakHeld, 0)
    }

    /// What the macro cannot take of a value that is not copied.
    private func expect(_ value: Int128, _ expected: Int128) { #expect(value == expected) }
}
