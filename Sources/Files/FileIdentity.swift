import Glibc

/// Which file a path leads to, by whatever name: one that exists, or the place of one in its directory.
package struct FileIdentity: Hashable {
    private let device: UInt64
    private let inode: UInt64
    /// The file's name in that directory, if it does not exist.
    private let name: [UInt8]

    /// Nil for what is no regular file, and for a place in a directory that does not exist.
    package init?(path: String) {
        var status = stat()
        if stat(path, &status) == 0 {
            self.init(status)
            return
        }
        guard stat(parentDirectory(of: path), &status) == 0 else { return nil }
        self.init(of: status, name: lastPart(of: path))
    }

    /// The file behind an open descriptor, such as a standard output that the shell has redirected.
    package init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Nil for what is no directory.
    package init?(directory: String) {
        var status = stat()
        guard stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        self.init(of: status, name: [])
    }

    private init?(_ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.init(of: status, name: [])
    }

    private init(of status: stat, name: [UInt8]) {
        (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
        self.name = name
    }

    /// Whether a file lies in this directory, however deep.
    package func contains(_ path: String) -> Bool {
        var place = parentDirectory(of: path)
        var directory = FileIdentity(directory: place)
        while let here = directory {
            if here == self { return true }
            place += "/.."
            directory = FileIdentity(directory: place)
            // Above the uppermost there is nothing but itself.
            if directory == here { return false }
        }
        return false
    }
}
