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
        let target = Self.target(of: path)
        var status = stat()
        let exists = stat(target, &status) == 0
        let kind = exists ? status.st_mode & S_IFMT : S_IFREG
        if kind == S_IFDIR { throw Self.failure(path, reason: "Is a directory") }
        if exists && access(target, W_OK) != 0 { throw Self.failure(path) }
        if kind != S_IFREG || Self.isOfSystem(target) {
            self = .device(target)
        } else if access(Self.directory(of: target), W_OK) == 0 {
            self = .file(target)
        } else if exists {
            self = .fixedFile(target)
        } else {
            throw Self.failure(path)
        }
    }

    /// Whether results go to standard output.
    static func isStandardOutput(_ path: String?) -> Bool { path == nil || path == "-" || path == "/dev/stdout" }

    /// The directory of a file, as a path.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// - Parameter reason: the latest error of the system when nil.
    static func failure(_ path: String, reason: String? = nil) -> CommandFailure {
        .inputOutput("cannot write `\(visible(path))`: \(reason ?? String(cString: strerror(errno)))")
    }

    /// Where symbolic links lead, also those whose file does not exist yet.
    private static func target(of path: String) -> String {
        var target = path
        // As many links as Linux follows.
        for _ in 0..<40 where !isOfSystem(target) {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { break }
            target = next.hasPrefix("/") ? next : "\(directory(of: target))/\(next)"
        }
        return target
    }

    /// Devices, and descriptors that are open already: a link there is not the name of a file.
    private static func isOfSystem(_ path: String) -> Bool { path.hasPrefix("/dev/") || path.hasPrefix("/proc/") }
}
