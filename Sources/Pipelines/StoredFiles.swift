public import Variates

/// What is in the files that a source reads, or that it delivers for an `interleave` to open, or of which it delivers
/// only indices, for the workers of a `dataLoader` to read.
public struct StoredFiles: Sendable, Equatable {
    /// Name of the source, to which the sizes of the samples belong.
    public var source: String
    /// Files in storage.
    public var count: Int64
    /// Samples in each of them.
    public var samplesPerFile: Int64
    /// Bytes of a sample.
    public var size: Distribution
    /// Samples for each opening of a file; the first of them pays the disk's latency.
    public var samplesPerOpening: Int64

    /// Files of equally many samples.
    public init(source: String, count: Int64, samplesPerFile: Int64, size: Distribution, samplesPerOpening: Int64) {
        self.source = source
        self.count = count
        self.samplesPerFile = samplesPerFile
        self.size = size
        self.samplesPerOpening = samplesPerOpening
    }

    /// The same samples, each as if it were a file: what is delivered are indices.
    var asIndices: StoredFiles {
        StoredFiles(
            source: source, count: count * samplesPerFile, samplesPerFile: 1, size: size,
            samplesPerOpening: samplesPerOpening)
    }

    /// Samples in a given number of files.
    func samples(inFiles files: Cardinality) -> Cardinality {
        guard case .finite(let files) = files else { return files }
        let (samples, overflow) = files.multipliedReportingOverflow(by: samplesPerFile)
        return overflow ? .infinite : .finite(samples)
    }
}
