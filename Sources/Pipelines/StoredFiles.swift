public import Variates

/// What is in the files that a source reads, or that it delivers for a stage to open, or of which it delivers only
/// indices, for the workers of a `dataLoader` to read.
public struct StoredFiles: Sendable, Equatable {
    /// Name of the source, to which the sizes of the samples belong.
    public var source: String
    /// How many there are, and how many samples each holds.
    public var lengths: FileLengths
    /// Bytes of a sample.
    public var size: Distribution
    /// Whether each sample is an opening of its file, which pays the disk's latency; else the first of a file is.
    public var opensEachSample: Bool
    /// Samples that one request brings, in an open file too; nil where samples are read on one by one.
    public var rowGroup: Int64?
    /// Whether indices of samples are delivered, not files.
    private var areIndices = false

    /// Files in storage.
    public init(
        source: String, lengths: FileLengths, size: Distribution, opensEachSample: Bool = false, rowGroup: Int64? = nil
    ) {
        self.source = source
        self.lengths = lengths
        self.size = size
        self.opensEachSample = opensEachSample
        self.rowGroup = rowGroup
    }

    /// What is delivered of them in an epoch: files, or indices of samples.
    public var count: Int64 { areIndices ? lengths.samples : lengths.files }

    /// Samples of what is delivered, on average: those of a file, or one.
    package var samplesPerElement: Double { areIndices ? 1 : lengths.mean }

    /// The samples of the file, or of the index, that is delivered at a position.
    func samples(ofElement position: Int64) -> Range<Int64> {
        areIndices ? position..<position + 1 : lengths.samples(ofFile: position)
    }

    /// Where requests begin in a file.
    package var layout: FileLayout {
        FileLayout(lengths, opensEachSample: opensEachSample, rowGroup: rowGroup)
    }

    /// Samples for each opening of a file, on average.
    package var samplesPerOpening: Double { opensEachSample ? 1 : lengths.mean }

    /// Requests for each sample, on average.
    package var requestsPerSample: Double {
        guard !opensEachSample, let rowGroup else { return 1 / samplesPerOpening }
        if let samplesPerFile = lengths.samplesPerFile {
            return (Double(samplesPerFile) / Double(rowGroup)).rounded(.up) / Double(samplesPerFile)
        }
        let requests = (0..<lengths.files).reduce(0) { sum, file in
            sum + (Int64(lengths.samples(ofFile: file).count) - 1) / rowGroup + 1
        }
        return Double(requests) / Double(lengths.samples)
    }

    /// Bytes of all samples.
    package var bytes: Double { Double(lengths.samples) * size.mean }

    /// The same files, each read from its beginning to its end.
    var asOpened: StoredFiles {
        var files = self
        files.opensEachSample = false
        return files
    }

    /// The same samples, each delivered as an index.
    var asIndices: StoredFiles {
        var indices = self
        indices.areIndices = true
        return indices
    }

    /// Samples in a given number of files; unknown where they hold different numbers and these are not all of them.
    func samples(inFiles files: Cardinality) -> Cardinality {
        guard case .finite(let files) = files else { return files }
        guard let samplesPerFile = areIndices ? 1 : lengths.samplesPerFile else {
            return files == lengths.files ? .finite(lengths.samples) : .unknown
        }
        let (samples, overflow) = files.multipliedReportingOverflow(by: samplesPerFile)
        return overflow ? .infinite : .finite(samples)
    }
}
