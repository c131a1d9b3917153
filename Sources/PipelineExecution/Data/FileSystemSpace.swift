import Files
import Glibc

/// How much room a file system has.
package struct FileSystemSpace: Sendable, Equatable {
    /// Bytes that this user may still write.
    package var freeBytes: Int64
    /// Bytes in all, used or not.
    package var totalBytes: Int64
    /// What the size of a file is rounded up to.
    package var blockBytes: Int64
    /// Files that may still be created; nil where nothing but the bytes limits them.
    package var freeFiles: Int64?

    /// A file system with these figures.
    package init(freeBytes: Int64, totalBytes: Int64, blockBytes: Int64 = 4096, freeFiles: Int64? = nil) {
        self.freeBytes = freeBytes
        self.totalBytes = totalBytes
        self.blockBytes = blockBytes
        self.freeFiles = freeFiles
    }

    /// The file system on which a path lies or will lie: that of the nearest directory above it that exists.
    package init(at path: String) throws(DataError) {
        var status = statvfs()
        var place = path
        while statvfs(place, &status) != 0 {
            guard errno == ENOENT, place != "/", place != "." else { throw .failed("statvfs", path: place) }
            place = parentDirectory(of: place)
        }
        blockBytes = max(1, Int64(clamping: status.f_frsize))
        freeBytes = Int64(clamping: status.f_bavail).multipliedClamping(by: blockBytes)
        totalBytes = Int64(clamping: status.f_blocks).multipliedClamping(by: blockBytes)
        freeFiles = status.f_files > 0 ? Int64(clamping: status.f_favail) : nil
    }

    /// What must stay free: 5 % of the file system, or 256 MiB if that is less.
    package var reserveBytes: Int64 { min(totalBytes / 20, 256 << 20) }

    /// Bytes that files take up, rounded up to whole blocks each.
    func bytesInBlocks(_ bytes: Int64) -> Int64 {
        let (blocks, rest) = bytes.quotientAndRemainder(dividingBy: blockBytes)
        return (blocks + (rest > 0 ? 1 : 0)).multipliedClamping(by: blockBytes)
    }
}

extension Int64 {
    fileprivate func multipliedClamping(by factor: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
