import Measurements
import Testing

struct CycleLengthTests {
    /// Workers that take turns: a long interval, then short ones.
    @Test(arguments: [2, 3, 4, 7, 32], [8, 40, 97, 500])
    func `finds the cycle of bursts exactly`(cycle: Int, count: Int) {
        guard count >= 2 * cycle else { return }
        let series = (0..<count).map { $0 % cycle == 0 ? 118.32 : 0.5 }
        #expect(CycleLength(of: series).intervals == cycle)
    }

    @Test(arguments: [0.0, 1e-9, 5.0, 1e18], [0, 1, 3, 4, 50])
    func `equal intervals have none`(interval: Double, count: Int) {
        #expect(CycleLength(of: Array(repeating: interval, count: count)).intervals == 1)
    }

    @Test func `a cycle of which less than two are seen is not believed`() {
        let series = (0..<19).map { $0 % 10 == 0 ? 10.0 : 1.0 }
        #expect(CycleLength(of: series).intervals == 1)
        #expect(CycleLength(of: series + [1]).intervals == 10)
    }

    /// Bursts of four whose intervals vary by a tenth of their mean.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `finds bursts that vary`(seed: UInt64) {
        var stream = TestStream(seed: seed)
        let series = (0..<120).map { ($0 % 4 == 0 ? 1.0 : 0.01) * (1 + 0.1 * stream.normal()) }
        #expect(CycleLength(of: series).intervals == 4)
    }

    /// Without correlation, and with a trend or a strong positive one, neighbours are no cycle.
    @Test func `independent and trending intervals have none, but for chance`() {
        var stream = TestStream(seed: 7)
        let independent = (0..<400).count { _ in
            CycleLength(of: (0..<60).map { _ in stream.exponential() }).intervals > 1
        }
        // A cycle seen by chance widens an interval a little, and biases nothing.
        #expect(independent <= 24)
        #expect(CycleLength(of: (0..<100).map { 1 + 0.01 * Double($0) }).intervals == 1)
        let correlated = stream.autoregressive(count: 400, coefficient: 0.95).map { 10 + $0 }
        #expect(CycleLength(of: correlated).intervals == 1)
    }

    /// All intervals twice as long: the same cycle, bit for bit.
    @Test func `does not depend on the unit`() {
        var stream = TestStream(seed: 3)
        for count in [5, 17, 64, 301] {
            let series = (0..<count).map { _ in stream.exponential() }
            #expect(CycleLength(of: series) == CycleLength(of: series.map { 2 * $0 }))
        }
    }
}
