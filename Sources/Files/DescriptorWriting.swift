import Glibc

/// A descriptor that is written to without sitting through the user's Ctrl-C.
package struct DescriptorWriting {
    /// Why not all was written.
    package enum Failure: Error {
        /// Nobody reads any more.
        case readerIsGone
        /// The user did not want to wait longer for a reader.
        case interrupted
        /// An error of the system.
        case failed(Int32)
    }

    private let descriptor: Int32
    private let isFile: Bool

    /// What a pipe takes at once as soon as it takes anything (POSIX's `PIPE_BUF` on Linux).
    private static let pipeBytes = 4096

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Writes all bytes, those for a file with one call, so that whoever stops the program leaves whole lines.
    package func write(_ bytes: [UInt8]) throws(Failure) {
        var written = 0
        while written < bytes.count {
            guard isFile || waitUntilReady(descriptor, for: POLLOUT) else { throw .interrupted }
            let most = isFile ? bytes.count - written : min(Self.pipeBytes, bytes.count - written)
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, most) }
            if count >= 0 {
                written += count
            } else if errno == EPIPE {
                throw .readerIsGone
            } else if errno != EINTR && errno != EAGAIN {
                throw .failed(errno)
            }
        }
    }
}
