import Testing

@testable import Pipelines

struct MemoryUseTests {
    /// Of three elements two are read and copied at a time; at 10 ns one reading is over, and then a copy.
    @Test func `elements that are worked on for an instant only do not add up`() {
        var memory = MemoryUse()
        memory.capacityBytes = 200
        memory.changeInFlight(by: 100, at: 0, stage: 0)
        memory.changeInFlight(by: 100, at: 0, stage: 2)
        memory.settle()
        memory.changeInFlight(by: -100, at: 10, stage: 0)
        memory.changeHeld(by: 100, at: 10, stage: 1)
        memory.changeInFlight(by: 100, at: 10, stage: 0)
        #expect(memory.heldBytes + memory.inFlightBytes == 300)
        memory.changeInFlight(by: -100, at: 10, stage: 2)
        memory.settle()
        #expect(memory.peakBytes == 200)
        #expect(memory.peakHeldBytes == 100)
        #expect(memory.exhaustion == nil)
    }

    @Test func `what is needed for longer than an instant exhausts the memory when it was asked for`() {
        var memory = MemoryUse()
        memory.capacityBytes = 200
        memory.changeHeld(by: 150, at: 5, stage: 1)
        memory.changeInFlight(by: 60, at: 7, stage: 3)
        memory.changeHeld(by: -5, at: 7, stage: 1)
        #expect(memory.exhaustion == nil)
        memory.settle()
        #expect(memory.exhaustion == MemoryUse.Exhaustion(nanoseconds: 7, bytes: 205, stage: 3))
    }

    /// A buffer has to have room for what it holds, however short.
    @Test func `what is held counts at once`() {
        var memory = MemoryUse()
        memory.capacityBytes = 200
        memory.changeHeld(by: 300, at: 5, stage: 1)
        memory.changeHeld(by: -300, at: 5, stage: 1)
        #expect(memory.peakBytes == 300)
        #expect(memory.exhaustion == MemoryUse.Exhaustion(nanoseconds: 5, bytes: 300, stage: 1))
    }
}
