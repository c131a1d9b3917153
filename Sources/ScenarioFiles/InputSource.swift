import Files
package import Foundation

/// A file that the user named, or standard input: read without waiting for what is no file.
package struct InputSource {
    /// Why it cannot be read, as the end of a sentence about it.
    package struct Refusal: Error {
        package let reason: String
    }

    /// As it was given; `-` is standard input.
    package let path: String

    /// Something to read.
    package init(_ path: String) { self.path = path }

    /// Why it cannot be read, if that is known before it is.
    package var refusal: Refusal? {
        if path == "-" { return nil }
        do { _ = try check() } catch { return error }
        return access(path, R_OK) == 0 ? nil : Refusal(reason: String(cString: strerror(errno)))
    }

    /// All bytes.
    ///
    /// - Parameter limit: the most that are read; nil for a file of any size.
    /// - Throws: when there is no such file, it is something else than a file, or it is larger than the limit.
    package func read(limit: Int? = nil) throws(Refusal) -> Data {
        if path == "-" { return try Self.stream(STDIN_FILENO, limit: limit) }
        let size = try check()
        if let limit, let size, size > limit { throw Self.tooLarge(size, limit: limit) }
        // Not by way of a URL, which would repair the bytes of a current directory that are not UTF-8.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Refusal(reason: "the file cannot be opened: check its permissions") }
        defer { close(descriptor) }
        return try Self.stream(descriptor, limit: limit, expectedBytes: size ?? 0)
    }

    /// The size of the file, or nil for one that somebody else writes while it is read: what the shell has opened.
    ///
    /// Nothing is opened, because opening a FIFO waits for a writer.
    private func check() throws(Refusal) -> Int? {
        var status = stat()
        // A path with NUL would be cut there by the system.
        guard !path.contains("\0"), stat(path, &status) == 0 else { throw Refusal(reason: "there is no such file") }
        let isOpenedByShell = path == "/dev/stdin" || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/self/fd/")
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Int(status.st_size)
        case S_IFIFO where isOpenedByShell, S_IFCHR where isOpenedByShell, S_IFSOCK where isOpenedByShell: return nil
        case S_IFDIR: throw Refusal(reason: "this is a directory, not a file")
        case S_IFIFO: throw Refusal(reason: "this is a FIFO (a named pipe), not a file: `-` reads standard input")
        case S_IFSOCK: throw Refusal(reason: "this is a socket, not a file: `-` reads standard input")
        default: throw Refusal(reason: "this is a device, not a file: `-` reads standard input")
        }
    }

    /// All that comes from an open descriptor until its other end is closed.
    package static func bytes(from descriptor: Int32) throws(Refusal) -> Data { try stream(descriptor, limit: nil) }

    private static func stream(
        _ descriptor: Int32, limit: Int?, expectedBytes: Int = 0
    ) throws(Refusal) -> Data {
        var data = Data(capacity: min(expectedBytes, 64 << 20))
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while limit.map({ data.count <= $0 }) ?? true {
            guard waitUntilReady(descriptor, for: POLLIN) else { throw Refusal(reason: "interrupted") }
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Refusal(reason: "reading failed: \(String(cString: strerror(errno)))") }
            if count == 0 { return data }
            data.append(contentsOf: buffer[..<count])
        }
        throw tooLarge(nil, limit: limit ?? .max)
    }

    private static func tooLarge(_ size: Int?, limit: Int) -> Refusal {
        let found = size.map { "too large (\($0) bytes)" } ?? "too large"
        return Refusal(reason: "\(found): at most \(limit >> 20) MiB are read")
    }
}
