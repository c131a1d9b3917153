import Variates

/// A cache of which only the share of samples is known that are not found after the first epoch.
///
/// Whether a sample is found is decided by its number and the epoch, as by chance.
struct MeasuredCache: CachePolicy {
    private let missRate: Double
    private let key: UInt64

    init(missRate: Double, seed: UInt64, replication: UInt32) {
        self.missRate = missRate
        key = StreamKey(seed: seed, replication: replication, stage: "readCache", rank: 0).decisionKey
    }

    var keptBytes: Int64 { 0 }

    func isFound(_ sample: Int64, epoch: Int32) -> Bool {
        epoch > 0
            && keyedUniform(key: key, epoch: Int(epoch), sample: sample, counter: 0) >= missRate
    }

    func keep(_ sample: Int64, bytes: Int64, evict: (Int64) -> Void) -> Bool { wouldKeep(bytes: bytes) }

    func wouldKeep(bytes: Int64) -> Bool { missRate < 1 }
}
