/// Where requests begin in files: at the first sample of each, and at that of each row group.
package struct FileLayout: Sendable {
    private let lengths: FileLengths
    /// Whether each sample is read by itself, wherever it lies.
    private let opensEachSample: Bool
    /// Samples that a request brings, counted from the first of a file; nil where files are read on.
    private let rowGroup: Int64?

    package init(_ lengths: FileLengths, opensEachSample: Bool, rowGroup: Int64?) {
        self.lengths = lengths
        self.opensEachSample = opensEachSample || lengths.samplesPerFile == 1
        self.rowGroup = rowGroup
    }

    /// What reading a sample takes, after the one before it in its file.
    @inline(__always)
    func place(ofSample sample: Int64) -> Work.Place {
        if opensEachSample { return .disk }
        let position = positionInFile(sample)
        if position == 0 { return .disk }
        guard let rowGroup else { return .diskStream }
        return position % rowGroup == 0 ? .diskRequest : .diskStream
    }

    /// Whether two samples are read from the same opening of a file.
    func areTogether(_ one: Int64, _ other: Int64) -> Bool {
        opensEachSample ? one == other : lengths.file(ofSample: one) == lengths.file(ofSample: other)
    }

    /// The samples of a sample's row group; of its file where that is read on.
    package func group(around sample: Int64) -> Range<Int64> { group(from: firstOfRequest(for: sample)) }

    /// The first of the samples that come with one request: of a row group, of a file that is read on, or the sample.
    package func firstOfRequest(for sample: Int64) -> Int64 {
        if opensEachSample { return sample }
        let position = positionInFile(sample)
        return sample - (rowGroup.map { position % $0 } ?? position)
    }

    /// The samples that a request brings whose first one this is, where requests bring row groups.
    package func group(from sample: Int64) -> Range<Int64> {
        if opensEachSample { return sample..<sample + 1 }
        let file = lengths.samples(ofFile: lengths.file(ofSample: sample))
        guard let rowGroup else { return sample..<file.upperBound }
        let end = file.lowerBound + ((sample - file.lowerBound) / rowGroup + 1) * rowGroup
        return sample..<min(file.upperBound, end)
    }

    /// Samples that a request for a row group brings at most; 1 where requests bring none.
    package var mostSamplesPerGroup: Int64 { opensEachSample ? 1 : rowGroup ?? 1 }

    private func positionInFile(_ sample: Int64) -> Int64 {
        if let samplesPerFile = lengths.samplesPerFile { return sample % samplesPerFile }
        return sample - lengths.samples(ofFile: lengths.file(ofSample: sample)).lowerBound
    }
}
