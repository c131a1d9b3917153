import Glibc

/// Why a file that one program at a time writes cannot be used.
package enum LockedFileFailure: Error {
    /// Another program has it; nil when the system does not say which.
    case held(process: Int32?)
    /// It is not a regular file, or one with other contents.
    case notAFile
    /// A call of the system.
    case system(FileFailure)
}

/// Opens a file to read and write, or makes one, that no other program has open in this way.
func openLocked(_ path: String) throws(LockedFileFailure) -> Int32 {
    while true {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            if errno == ELOOP { throw .notAFile }
            throw .system(FileFailure(action: "opening", path: path, code: errno))
        }
        do throws(LockedFileFailure) { try lock(descriptor) } catch {
            close(descriptor)
            throw error
        }
        var (opened, named) = (stat(), stat())
        fstat(descriptor, &opened)
        guard opened.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notAFile
        }
        // Who held the lock before may have removed it.
        if lstat(path, &named) == 0, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev { return descriptor }
        close(descriptor)
    }
}

/// A lock by `fcntl` names who holds it, and ends with its process.
private func lock(_ descriptor: Int32) throws(LockedFileFailure) {
    var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
    guard fcntl(descriptor, F_SETLK, &lock) != 0 else { return }
    // A file system may know no locks.
    guard errno == EAGAIN || errno == EACCES else { return }
    let isKnown = fcntl(descriptor, F_GETLK, &lock) == 0 && lock.l_type != Int16(F_UNLCK) && lock.l_pid > 0
    throw .held(process: isKnown ? lock.l_pid : nil)
}
