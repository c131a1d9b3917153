import Pipelines

/// How much a batch is, in the mean: what copies and kernels cost is measured on batches like those to come.
struct BatchShape: Hashable {
    /// At least one.
    let samples: Int
    /// Of a smaller batch what counts is that there is one; of a larger one the time goes by the bytes.
    let bytes: Int

    private static let (leastBytes, mostBytes) = (1 << 20, 128 << 20)

    /// The batches that a pipeline delivers; one sample of the least size where that is not known.
    init(_ pipeline: Pipeline? = nil) {
        let flow = pipeline?.meanFlows.last
        samples = Int(min(max(1, flow?.samples ?? 1), 0x1p16))
        bytes = Int(min(max(Double(Self.leastBytes), flow?.bytes ?? 0), Double(Self.mostBytes)))
    }

    /// Where each sample begins, and where the last one ends, if all are as long.
    var offsets: [Int] { (0...samples).map { bytes / samples * $0 } }
}
