import Testing

@testable import DiscreteEvent

@Suite struct KeyQueueTests {
    /// The share of insertions swings, so that the queue grows into a heap and shrinks into an array many times.
    @Test(arguments: 0..<20)
    func `pops what a sorted array pops`(seed: UInt64) {
        var draws = TestDraws(seed: seed)
        var queue = KeyQueue(capacity: 1)
        var sorted: [UInt128] = []
        var (heaps, arrays) = (0, 0)
        for step in 0..<4000 {
            let wasSorted = queue.isSorted
            if draws.below(100) < (step / 200 % 2 == 0 ? 70 : 15) {
                let key = UInt128(draws.next()) << 64 | UInt128(draws.next())
                queue.insert(key)
                sorted.insert(key, at: sorted.firstIndex { $0 > key } ?? sorted.count)
            } else {
                #expect(queue.popFirst() == (sorted.isEmpty ? nil : sorted.removeFirst()))
            }
            #expect(queue.count == sorted.count)
            #expect(queue.first == sorted.first)
            if wasSorted && !queue.isSorted { heaps += 1 }
            if !wasSorted && queue.isSorted { arrays += 1 }
        }
        while let key = queue.popFirst() { #expect(key == sorted.removeFirst()) }
        #expect(sorted.isEmpty)
        #expect(heaps >= 5 && arrays >= 5)
    }

    @Test(arguments: [1, 31, 32, 33, 34, 1000])
    func `sorts any number of keys`(count: Int) {
        var draws = TestDraws(seed: UInt64(count))
        var queue = KeyQueue(capacity: 64)
        for key in (0..<count).shuffled(using: &draws) { queue.insert(UInt128(key)) }
        #expect(queue.isSorted == (count <= KeyQueue.sortedLimit))
        for key in 0..<count { #expect(queue.popFirst() == UInt128(key)) }
        #expect(queue.popFirst() == nil)
        #expect(queue.first == nil)
    }
}
