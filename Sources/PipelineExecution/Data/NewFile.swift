import CLinux
import Glibc

/// A file that gets its name when it is complete; when it is dropped before, or the program is killed, nothing is left.
///
/// Where a file system knows only files with names, it has one that ends in `.partial` until then.
struct NewFile: ~Copyable {
    let file: OpenFile
    private let destination: String
    private let partial: String
    private let isUnnamed: Bool

    /// - Throws: `notAFile` when something else has its name.
    init(for destination: String) throws(DataError) {
        self.destination = destination
        partial = destination + ".partial"
        try FileKind.requireFile(at: partial)
        do throws(DataError) {
            file = try OpenFile(parent(of: destination), flags: overlap_O_TMPFILE | O_WRONLY)
            isUnnamed = true
        } catch {
            file = try OpenFile(partial, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
            isUnnamed = false
        }
    }

    deinit { if !isUnnamed { unlink(partial) } }

    /// Gives the file its name, in place of one that has it.
    func takePlace() throws(DataError) {
        if isUnnamed {
            // What an interrupted call has left.
            unlink(partial)
            guard linkat(AT_FDCWD, file.descriptorPath, AT_FDCWD, partial, AT_SYMLINK_FOLLOW) == 0 else {
                throw .failed("creation", path: partial)
            }
        }
        guard rename(partial, destination) == 0 else {
            let code = errno
            unlink(partial)
            throw .failed("renaming", path: partial, code: code)
        }
    }
}
