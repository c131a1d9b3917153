import Testing

@testable import Importers

@Suite struct ClosedDiskTests {
    /// Mean value analysis of a delay and a queue whose rate does not change: Reiser and Lavenberg (1980), "Mean-value
    /// analysis of closed multichain queuing networks", Journal of the ACM 27(2).
    private static func meanValueAnalysis(depth: Int, latency: Double, transfer: Double) -> Double {
        var (queue, rate) = (0.0, 0.0)
        for requests in 1...depth {
            let time = transfer * (1 + queue)
            rate = Double(requests) / (latency + time)
            queue = rate * time
        }
        return rate
    }

    @Test(arguments: [1, 2, 7, 64, 1000], [0.001, 0.1, 5, 300])
    func `agrees with mean value analysis`(depth: Int, latency: Double) {
        let disk = ClosedDisk(latencySeconds: latency, bytesPerSecond: [1000])
        let expected = Self.meanValueAnalysis(depth: depth, latency: latency, transfer: 0.5)
        #expect(abs(disk.requestsPerSecond(depth: depth, bytes: 500) / expected - 1) < 1e-9)
    }

    @Test func `uses the bandwidth of as many transfers as flow`() {
        let disk = ClosedDisk(latencySeconds: 0, bytesPerSecond: [100, 300])
        #expect([1, 2, 9].map { disk.requestsPerSecond(depth: $0, bytes: 10) } == [10, 30, 30])
        // Two requests, birth rates 2 and 1, death rates 10 and 30: weights 1, 0.2, 0.2/30.
        let slow = ClosedDisk(latencySeconds: 1, bytesPerSecond: [100, 300])
        #expect(abs(slow.requestsPerSecond(depth: 2, bytes: 10) - (2 + 0.2) / (1.2 + 0.2 / 30)) < 1e-12)
        #expect(ClosedDisk(latencySeconds: 0.5, bytesPerSecond: nil).requestsPerSecond(depth: 3, bytes: 10) == 6)
    }

    @Test func `finds the latency of a load`() throws {
        let disk = ClosedDisk(latencySeconds: 0.25, bytesPerSecond: [1000])
        let rate = disk.requestsPerSecond(depth: 5, bytes: 500)
        let found = ClosedDisk.latencySeconds(bytesPerSecond: 1000, depth: 5, bytes: 500, requestsPerSecond: rate)
        #expect(abs(try #require(found) - 0.25) < 1e-9)
        #expect(ClosedDisk.latencySeconds(bytesPerSecond: 1000, depth: 5, bytes: 500, requestsPerSecond: 2.1) == nil)
        let full = ClosedDisk.latencySeconds(bytesPerSecond: 1000, depth: 5, bytes: 500, requestsPerSecond: 2)
        #expect(try #require(full) < 0.01)
    }
}
