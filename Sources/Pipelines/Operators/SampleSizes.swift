import Variates

/// The size of each sample: the same in every epoch and in every visiting order, without a table of them all.
///
/// The streams belong to the name of the source, so that whoever reads a sample finds the same size.
package final class SampleSizes {
    private var stream: VariateStream
    private let constant: Int64?

    /// Sizes of the samples of the source that is called `source`.
    convenience init(_ size: Distribution, source: String, _ context: StageContext) {
        self.init(size, source: source, seed: context.seed, replication: context.replication)
    }

    /// Sizes of the samples in storage, in one replication of a run with this seed.
    package convenience init(_ files: StoredFiles, seed: UInt64, replication: UInt32 = 0) {
        self.init(files.size, source: files.source, seed: seed, replication: replication)
    }

    private init(_ size: Distribution, source: String, seed: UInt64, replication: UInt32) {
        if case .constant(let bytes) = size { constant = Int64(bytes.rounded()) } else { constant = nil }
        stream = VariateStream(
            size, key: StreamKey(seed: seed, replication: replication, stage: source + ".size", rank: 0))
    }

    /// The size of a sample, in bytes.
    package func bytes(ofSample sample: Int64) -> Int64 {
        if let constant { return constant }
        return Int64(min(stream.value(forSample: sample), 1e15).rounded())
    }
}
