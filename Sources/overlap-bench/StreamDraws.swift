import Variates

/// Durations from the product's own streams: blocks of draws through GSL.
struct StreamDraws: DurationSource, ~Copyable {
    private var stream: VariateStream

    init(_ seconds: Distribution, stage: String) {
        stream = VariateStream(seconds, key: StreamKey(seed: 1, replication: 0, stage: stage))
    }

    mutating func next() -> Int64 { Int64(stream.next() * 1e9 + 0.5) }
}
