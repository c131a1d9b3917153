import Variates

/// The size of each sample: the same in every epoch and in every visiting order, without a table of them all.
///
/// The streams belong to the name of the source, so that whoever reads a sample finds the same size.
final class SampleSizes {
    private var stream: VariateStream
    private let constant: Int64?

    /// Sizes of the samples of the source that is called `source`.
    init(_ size: Distribution, source: String, _ context: StageContext) {
        if case .constant(let bytes) = size { constant = Int64(bytes.rounded()) } else { constant = nil }
        stream = VariateStream(
            size,
            key: StreamKey(seed: context.seed, replication: context.replication, stage: source + ".size", rank: 0))
    }

    func bytes(ofSample sample: Int64) -> Int64 {
        if let constant { return constant }
        return Int64(min(stream.value(forSample: sample), 1e15).rounded())
    }
}
