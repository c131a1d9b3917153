import Glibc

/// What can go wrong with the files of an executed pipeline.
package enum DataError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file or directory that should be there is not.
    case missing(path: String)
    /// A file or directory is there, but may not be read.
    case unreadable(path: String, reason: String)
    /// Something else lies where a regular file is expected; `kind` says what, as in `a named pipe`.
    case notAFile(path: String, kind: String)
    /// A file holds another byte than the data set has there.
    case wrongContents(path: String, sample: Int64, offset: Int64, found: UInt8, expected: UInt8)
    /// A file goes on after the last of its samples.
    case tooLong(path: String, expectedBytes: Int64, foundBytes: Int64)
    /// A file ends before the bytes that should be in it.
    case truncated(path: String, expectedBytes: Int64, foundBytes: Int64)
    /// The file system took no more bytes; what was begun of the file is removed.
    case diskFull(path: String)
    /// Another call of the operating system failed; `action` names it, as in `write`.
    case inputOutput(path: String, action: String, reason: String)
    /// There are more samples or bytes than can be laid out.
    case tooLarge(String)
    /// Writing would leave less room than must stay in the file system.
    case notEnoughSpace(path: String, neededBytes: Int64, freeBytes: Int64, reserveBytes: Int64)
    /// The file system cannot hold that many more files.
    case notEnoughFiles(path: String, neededFiles: Int64, freeFiles: Int64)
    /// The directory holds other data: what differs, one phrase each.
    case otherData(path: String, differences: [String])
    /// The directory has no manifest, or one that says nothing that is understood.
    case noManifest(path: String, reason: String)
    /// The directory's files were not all written.
    case incomplete(path: String)
    /// Another process is writing to the directory.
    case inUse(path: String)
    /// The task was cancelled.
    case stopped

    /// What is wrong, where, and what would be accepted.
    package var description: String {
        switch self {
        case .missing(let path): "`\(path)` does not exist"
        case .unreadable(let path, let reason): "cannot read `\(path)`: \(reason)"
        case .notAFile(let path, let kind): "`\(path)` is \(kind): a file is expected"
        case .wrongContents(let path, let sample, let offset, let found, let expected):
            "`\(path)` holds other data: byte \(offset), in sample \(sample), is \(found) instead of \(expected)"
        case .tooLong(let path, let expected, let found):
            "`\(path)` is too long: it holds \(found) bytes, \(expected) are expected"
        case .truncated(let path, let expected, let found):
            "`\(path)` is truncated: it holds \(found) bytes, at least \(expected) are expected"
        case .diskFull(let path): "cannot write `\(path)`: no space is left in the file system"
        case .inputOutput(let path, let action, let reason): "\(action) of `\(path)` failed: \(reason)"
        case .tooLarge(let problem): problem
        case .notEnoughSpace(let path, let needed, let free, let reserve):
            "not enough space for `\(path)`: it needs \(needed) bytes more, and \(reserve) must stay free; \(free) are free"
        case .notEnoughFiles(let path, let needed, let free):
            "too many files for `\(path)`: it needs \(needed) more, and the file system has room for \(free)"
        case .otherData(let path, let differences):
            "`\(path)` holds other data: \(differences.joined(separator: "; "))"
        case .noManifest(let path, let reason): "`\(path)` is not a directory of generated data: \(reason)"
        case .incomplete(let path): "the data in `\(path)` are incomplete: writing them was interrupted"
        case .inUse(let path): "another process is writing to `\(path)`"
        case .stopped: "stopped"
        }
    }
}

extension DataError {
    /// A call that set `errno`.
    static func failed(_ action: String, path: String, code: Int32 = errno) -> DataError {
        let reason = String(cString: strerror(code))
        let isReading = action == "open" || action == "read"
        return switch code {
        case ENOENT: .missing(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case _ where isReading && [EACCES, EPERM, EISDIR, ENOTDIR].contains(code):
            .unreadable(path: path, reason: reason)
        default: .inputOutput(path: path, action: action, reason: reason)
        }
    }
}
