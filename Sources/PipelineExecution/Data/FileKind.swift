import Glibc

/// What lies at a path where a regular file is expected.
enum FileKind {
    /// - Throws: `notAFile`, or `unreadable` for a directory.
    static func requireFile(_ file: OpenFile) throws(DataError) {
        var status = stat()
        guard fstat(file.descriptor, &status) == 0 else { throw .failed("stat", path: file.path) }
        try requireFile(status, at: file.path)
    }

    /// The same for what may not be there.
    static func requireFile(at path: String) throws(DataError) {
        var status = stat()
        if stat(path, &status) == 0 { try requireFile(status, at: path) }
    }

    static func requireFile(_ status: stat, at path: String) throws(DataError) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw .failed("open", path: path, code: EISDIR)
        case S_IFIFO: throw .notAFile(path: path, kind: "a named pipe")
        case S_IFSOCK: throw .notAFile(path: path, kind: "a socket")
        case S_IFCHR, S_IFBLK: throw .notAFile(path: path, kind: "a device")
        default: throw .notAFile(path: path, kind: "something else")
        }
    }
}
