import Pipelines
import Variates

/// Latencies of what keeps samples that were read: of a sample that is found, and of one that is written to its disk.
struct ReadCacheTimes: ~Copyable {
    private var read: DurationStream
    private var write: DurationStream

    /// - Parameter key: that of a stream of some name.
    init(_ cache: ReadCache, key: (String) -> StreamKey) {
        read = DurationStream(ServiceTime(secondsPerElement: cache.latency), key: key("readCache"))
        write = DurationStream(
            ServiceTime(secondsPerElement: cache.writeLatency ?? cache.latency), key: key("readCache.write"))
    }

    /// Nanoseconds of the next sample that is found.
    mutating func nextRead(for element: Element, at now: Int64) -> Int64 { read.next(for: element, at: now) }

    /// Nanoseconds of the next sample that is written.
    mutating func nextWrite(for element: Element, at now: Int64) -> Int64 { write.next(for: element, at: now) }

    /// Latencies of samples that were found: how many, and their sum (s).
    var drawnReads: (count: Int, seconds: Double) { (read.drawn.count, read.drawn.seconds) }

    /// A draw that no clock counts (s), if there was one.
    var refusedSeconds: Double? { read.refusedSeconds ?? write.refusedSeconds }
}
