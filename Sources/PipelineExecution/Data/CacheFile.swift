import Glibc

/// A file that a cache on the disk fills, piece by piece, and reads again; many threads may use one at once.
///
/// It has no name: nothing of it is left when it is dropped, however the program ends.
package final class CacheFile: Sendable {

    private struct Pieces {
        var ranges: [Range<Int64>] = []
        var end: Int64 = 0
        var isFinished = false
        /// What reads the finished file, or nil while it grows.
        var reading: Reading?
    }

    private struct Reading {
        let ranges: RangeReader
        let file: OpenFile
    }

    private let file: OpenFile
    private let mode: CacheMode
    private let pieces = Monitor(Pieces())

    /// An empty file.
    ///
    /// - Parameters:
    ///   - directory: where it is created; it must exist.
    ///   - mode: whether the page cache may answer reads of the finished file.
    /// - Throws: `missing` or `inputOutput` when it cannot be created there.
    package convenience init(in directory: String, mode: CacheMode) throws(DataError) {
        self.init(try OpenFile(unnamedIn: directory), mode: mode)
    }

    init(_ file: OpenFile, mode: CacheMode) {
        self.file = file
        self.mode = mode
    }

    /// How the finished file is read; nil before ``finish()``, when reads go through the page cache.
    package var method: ReadMethod? { pieces.withLock { $0.reading?.ranges.method } }

    /// Bytes in it.
    package var byteCount: Int64 { pieces.withLock { $0.end } }

    /// Adds a piece at the end.
    ///
    /// - Precondition: the file is not finished.
    /// - Returns: the piece's index, from 0 in the order of the calls.
    /// - Throws: `diskFull` or `inputOutput`; the index of the piece is then lost.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(DataError) -> Int {
        let (index, offset) = pieces.withLock { pieces in
            precondition(!pieces.isFinished, "a finished cache file takes no more pieces")
            let offset = pieces.end
            pieces.end += Int64(bytes.count)
            pieces.ranges.append(offset..<pieces.end)
            return (pieces.ranges.count - 1, offset)
        }
        try file.write(bytes, at: offset)
        return index
    }

    /// Bytes of a piece.
    package func byteCount(at index: Int) -> Int { pieces.withLock { $0.ranges[index].count } }

    /// Reads a piece into the beginning of some memory.
    ///
    /// - Precondition: the memory has room for it, and the `append` that gave the index has returned.
    /// - Returns: bytes of the piece.
    /// - Throws: `truncated` or `inputOutput`.
    @discardableResult
    package func read(_ index: Int, into memory: UnsafeMutableRawBufferPointer) throws(DataError) -> Int {
        let (range, reading) = pieces.withLock { ($0.ranges[index], $0.reading) }
        precondition(memory.count >= range.count, "a piece of \(range.count) bytes needs more room")
        let part = UnsafeMutableRawBufferPointer(rebasing: memory[..<range.count])
        if let reading {
            try reading.ranges.read(part, at: range.lowerBound, of: reading.file)
        } else {
            try RangeReader(.pageCache).read(part, at: range.lowerBound, of: file)
        }
        return range.count
    }

    /// Writes what is in memory to the disk; from then on the file is only read.
    ///
    /// - Throws: `diskFull` or `inputOutput`; the file is then still unfinished.
    package func finish() throws(DataError) {
        guard fdatasync(file.descriptor) == 0 else { throw .failed("fdatasync", path: file.path) }
        let ranges = try RangeReader(mode, trying: file.descriptorPath)
        let reading = Reading(ranges: ranges, file: try ranges.open(file.descriptorPath, name: file.path))
        pieces.withLock {
            $0.isFinished = true
            $0.reading = reading
        }
    }
}
