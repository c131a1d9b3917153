package import Variates

/// How many samples the files of a source hold: all as many, or each its own number.
public struct FileLengths: Sendable, Equatable {
    /// Files.
    public let files: Int64
    /// Samples of all files.
    public let samples: Int64
    /// Samples of each file, where all hold as many.
    public let samplesPerFile: Int64?
    /// Samples before each file, and all at the end; empty where all files hold as many.
    private let starts: [Int64]

    /// More files of different lengths than these are refused: each is an entry of a table.
    package static let mostDifferent: Int64 = 1_000_000
    /// The most samples that files may hold together.
    package static let mostSamples: Int64 = 1_000_000_000_000

    /// Files that hold equally many samples.
    ///
    /// - Precondition: their product is at most 10¹².
    public init(files: Int64, samplesPerFile: Int64) {
        self.files = files
        self.samplesPerFile = samplesPerFile
        samples = files * samplesPerFile
        starts = []
    }

    /// Files that each hold a number of their own.
    ///
    /// - Parameter lengths: samples of each file, at least one file.
    /// - Precondition: their sum is at most 10¹².
    public init(_ lengths: [Int64]) {
        let isEqual = lengths.allSatisfy { $0 == lengths[0] }
        let starts = lengths.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        files = Int64(lengths.count)
        samples = starts[lengths.count]
        samplesPerFile = isEqual ? lengths[0] : nil
        self.starts = isEqual ? [] : starts
    }

    /// Files whose lengths are drawn once: file k holds the k-th value, rounded, and at least one sample.
    ///
    /// The files are what lies in storage, and so they are the same in every run, whatever its seed.
    ///
    /// - Returns: nil where they hold more than 10¹² samples, or are too many.
    package init?(files: Int64, drawnFrom lengths: Distribution) {
        guard files <= Self.mostDifferent else { return nil }
        var stream = VariateStream(lengths, key: StreamKey(seed: 0, replication: 0, stage: "samplesPerFile"))
        var (drawn, total) = ([Int64](), Int64(0))
        for file in 0..<files {
            let length = Int64(max(1, min(stream.value(forSample: file), 1e12).rounded()))
            total += length
            guard total <= Self.mostSamples else { return nil }
            drawn.append(length)
        }
        self.init(drawn)
    }

    /// Samples of a file, on average.
    public var mean: Double { Double(samples) / Double(files) }

    /// The samples of a file, counted from the first of the first file.
    public func samples(ofFile file: Int64) -> Range<Int64> {
        if let samplesPerFile { return file * samplesPerFile..<(file + 1) * samplesPerFile }
        return starts[Int(file)]..<starts[Int(file) + 1]
    }

    /// The file that holds a sample.
    ///
    /// - Complexity: O(log n) in the files, O(1) where all hold as many.
    public func file(ofSample sample: Int64) -> Int64 {
        if let samplesPerFile { return sample / samplesPerFile }
        var (low, high) = (0, starts.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= sample { low = middle } else { high = middle }
        }
        return Int64(low)
    }
}
