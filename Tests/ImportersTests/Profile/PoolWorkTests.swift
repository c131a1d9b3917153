import Testing

@testable import Importers

@Suite struct PoolWorkTests {
    /// Two threads: both work from 2 to 3, and from 5 to 6.
    private let pool = PoolWork(
        [
            .init(start: 1, end: 3, thread: 0), .init(start: 1.5, end: 2, thread: 0),
            .init(start: 2, end: 4, thread: 1),
            .init(start: 5, end: 6, thread: 0), .init(start: 5, end: 6, thread: 1),
        ], threads: 2)

    @Test(
        arguments: [(0, 10, 2), (0, 2.5, 0.5), (2.25, 2.75, 0.5), (3, 5, 0), (5.5, 9, 0.5), (6, 7, 0)]
            as [(Double, Double, Double)])
    func `counts the time in which no thread was free`(start: Double, end: Double, seconds: Double) {
        #expect(abs(pool.secondsWithoutThread(from: start, to: end) - seconds) < 1e-12)
    }

    @Test(arguments: [(0, false), (2, true), (2.9, true), (3, false), (5.5, true), (7, false)] as [(Double, Bool)])
    func `knows when no thread was free`(time: Double, isFull: Bool) { #expect(pool.isFull(at: time) == isFull) }

    @Test func `work inside other work of the same thread is one thread's`() {
        let pool = PoolWork([.init(start: 0, end: 4, thread: 0), .init(start: 1, end: 2, thread: 0)], threads: 2)
        #expect(pool.secondsWithoutThread(from: 0, to: 4) == 0)
    }

    @Test func `waiting is what is neither work nor time with a free thread`() {
        // It waits from 1.5: for the free thread until 2, then without one until 3.
        let waited = pool.waitSeconds(from: 1.5, to: 5, besides: [(3, 5)])
        #expect(abs(waited - 1) < 1e-12)
    }
}
