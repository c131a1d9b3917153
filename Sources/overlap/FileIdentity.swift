import Foundation

/// Which file a path leads to, by whatever name: one that exists, or the place of one in its directory.
struct FileIdentity: Hashable {
    private let device: UInt64
    private let inode: UInt64
    /// The file's name in that directory, if it does not exist.
    private let name: String

    /// Nil for what is no regular file, and for a place in a directory that does not exist.
    init?(path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            self.init(status)
            return
        }
        guard stat(OutputPlace.directory(of: path), &status) == 0 else { return nil }
        self.init(of: status, name: path.split(separator: "/").last.map(String.init) ?? "")
    }

    /// The file behind an open descriptor, such as a standard output that the shell has redirected.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init?(_ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(of: status, name: "")
    }

    private init(of status: stat, name: String) {
        (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
        self.name = name
    }
}
