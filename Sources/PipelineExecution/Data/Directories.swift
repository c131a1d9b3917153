import Files
import Glibc

/// Creates a directory, and those above it, unless they exist.
func createDirectories(_ path: String) throws(DataError) {
    if mkdir(path, 0o777) == 0 { return }
    switch errno {
    case EEXIST: return try requireDirectory(path)
    case ENOENT where path != "/" && path != "." && !path.isEmpty:
        try createDirectories(parentDirectory(of: path))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .failed("creation", path: path) }
    default: throw DataError.inputOutput(path: path, action: "creation", reason: String(cString: strerror(errno)))
    }
}

private func requireDirectory(_ path: String) throws(DataError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .failed("stat", path: path) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .inputOutput(path: path, action: "creation", reason: String(cString: strerror(ENOTDIR)))
    }
}

/// The names in a directory, without `.` and `..`, in no particular order; nil when it does not exist.
func entries(ofDirectory path: String) throws(DataError) -> [String]? {
    guard let directory = opendir(path) else {
        if errno == ENOENT { return nil }
        throw .failed("read", path: path)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names
}

/// Bytes of the regular file at a path; nil when there is none.
func byteCount(ofFile path: String) throws(DataError) -> Int64? {
    var status = stat()
    if stat(path, &status) == 0 {
        try FileKind.requireFile(status, at: path)
        return Int64(status.st_size)
    }
    if errno == ENOENT { return nil }
    throw .failed("stat", path: path)
}
