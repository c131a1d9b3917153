import Pipelines
import Variates

/// A cache of which only the share of samples is known that are not found after the first epoch.
///
/// Whether a sample is found is decided by the epoch and the number of the first that comes with the same request, as
/// by chance. Samples of a row group, or of a file that is read on, are found together: one that is missed between
/// others takes a request of its own, which made such a cache slower than none.
struct MeasuredCache: CachePolicy {
    private let missRate: Double
    private let layout: FileLayout
    private let key: UInt64

    init(missRate: Double, layout: FileLayout, seed: UInt64, replication: UInt32) {
        self.missRate = missRate
        self.layout = layout
        key = StreamKey(seed: seed, replication: replication, stage: "readCache", rank: 0).decisionKey
    }

    var keptBytes: Int64 { 0 }

    func isFound(_ sample: Int64, epoch: Int32) -> Bool {
        guard epoch > 0 else { return false }
        let first = layout.firstOfRequest(for: sample)
        return keyedUniform(key: key, epoch: Int(epoch), sample: first, counter: 0) >= missRate
    }

    func keep(_ sample: Int64, bytes: Int64, evict: (Int64) -> Void) -> Bool { wouldKeep(bytes: bytes) }

    func wouldKeep(bytes: Int64) -> Bool { missRate < 1 }
}
