public import Variates

/// What is in the files that a source reads, or that it delivers for an `interleave` to open, or of which it delivers only
/// indices, for the workers of a `dataLoader` to read.
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

    /// Files as a source describes them.
    package init(_ source: Source, name: String) {
        self.source = name
        count = source.files
        samplesPerFile = source.samplesPerFile
        size = source.size
        samplesPerOpening = source.access == .random ? 1 : source.samplesPerFile
    }

    /// The samples of a source, each as if it were a file: what is delivered are indices.
    init(indicesOf source: Source, name: String) {
        self.init(source, name: name)
        count = source.elements
        samplesPerFile = 1
    }

    /// Samples in a given number of files.
    func samples(inFiles files: Cardinality) -> Cardinality {
        guard case .finite(let files) = files else { return files }
        let (samples, overflow) = files.multipliedReportingOverflow(by: samplesPerFile)
        return overflow ? .infinite : .finite(samples)
    }
}
