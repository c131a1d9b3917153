import CLinux
import Glibc

/// Whether reads may be answered from the operating system's page cache.
package enum CacheMode: String, Sendable, CaseIterable {
    /// Each read goes to the disk, as far as the file system allows.
    case direct
    /// Reads go through the page cache, and to the disk only for what is not in it.
    case pageCache
}

/// How bytes really come from files.
package enum ReadMethod: String, Sendable, CaseIterable {
    /// Past the page cache (`O_DIRECT`).
    case direct = "direct I/O"
    /// Through the page cache, which is asked to drop the bytes before and after (`posix_fadvise`).
    case fadvise = "fadvise"
    /// Through the page cache, or from a file system that is nothing else.
    case pageCache = "page cache"
}

/// Reads ranges of open files, as many threads at a time as there are.
final class RangeReader: Sendable {
    let method: ReadMethod
    private let idleBlocks = Monitor<[AlignedBlocks]>([])

    /// What direct reads are cut into, so that their memory stays small.
    private static let chunkBytes: Int64 = 4 << 20

    init(_ method: ReadMethod) { self.method = method }

    /// Reads as the mode asks, found out on a file like those that will be read.
    init(_ mode: CacheMode, trying path: String) throws(DataError) {
        method = mode == .pageCache ? .pageCache : try Self.directMethod(trying: path)
    }

    /// Opens a file for this method; messages call it by its name, where it has one apart from its path.
    func open(_ path: String, name: String? = nil) throws(DataError) -> OpenFile {
        let file = try OpenFile(path, flags: O_RDONLY | (method == .direct ? overlap_O_DIRECT : 0), name: name)
        // Read-ahead would fetch what is dropped before it is read.
        if method == .fadvise { posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_RANDOM) }
        return file
    }

    /// Fills memory from a file that ``open(_:)`` opened.
    ///
    /// - Throws: `truncated` when the file ends before.
    func read(_ memory: UnsafeMutableRawBufferPointer, at offset: Int64, of file: OpenFile) throws(DataError) {
        guard !memory.isEmpty else { return }
        let range = offset..<offset + Int64(memory.count)
        let count: Int
        switch method {
        case .direct: count = try readBlocks(around: range, of: file, into: memory)
        case .fadvise:
            Self.drop(range, of: file)
            count = try file.read(memory, at: offset)
            Self.drop(range, of: file)
        case .pageCache: count = try file.read(memory, at: offset)
        }
        guard count == memory.count else {
            throw .truncated(path: file.path, expectedBytes: range.upperBound, foundBytes: try file.byteCount())
        }
    }

    /// Reads the aligned blocks that enclose a range, and copies the range from them.
    private func readBlocks(
        around range: Range<Int64>, of file: OpenFile, into memory: UnsafeMutableRawBufferPointer
    ) throws(DataError) -> Int {
        let blocks = idleBlocks.withLock { $0.popLast() } ?? AlignedBlocks(byteCount: Int(Self.chunkBytes))
        defer { idleBlocks.withLock { $0.append(blocks) } }
        let all = AlignedBlocks.range(around: range)
        var copied = 0
        for start in stride(from: all.lowerBound, to: all.upperBound, by: Int(Self.chunkBytes)) {
            let chunk = start..<min(start + Self.chunkBytes, all.upperBound)
            let part = UnsafeMutableRawBufferPointer(rebasing: blocks.bytes[..<chunk.count])
            let count = try file.read(part, at: start, blockBytes: AlignedBlocks.alignment)
            let wanted = range.clamped(to: start..<start + Int64(count))
            let source = part[Int(wanted.lowerBound - start)..<Int(wanted.upperBound - start)]
            memory[copied...].copyBytes(from: source)
            copied += wanted.count
            if count < chunk.count { break }
        }
        return copied
    }

    private static func drop(_ range: Range<Int64>, of file: OpenFile) {
        let blocks = AlignedBlocks.range(around: range)
        posix_fadvise(file.descriptor, off_t(blocks.lowerBound), off_t(blocks.count), POSIX_FADV_DONTNEED)
    }

    /// A file system may refuse direct reads when a file is opened or when it is read.
    private static func directMethod(trying path: String) throws(DataError) -> ReadMethod {
        let plain = try OpenFile(path, flags: O_RDONLY)
        if overlap_is_in_memory(plain.descriptor) { return .pageCache }
        guard let direct = try? OpenFile(path, flags: O_RDONLY | overlap_O_DIRECT) else { return .fadvise }
        let block = AlignedBlocks(byteCount: Int(AlignedBlocks.alignment))
        let count = try? direct.read(block.bytes, at: 0, blockBytes: AlignedBlocks.alignment)
        return count == nil ? .fadvise : .direct
    }
}
