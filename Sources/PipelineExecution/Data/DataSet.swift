package import Pipelines

/// What must lie in storage so that a scenario's source can read it: files, and where each sample lies in them.
///
/// The samples have the sizes that the simulator draws for replication 0. Those of a file follow one another without a
/// gap, and so do the files: the samples of a file follow those of the one before it.
package struct DataSet: Sendable, Equatable {
    /// The files, and how many samples each holds.
    package let lengths: FileLengths
    /// Seed of the contents, and of sizes that are drawn.
    package let seed: UInt64
    /// Bytes of the smallest sample.
    package let smallestSampleBytes: Int64
    /// Bytes of the largest sample.
    package let largestSampleBytes: Int64
    /// Stands for the sizes of all samples, in their order: other sizes, another digest.
    package let sizesDigest: UInt64

    private let starts: SampleStarts

    /// More samples than these are refused: each costs a file or a place in a table.
    package static let maximumSamples: Int64 = 100_000_000

    /// The data of a scenario.
    ///
    /// - Throws: `tooLarge` for more than ``maximumSamples`` samples, or 8 EiB.
    /// - Complexity: O(n) in the samples.
    package init(_ scenario: Scenario) throws(DataError) {
        try self.init(scenario.pipeline.storedFiles, seed: scenario.run.seed)
    }

    /// The data of a source.
    ///
    /// - Throws: `tooLarge` for more than ``maximumSamples`` samples, or 8 EiB; `stopped` when the task was cancelled.
    package init(_ stored: StoredFiles, seed: UInt64) throws(DataError) {
        let (lengths, samples) = (stored.lengths, stored.lengths.samples)
        guard samples <= Self.maximumSamples else {
            let each = lengths.samplesPerFile.map { " of \($0) samples" } ?? ", \(samples) samples"
            throw .tooLarge("\(lengths.files) files\(each): at most 10⁸ can be written")
        }
        let sizes = SampleSizes(stored, seed: seed)
        var starts = SampleStarts(firstSampleBytes: sizes.bytes(ofSample: 0))
        var (smallest, largest, digest) = (Int64.max, Int64(0), UInt64(0))
        for sample in 0..<samples {
            if sample & 0xFFFF == 0 && Task.isCancelled { throw .stopped }
            let bytes = sizes.bytes(ofSample: sample)
            smallest = min(smallest, bytes)
            largest = max(largest, bytes)
            digest = Element.digest(of: Int64(bitPattern: digest ^ UInt64(bytes)))
            guard starts.append(bytes) else { throw .tooLarge("the samples have more than 8 EiB in total") }
        }
        (self.lengths, self.seed) = (lengths, seed)
        (smallestSampleBytes, largestSampleBytes, sizesDigest) = (smallest, largest, digest)
        self.starts = starts
    }

    /// How many files there are.
    package var files: Int64 { lengths.files }

    /// Samples in all.
    package var samples: Int64 { lengths.samples }

    /// Bytes in all.
    package var totalBytes: Int64 { starts[samples] }

    /// Bytes of a sample.
    package func bytes(ofSample sample: Int64) -> Int64 { starts[sample + 1] - starts[sample] }

    /// Bytes of a file.
    package func bytes(ofFile file: Int64) -> Int64 {
        let samples = lengths.samples(ofFile: file)
        return starts[samples.upperBound] - starts[samples.lowerBound]
    }

    /// Where a sample lies.
    ///
    /// - Complexity: O(log n) in the files, O(1) where all hold as many samples.
    package func location(ofSample sample: Int64) -> SampleLocation {
        precondition((0..<samples).contains(sample), "sample \(sample) of \(samples)")
        let file = lengths.file(ofSample: sample)
        let (first, start) = (lengths.samples(ofFile: file).lowerBound, starts[sample])
        return SampleLocation(file: file, offset: start - starts[first], byteCount: Int(starts[sample + 1] - start))
    }

    /// Where a file lies, relative to the data directory: `000/000123.bin`.
    ///
    /// Each level of directories has at most a thousand entries; a million files have one level, 10⁹ have two.
    package func path(ofFile file: Int64) -> String {
        directories(ofFile: file) + Self.digits(file, count: isDeep ? 9 : 6) + ".bin"
    }

    private var isDeep: Bool { files > 1_000_000 }

    private func directories(ofFile file: Int64) -> String {
        let thousands = Self.digits(file / 1000 % 1000, count: 3) + "/"
        return isDeep ? Self.digits(file / 1_000_000, count: 3) + "/" + thousands : thousands
    }

    private static func digits(_ number: Int64, count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
}

/// Where a sample lies in storage.
package struct SampleLocation: Sendable, Hashable {
    /// Number of the file, from 0.
    package let file: Int64
    /// Bytes of the file before the sample.
    package let offset: Int64
    /// Bytes of the sample.
    package let byteCount: Int
}

/// How many bytes lie before each sample, in all files together.
private struct SampleStarts: Equatable {
    private let firstSampleBytes: Int64
    private var samples: Int64 = 0
    private var total: Int64 = 0
    /// Empty as long as all samples have the same size.
    private var table: [Int64] = []

    init(firstSampleBytes: Int64) { self.firstSampleBytes = firstSampleBytes }

    /// Adds a sample at the end; false when the sum is out of range.
    mutating func append(_ bytes: Int64) -> Bool {
        if table.isEmpty && bytes != firstSampleBytes { table = (0...samples).map { $0 * firstSampleBytes } }
        let (sum, overflow) = total.addingReportingOverflow(bytes)
        guard !overflow else { return false }
        if !table.isEmpty { table.append(sum) }
        total = sum
        samples += 1
        return true
    }

    subscript(sample: Int64) -> Int64 { table.isEmpty ? sample * firstSampleBytes : table[Int(sample)] }
}
