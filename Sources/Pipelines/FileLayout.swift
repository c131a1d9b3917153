/// Where requests begin in a file: at its first sample, and at that of each row group.
package struct FileLayout: BitwiseCopyable, Sendable {
    /// Samples for each opening of a file.
    package let samplesPerOpening: Int64
    /// Samples for each request in it.
    package let samplesPerRequest: Int64

    /// What reading a record takes.
    ///
    /// - Parameter record: counted from the first of the file, or of a file before it.
    @inline(__always)
    func place(ofRecord record: Int64) -> Work.Place {
        if samplesPerOpening == 1 { return .disk }
        let position = record % samplesPerOpening
        if position == 0 { return .disk }
        return position % samplesPerRequest == 0 ? .diskRequest : .diskStream
    }

    /// The samples of a sample's row group.
    package func group(around sample: Int64) -> Range<Int64> {
        let position = sample % samplesPerOpening
        return group(from: sample - position % samplesPerRequest)
    }

    /// The samples that a request brings whose first one this is, where requests bring row groups.
    package func group(from sample: Int64) -> Range<Int64> {
        let position = sample % samplesPerOpening
        let end = min(samplesPerOpening, (position / samplesPerRequest + 1) * samplesPerRequest)
        return sample..<sample + end - position
    }
}
