import DiscreteEvent
import Testing

@Suite struct StoreTests {
    @Test func `a putter that finds it full waits with its token`() {
        var store = Store(capacity: 1)
        #expect(store.put(10, by: 1, at: 0) == .stored)
        #expect(store.put(11, by: 1, at: 2) == .blocked)
        #expect(store.put(12, by: 2, at: 3) == .blocked)
        #expect(store.count == 1 && store.blockedPutters == 2)
        #expect(store.get(by: 9, at: 5) == .token(10, unblocked: 1))
        #expect(store.get(by: 9, at: 6) == .token(11, unblocked: 2))
        #expect(store.get(by: 9, at: 7) == .token(12, unblocked: nil))
        #expect(store.get(by: 9, at: 8) == .waiting)
        #expect(store.put(13, by: 1, at: 10) == .handed(to: 9))
        let statistics = store.statistics(at: 12)
        #expect(statistics.occupancyIntegral == 7)
        #expect(statistics.fullNanoseconds == 7)
        #expect(statistics.emptyNanoseconds == 5)
        #expect(statistics.blockedNanoseconds == 3 + 3)
        #expect(statistics.starvedNanoseconds == 2)
        #expect([statistics.passed, statistics.blockedPuts, statistics.starvedGets] == [4, 2, 1])
    }

    @Test func `without places a token passes from hand to hand`() {
        var store = Store(capacity: 0)
        #expect(store.put(1, by: 5, at: 0) == .blocked)
        #expect(store.get(by: 6, at: 4) == .token(1, unblocked: 5))
        #expect(store.get(by: 6, at: 5) == .waiting)
        #expect(store.put(2, by: 5, at: 6) == .handed(to: 6))
        #expect(store.statistics(at: 10).fullShare == 1)
    }

    /// Against a list of all tokens not yet taken, of which those past the capacity are held by their putters.
    @Test(arguments: 0..<20)
    func `passes every token once and in order`(seed: UInt64) {
        var draws = TestDraws(seed: seed)
        var store = Store(capacity: draws.below(4))
        var (tokens, getters): ([UInt32], [UInt32]) = ([], [])
        var now: Int64 = 0
        for step in 0..<2000 {
            now += Int64(draws.below(5))
            let token = UInt32(step)
            if draws.below(100) < (step / 100 % 2 == 0 ? 60 : 30) {
                let outcome = store.put(token, by: token, at: now)
                if getters.isEmpty {
                    tokens.append(token)
                    #expect(outcome == (tokens.count <= store.capacity ? .stored : .blocked))
                } else {
                    #expect(outcome == .handed(to: getters.removeFirst()))
                }
            } else if tokens.isEmpty {
                getters.append(token)
                #expect(store.get(by: token, at: now) == .waiting)
            } else {
                let unblocked = tokens.count > store.capacity ? tokens[store.capacity] : nil
                #expect(store.get(by: token, at: now) == .token(tokens.removeFirst(), unblocked: unblocked))
            }
            expectIdentities(of: store.statistics(at: now))
        }
        #expect(store.statistics(at: now).blockedPuts > 0)
        #expect(store.statistics(at: now).starvedGets > 0)
    }

    private func expectIdentities(of statistics: StoreStatistics) {
        #expect(statistics.blockedIntegral == statistics.blockedNanoseconds + statistics.blockingNanoseconds)
        #expect(statistics.starvedIntegral == statistics.starvedNanoseconds + statistics.starvingNanoseconds)
    }

    @Test func `measures a window as the difference of two instants`() {
        var store = Store(capacity: 2)
        _ = store.put(1, by: 0, at: 10)
        let before = store.statistics(at: 20)
        _ = store.put(2, by: 0, at: 30)
        let window = store.statistics(at: 40).since(before)
        #expect(window.nanoseconds == 20)
        #expect(window.meanOccupancy == 1.5)
        #expect(window.fullShare == 0.5)
        #expect(window.emptyShare == 0)
    }
}
