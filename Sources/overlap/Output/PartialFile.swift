import Foundation
import ScenarioFiles

/// The beginning of a result, beside its place: it stays when the work ends early, with `.partial` after its name.
///
/// One program at a time writes there. An older one stays until something is written.
struct PartialFile: ~Copyable {
    let descriptor: Int32
    private let path: String
    private let target: String
    private var isInPlace = false

    /// What the beginning of a file is called.
    static func path(of target: String) -> String { target + ".partial" }

    /// - Parameter target: the result's own place.
    /// - Throws: when something else than a file is there, or another program writes to it.
    init(for target: String) throws(CommandFailure) {
        self.target = target
        path = Self.path(of: target)
        descriptor = try Self.open(path)
    }

    deinit {
        var status = stat()
        if !isInPlace, fstat(descriptor, &status) == 0, status.st_size == 0 { unlink(path) }
        close(descriptor)
    }

    /// Makes it the complete result.
    mutating func takePlace() throws(CommandFailure) {
        guard rename(path, target) == 0 else { throw OutputPlace.failure(target) }
        isInPlace = true
    }

    /// Refuses to write to a file that another program writes to until it ends.
    ///
    /// - Parameter path: what messages call it.
    static func lock(_ descriptor: Int32, _ path: String) throws(CommandFailure) {
        // A file system may know no locks.
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        throw .inputOutput("another sweep is writing to `\(visible(path))`: wait for it, or give another file")
    }

    private static func open(_ path: String) throws(CommandFailure) -> Int32 {
        while true {
            try requireFile(path)
            // Should a FIFO be there now, nobody waits for its reader.
            let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
            let descriptor = Foundation.open(path, flags, 0o666)
            guard descriptor >= 0 else { throw OutputPlace.failure(path) }
            do { try lock(descriptor, path) } catch {
                close(descriptor)
                throw error
            }
            if isFile(descriptor, at: path) { return descriptor }
            close(descriptor)
        }
    }

    private static func requireFile(_ path: String) throws(CommandFailure) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
        throw OutputPlace.failure(
            path, reason: "the sweep stores its points there, and it is not a regular file: remove it")
    }

    /// Whether an open file still has the name: who held the lock before may have renamed or removed it.
    private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
        var (opened, named) = (stat(), stat())
        guard fstat(descriptor, &opened) == 0, lstat(path, &named) == 0 else { return false }
        return opened.st_mode & S_IFMT == S_IFREG && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
    }
}
