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
    /// Samples that one request brings, in an open file too; nil where samples are read on one by one.
    public var rowGroup: Int64?

    /// Files of equally many samples.
    public init(
        source: String, count: Int64, samplesPerFile: Int64, size: Distribution, samplesPerOpening: Int64,
        rowGroup: Int64? = nil
    ) {
        self.source = source
        self.count = count
        self.samplesPerFile = samplesPerFile
        self.size = size
        self.samplesPerOpening = samplesPerOpening
        self.rowGroup = rowGroup
    }

    /// Where requests begin in a file.
    package var layout: FileLayout {
        FileLayout(samplesPerOpening: samplesPerOpening, samplesPerRequest: rowGroup ?? samplesPerOpening)
    }

    /// Requests for each sample, on average.
    package var requestsPerSample: Double {
        let requests = (Double(samplesPerOpening) / Double(layout.samplesPerRequest)).rounded(.up)
        return requests / Double(samplesPerOpening)
    }

    /// Bytes of all samples.
    package var bytes: Double { Double(count) * Double(samplesPerFile) * size.mean }

    /// The same files, each read from its beginning to its end.
    var asOpened: StoredFiles {
        var files = self
        files.samplesPerOpening = samplesPerFile
        return files
    }

    /// The same samples, each as if it were a file: what is delivered are indices.
    var asIndices: StoredFiles {
        StoredFiles(
            source: source, count: count * samplesPerFile, samplesPerFile: 1, size: size,
            samplesPerOpening: samplesPerOpening, rowGroup: rowGroup)
    }

    /// Samples in a given number of files.
    func samples(inFiles files: Cardinality) -> Cardinality {
        guard case .finite(let files) = files else { return files }
        let (samples, overflow) = files.multipliedReportingOverflow(by: samplesPerFile)
        return overflow ? .infinite : .finite(samples)
    }
}
