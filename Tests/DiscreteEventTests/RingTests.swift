import Testing

@testable import DiscreteEvent

@Suite struct RingTests {
    @Test(arguments: 0..<10)
    func `keeps the order of arrival while it grows and wraps`(seed: UInt64) {
        var draws = TestDraws(seed: seed)
        var ring = Ring<UInt64>()
        var expected: [UInt64] = []
        for step in 0..<2000 {
            if draws.below(100) < (step / 250 % 2 == 0 ? 65 : 35) {
                ring.append(draws.next())
                expected.append(ring[ring.count - 1])
            } else {
                #expect(ring.popFirst() == (expected.isEmpty ? nil : expected.removeFirst()))
            }
            #expect(ring.count == expected.count)
            #expect(ring.isEmpty == expected.isEmpty)
            if let first = expected.first { #expect(ring[0] == first) }
        }
    }
}
