import Files
import Foundation
import ScenarioFiles

/// What a path for results leads to.
enum OutputPlace {
    /// No path, `-`, or the device of that name.
    case standardOutput
    /// A terminal, a pipe, a device: what is written there cannot be taken back, and nothing is replaced.
    case device(String)
    /// A file that exists and whose directory takes no other: it can only be emptied and written again.
    case fixedFile(String)
    /// A file, there or not, after all links: it is replaced by a new one.
    case file(String)

    /// - Throws: when nothing can be written there.
    init(_ path: String?) throws(CommandFailure) {
        guard let path, !Self.isStandardOutput(path) else {
            self = .standardOutput
            return
        }
        guard !path.isEmpty else { throw Self.failure(path, reason: "the name is empty") }
        let target = try Self.target(of: path)
        var status = stat()
        let exists = stat(target, &status) == 0
        // Only of a name that can be had is it said that nothing is there.
        guard exists || errno == ENOENT else { throw Self.failure(path) }
        let kind = exists ? status.st_mode & S_IFMT : S_IFREG
        if kind == S_IFDIR || (!exists && target.utf8.last == UInt8(ascii: "/")) {
            throw Self.failure(path, reason: "Is a directory")
        }
        if exists && access(target, W_OK) != 0 { throw Self.failure(path) }
        if kind != S_IFREG || Self.isOfProcfs(target) {
            self = .device(target)
        } else if access(parentDirectory(of: target), W_OK | X_OK) == 0 {
            self = .file(target)
        } else if exists {
            self = .fixedFile(target)
        } else {
            throw Self.failure(path)
        }
    }

    /// Whether results go to standard output.
    static func isStandardOutput(_ path: String?) -> Bool { path == nil || path == "-" || path == "/dev/stdout" }

    /// - Parameter reason: the latest error of the system when nil.
    static func failure(_ path: String, reason: String? = nil) -> CommandFailure {
        .inputOutput("cannot write `\(visible(path))`: \(reason ?? String(cString: strerror(errno)))")
    }

    /// Where symbolic links lead, also those whose file does not exist yet.
    private static func target(of path: String) throws(CommandFailure) -> String {
        var target = path
        // As many links as Linux follows.
        for _ in 0..<40 where !isOfProcfs(target) {
            guard let bytes = link(at: target) else { break }
            // With other characters in place of its bytes it would be the name of another file.
            guard let next = String(validating: bytes, as: UTF8.self) else {
                throw failure(path, reason: "it is a link to a file whose name is not UTF-8")
            }
            target = bytes.first == UInt8(ascii: "/") ? next : "\(parentDirectory(of: target))/\(next)"
        }
        return target
    }

    /// What a symbolic link holds; nil for what is none.
    private static func link(at path: String) -> [UInt8]? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &bytes, bytes.count)
        return count < 0 ? nil : bytes[..<count].map { UInt8(bitPattern: $0) }
    }

    /// Whether a path is one of the kernel's, such as `/dev/fd/3`: a link there is an open file, and not a name.
    private static func isOfProcfs(_ path: String) -> Bool {
        var (place, procfs) = (stat(), stat())
        return lstat(path, &place) == 0 && stat("/proc", &procfs) == 0 && place.st_dev == procfs.st_dev
    }
}
