import Foundation

/// The simulated disk under a constant number of requests, exactly.
///
/// Each request waits for a latency by itself, then its bytes share a bandwidth that depends on how many flow. The
/// number j of flowing requests is a birth-death process: with N requests in flight, birth rate (N − j)/latency, death
/// rate bandwidth(j)/bytes. The result depends on the mean of the latency only.
///
/// - Source: Baskett, Chandy, Muntz and Palacios (1975), "Open, closed, and mixed networks of queues with different
///   classes of customers", Journal of the ACM 22(2): service centres of types 2 (with rates by queue length) and 3.
struct ClosedDisk {
    /// Mean latency of a request before its bytes flow, in seconds.
    var latencySeconds: Double
    /// Bytes per second with 1, 2, 3, … transfers, the last one holding beyond; nil moves bytes in no time.
    var bytesPerSecond: [Double]?

    /// Requests per second.
    ///
    /// - Parameters:
    ///   - depth: requests in flight, at least 1.
    ///   - bytes: of each.
    func requestsPerSecond(depth: Int, bytes: Double) -> Double {
        guard let rates = bytesPerSecond, let last = rates.last else { return Double(depth) / latencySeconds }
        func rate(_ flowing: Int) -> Double { (flowing <= rates.count ? rates[flowing - 1] : last) / bytes }
        guard latencySeconds > 0 else { return rate(depth) }
        // Logarithms: the weights range over hundreds of orders of magnitude.
        var logWeight = 0.0
        var logWeights = [logWeight]
        for flowing in 1...depth {
            logWeight += log(Double(depth - flowing + 1) / (latencySeconds * rate(flowing)))
            logWeights.append(logWeight)
        }
        let largest = logWeights.max() ?? 0
        let weights = logWeights.map { exp($0 - largest) }
        let flow = (1...depth).reduce(0) { $0 + weights[$1] * rate($1) }
        return flow / weights.reduce(0, +)
    }

    /// The latency with which the disk carries a load, or nil when its bandwidth is too small for that.
    static func latencySeconds(
        bytesPerSecond: Double, depth: Int, bytes: Double, requestsPerSecond: Double
    ) -> Double? {
        func carried(_ latency: Double) -> Double {
            ClosedDisk(latencySeconds: latency, bytesPerSecond: [bytesPerSecond])
                .requestsPerSecond(depth: depth, bytes: bytes)
        }
        // Rounding must not make a load impossible that just fits.
        guard carried(0) >= requestsPerSecond * (1 - 1e-9) else { return nil }
        return bisect(0, Double(depth) / requestsPerSecond) { carried($0) > requestsPerSecond }
    }

    /// The place between two numbers up to which something holds.
    static func bisect(_ lower: Double, _ upper: Double, _ holds: (Double) -> Bool) -> Double {
        var (lower, upper) = (lower, upper)
        for _ in 0..<200 {
            let middle = lower + (upper - lower) / 2
            guard middle > lower, middle < upper else { break }
            if holds(middle) { lower = middle } else { upper = middle }
        }
        return lower
    }
}
