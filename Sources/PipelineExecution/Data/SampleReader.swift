/// Reads samples from the files of a data directory; many threads may use one at once.
///
/// It keeps some files open, and closes them when it is dropped.
package final class SampleReader: Sendable {
    /// The data that it reads.
    package let directory: DataDirectory

    private let ranges: RangeReader
    private let openFiles: OpenFiles

    /// A reader of data that were written completely.
    ///
    /// - Parameters:
    ///   - mode: whether the page cache may answer; ``method`` says what became of it.
    ///   - openFileLimit: files that are kept open, at least one; those being read at a time come on top.
    /// - Throws: when the first file cannot be opened.
    package convenience init(
        _ directory: DataDirectory, mode: CacheMode, openFileLimit: Int = 256
    ) throws(DataError) {
        let ranges = try RangeReader(mode, trying: directory.path(ofFile: directory.dataSet.firstFileWithBytes))
        self.init(directory, ranges, openFileLimit: openFileLimit)
    }

    init(_ directory: DataDirectory, _ ranges: RangeReader, openFileLimit: Int) {
        self.directory = directory
        self.ranges = ranges
        openFiles = OpenFiles(limit: openFileLimit)
    }

    /// How it really reads.
    package var method: ReadMethod { ranges.method }

    /// Reads a sample into the beginning of some memory.
    ///
    /// - Precondition: the memory has room for the sample.
    /// - Returns: bytes of the sample.
    /// - Throws: `missing`, `unreadable`, `tooLong`, `truncated` or `inputOutput`, with the path of the file.
    @discardableResult
    package func read(
        _ sample: Int64, into memory: UnsafeMutableRawBufferPointer
    ) throws(DataError) -> Int {
        try read(sample, into: memory, atMost: .max)
    }

    /// Reads a sample, or its beginning up to a limit.
    func read(
        _ sample: Int64, into memory: UnsafeMutableRawBufferPointer, atMost limit: Int
    ) throws(DataError) -> Int {
        let location = directory.dataSet.location(ofSample: sample)
        let count = min(limit, location.byteCount)
        precondition(memory.count >= count, "\(count) bytes of a sample need more room")
        let file = try open(file: location.file)
        let part = UnsafeMutableRawBufferPointer(rebasing: memory[..<count])
        try ranges.read(part, at: location.offset, of: file)
        return count
    }

    /// Reads samples that follow one another in a file, at once.
    ///
    /// - Precondition: the memory has room for them, and no more.
    func read(_ samples: Range<Int64>, into memory: UnsafeMutableRawBufferPointer) throws(DataError) {
        guard !samples.isEmpty, !memory.isEmpty else { return }
        let first = directory.dataSet.location(ofSample: samples.lowerBound)
        try ranges.read(memory, at: first.offset, of: try open(file: first.file))
    }

    /// A file of the data set, opened unless it is open.
    ///
    /// - Throws: also when it has not the size that it must have.
    func open(file number: Int64) throws(DataError) -> OpenFile {
        try openFiles.file(number) { () throws(DataError) in
            let file = try ranges.open(directory.path(ofFile: number))
            let (expected, found) = (directory.dataSet.bytes(ofFile: number), try file.byteCount())
            if found > expected { throw .tooLong(path: file.path, expectedBytes: expected, foundBytes: found) }
            if found < expected { throw .truncated(path: file.path, expectedBytes: expected, foundBytes: found) }
            return file
        }
    }

    /// Fills memory from an open file.
    func read(_ memory: UnsafeMutableRawBufferPointer, at offset: Int64, of file: OpenFile) throws(DataError) {
        try ranges.read(memory, at: offset, of: file)
    }

    /// Files that are kept open now.
    var openFileCount: Int { openFiles.count }
}
