public import Variates

/// What is in the files that a source reads, or that it delivers for an `interleave` to open.
public struct StoredFiles: Sendable, Equatable {
    /// Name of the source, to which the sizes of the samples belong.
    public var source: String
    /// Files in storage.
    public var count: Int64
    /// Samples in each of them.
    public var samplesPerFile: Int64
    /// Bytes of a sample.
    public var size: Distribution

    /// Files as a source describes them.
    package init(_ source: Source, name: String) {
        self.source = name
        count = source.files
        samplesPerFile = source.samplesPerFile
        size = source.size
    }

    /// Samples in so many files.
    func samples(inFiles files: Cardinality) -> Cardinality {
        guard case .finite(let files) = files else { return files }
        let (samples, overflow) = files.multipliedReportingOverflow(by: samplesPerFile)
        return overflow ? .infinite : .finite(samples)
    }
}
