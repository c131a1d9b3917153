import DiscreteEvent
import Pipelines
import Variates

/// The time that failed tries of requests to storage take, one accelerator's: each try fails by itself with the same
/// probability, takes a latency, and is followed by a pause.
struct RetryTimes: ~Copyable {
    private let failureShare: Double
    private var decisions: VariateStream
    private var latencies: DurationStream
    private(set) var pauses: DurationStream

    /// - Parameter key: of the stream of a name.
    init(_ disk: Disk, key: (String) -> StreamKey) {
        failureShare = disk.failureShare
        decisions = VariateStream(.uniform(lower: 0, upper: 1), key: key("disk.failures"))
        latencies = DurationStream(ServiceTime(secondsPerElement: disk.latency), key: key("disk.failedLatency"))
        pauses = DurationStream(ServiceTime(secondsPerElement: disk.retryAfter), key: key("disk.retryAfter"))
    }

    /// Nanoseconds of the tries of a request before the one that succeeds.
    mutating func next(sample: Int64, bytes: Int64, at now: Int64) -> Int64 {
        var sum: Int64 = 0
        while decisions.next() < failureShare {
            sum = SimulationTime.sum(sum, latencies.next(sample: sample, bytes: bytes, at: now))
            sum = SimulationTime.sum(sum, pauses.next(sample: sample, bytes: bytes, at: now))
        }
        return sum
    }

    /// A draw that no clock counts (s), if there was one.
    var refusedSeconds: Double? { latencies.refusedSeconds ?? pauses.refusedSeconds }
}
