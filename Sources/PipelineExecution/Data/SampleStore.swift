import CLinux
import Glibc

/// A file that samples are written to, and read from, while it grows; what is given up takes no room any more.
///
/// Each sample begins with a block of its own, which a direct read then fetches alone.
///
/// It has no name: nothing of it is left when it is dropped, however the program ends. Many threads may use it at once.
final class SampleStore: Sendable {
    private let file: OpenFile
    private let ranges: RangeReader
    private let reading: OpenFile
    private let end = Monitor<Int64>(0)

    /// An empty file.
    ///
    /// - Parameters:
    ///   - directory: where its bytes go; it must exist.
    ///   - mode: whether the page cache may answer reads.
    /// - Throws: `missing` or `inputOutput` when it cannot be created there.
    init(in directory: String, mode: CacheMode) throws(DataError) {
        file = try OpenFile(unnamedIn: directory)
        // A method can only be tried on a file that has a block.
        try file.write(String(repeating: " ", count: Int(AlignedBlocks.alignment)))
        ranges = try RangeReader(mode, trying: file.descriptorPath)
        reading = try ranges.open(file.descriptorPath, name: file.path)
    }

    /// A sample in the file, whose room is given back when nobody needs it any more.
    final class Piece: Sendable {
        private let store: SampleStore
        private let range: Range<Int64>

        fileprivate init(_ store: SampleStore, _ range: Range<Int64>) {
            self.store = store
            self.range = range
        }

        deinit { store.forget(range) }

        /// Its bytes.
        var byteCount: Int { range.count }

        /// Reads it into memory that has room for it, and no more.
        ///
        /// - Throws: `truncated` or `inputOutput`.
        func read(into memory: UnsafeMutableRawBufferPointer) throws(DataError) {
            try store.ranges.read(memory, at: range.lowerBound, of: store.reading)
        }
    }

    /// Writes bytes.
    ///
    /// - Throws: `diskFull` or `inputOutput`.
    func write(_ bytes: UnsafeRawBufferPointer) throws(DataError) -> Piece {
        let offset = end.withLock { end in
            defer { end += AlignedBlocks.bytes(holding: Int64(bytes.count)) }
            return end
        }
        try file.write(bytes, at: offset)
        return Piece(self, offset..<offset + Int64(bytes.count))
    }

    /// Gives the room of what was written at a place back to the file system, if it can do that.
    private func forget(_ range: Range<Int64>) {
        overlap_punch_hole(
            file.descriptor, off_t(range.lowerBound), off_t(AlignedBlocks.bytes(holding: Int64(range.count))))
    }
}
