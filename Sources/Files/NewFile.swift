import Glibc

/// A file that gets its name when it is complete; when it is dropped before, or the program is killed, nothing is left.
///
/// Where a file system knows only files with names, it has a temporary one until then.
package struct NewFile: ~Copyable {
    /// Open for writing; closed by whoever made the file.
    package let descriptor: Int32

    private let destination: String
    private let temporary: String
    private var isTemporary: Bool

    /// - Parameters:
    ///   - destination: its name.
    ///   - temporary: a name beside it that nobody uses; what an interrupted program has left there is removed.
    /// - Throws: when nothing can be created there.
    package init(for destination: String, temporary: String) throws(FileFailure) {
        self.destination = destination
        self.temporary = temporary
        if let unnamed = UnnamedFile.open(toBeNamedIn: parentDirectory(of: destination)) {
            descriptor = unnamed
            isTemporary = false
        } else {
            unlink(temporary)
            let named = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            guard named >= 0 else { throw FileFailure(action: "creation", path: temporary, code: errno) }
            descriptor = named
            isTemporary = true
        }
    }

    deinit { if isTemporary { unlink(temporary) } }

    /// Gives the file its name, in place of one that has it.
    ///
    /// - Throws: when it cannot have it; the older file then stays.
    package mutating func takePlace() throws(FileFailure) {
        if !isTemporary { try takeTemporaryName() }
        guard rename(temporary, destination) == 0 else {
            throw FileFailure(action: "renaming", path: temporary, code: errno)
        }
        isTemporary = false
    }

    /// A file without a name can be given one, but not that of another file.
    private mutating func takeTemporaryName() throws(FileFailure) {
        unlink(temporary)
        let path = UnnamedFile.path(ofDescriptor: descriptor)
        guard linkat(AT_FDCWD, path, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
            throw FileFailure(action: "creation", path: temporary, code: errno)
        }
        isTemporary = true
    }
}
