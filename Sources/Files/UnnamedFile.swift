import CLinux
import Glibc

/// Files that have no name: nothing of them is left when their last descriptor is closed, however the program ends.
package enum UnnamedFile {
    /// Opens a new one that may get a name later; nil where the file system knows only files with names.
    ///
    /// - Parameter directory: where its bytes go, and where its name will be.
    package static func open(toBeNamedIn directory: String) -> Int32? {
        let descriptor = Glibc.open(directory, overlap_O_TMPFILE | O_WRONLY | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return nil }
        // It gets its name by way of this path.
        if access(path(ofDescriptor: descriptor), F_OK) == 0 { return descriptor }
        close(descriptor)
        return nil
    }

    /// Opens a new one to write and to read again.
    ///
    /// Where the file system knows only files with names, it has one for a moment.
    ///
    /// - Parameter directory: where its bytes go.
    /// - Throws: when nothing can be created there.
    package static func open(in directory: String) throws(FileFailure) -> Int32 {
        let unnamed = Glibc.open(directory, overlap_O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if unnamed >= 0 { return unnamed }
        var template = Array((directory + "/.overlap-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw FileFailure(action: "creation", path: directory, code: errno) }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    /// A path that leads to an open file, even when it has no name.
    package static func path(ofDescriptor descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }
}
