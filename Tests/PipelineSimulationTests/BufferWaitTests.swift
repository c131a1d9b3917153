import Testing

@testable import PipelineRuns

/// The wait at a buffer against the closed forms of M/M/1/n.
struct BufferWaitTests {
    @Test(arguments: [0, 1, 2, 7, 100])
    func `equal times leave a buffer of n empty one time in n + 1`(_ capacity: Int) {
        let wait = bufferWait(producer: 12, consumer: 12, capacity: Double(capacity))
        #expect(wait.isClose(to: 12 / Double(capacity + 1)))
    }

    @Test(
        arguments: [(3.0, 7.0), (7, 3), (1, 1000), (1000, 1), (5, 5.0001)] as [(Double, Double)],
        [0, 1, 2, 3, 15, 16, 17])
    func `is the producer's time where the buffer is empty`(_ times: (Double, Double), _ capacity: Int) {
        let ratio = times.1 / times.0
        var power = 1.0
        for _ in 0...capacity { power *= ratio }
        let empty = (1 - ratio) / (1 - power)
        #expect(
            bufferWait(producer: times.0, consumer: times.1, capacity: Double(capacity)).isClose(
                to: times.0 * empty, within: 1e-9))
    }

    @Test func `has its limits`() {
        #expect(bufferWait(producer: 0, consumer: 5, capacity: 3) == 0)
        #expect(bufferWait(producer: 5, consumer: 0, capacity: 3) == 5)
        // A slow producer is waited for, less what the consumer takes; a fast one never is.
        #expect(bufferWait(producer: 5, consumer: 2, capacity: 65536).isClose(to: 3))
        #expect(bufferWait(producer: 2, consumer: 5, capacity: 65536) == 0)
    }

    @Test func `lies between those of the whole capacities next to it`() {
        let waits = [2.0, 2.25, 2.5, 3].map { bufferWait(producer: 4, consumer: 5, capacity: $0) }
        #expect(waits[2].isClose(to: (waits[0] + waits[3]) / 2))
        #expect(waits[1].isClose(to: (waits[0] + waits[2]) / 2))
    }
}
