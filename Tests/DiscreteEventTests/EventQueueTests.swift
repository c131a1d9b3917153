import DiscreteEvent
import Testing

@Suite struct EventQueueTests {
    private struct Pending {
        var time: Int64
        var target: UInt32
    }

    /// Delays are few and small, so that most times are shared.
    @Test(arguments: 0..<20)
    func `pops in order of time and then of scheduling`(seed: UInt64) {
        var draws = TestDraws(seed: seed)
        var queue = EventQueue()
        var pending: [Pending] = []
        for step in 0..<3000 {
            if draws.below(100) < (step / 300 % 2 == 0 ? 70 : 30) {
                let added = Pending(time: queue.now + Int64(draws.below(20)), target: UInt32(draws.below(1 << 20)))
                if step % 2 == 0 {
                    queue.schedule(at: added.time, target: added.target)
                } else {
                    queue.schedule(after: added.time - queue.now, target: added.target)
                }
                pending.insert(added, at: pending.firstIndex { $0.time > added.time } ?? pending.count)
            } else {
                let event = queue.pop()
                let expected = pending.isEmpty ? nil : pending.removeFirst()
                #expect(event?.time.nanoseconds == expected?.time)
                #expect(event?.target == expected?.target)
                if let expected { #expect(queue.now == expected.time) }
            }
            #expect(queue.count == pending.count)
            #expect(queue.isEmpty == pending.isEmpty)
        }
    }

    @Test(arguments: [3, 32, 33, 500])
    func `pops equal times in scheduling order`(count: Int) {
        var queue = EventQueue(capacity: 1)
        let targets = (0..<UInt32(count)).map { ($0 &* 7919) % 1009 }
        for target in targets { queue.schedule(at: 5, target: target) }
        for target in targets { #expect(queue.pop()?.target == target) }
        #expect(queue.pop() == nil)
    }

    @Test func `counts popped events less the discarded`() {
        var queue = EventQueue()
        for delay in 1...3 { queue.schedule(after: Int64(delay), target: 0) }
        _ = queue.pop()
        _ = queue.pop()
        queue.discard()
        #expect(queue.processed == 1)
        #expect(queue.now == 2)
    }

    @Test func `keeps the last instant and refuses what lies past it`() {
        var queue = EventQueue()
        queue.schedule(after: SimulationTime.latest.nanoseconds, target: 1)
        #expect(queue.overflowed == false)
        #expect(queue.pop()?.time == .latest)
        queue.schedule(after: 1, target: 2)
        #expect(queue.overflowed == true)
        #expect(queue.isEmpty == true)
        queue.schedule(after: 5, target: 7)
        let first = queue.refusal
        #expect(first?.target == 2 && first?.delay == 1 && first?.now == SimulationTime.latest.nanoseconds)
        queue.schedule(after: 0, target: 3)
        #expect(queue.pop()?.target == 3)
        #expect(queue.overflowed == true)
    }

    @Test func `refuses the longest delay instead of wrapping`() {
        var queue = EventQueue()
        queue.schedule(after: .max, target: 0)
        #expect(queue.overflowed == true)
        #expect(queue.pop() == nil)
    }

    @Test func `stops at a mistake of the program`() async {
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue()
            queue.schedule(after: 5, target: 0)
            _ = queue.pop()
            queue.schedule(after: -1, target: 0)
        }
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue()
            queue.schedule(after: 5, target: 0)
            _ = queue.pop()
            queue.schedule(at: 4, target: 0)
        }
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue()
            queue.schedule(after: 0, target: EventQueue.targetLimit)
        }
    }
}
