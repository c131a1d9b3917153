import Glibc

/// An open file; closed when its last user lets go of it.
final class OpenFile: Sendable {
    let descriptor: Int32
    let path: String

    /// - Parameter flags: of `open`; the file is never passed to other programs.
    init(_ path: String, flags: Int32, mode: mode_t = 0o666) throws(DataError) {
        while true {
            let descriptor = open(path, flags | O_CLOEXEC, mode)
            if descriptor >= 0 {
                self.descriptor = descriptor
                self.path = path
                return
            }
            if errno != EINTR { throw .failed(flags & O_CREAT == 0 ? "open" : "creation", path: path) }
        }
    }

    /// Creates a file under a name that no other has: `prefix` and six characters.
    init(uniqueWithPrefix prefix: String) throws(DataError) {
        var template = Array((prefix + "XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .failed("creation", path: prefix + "XXXXXX") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { close(descriptor) }

    /// Its size, in bytes.
    func byteCount() throws(DataError) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .failed("stat", path: path) }
        return Int64(status.st_size)
    }

    /// Reads until the memory is full or the file ends.
    ///
    /// - Parameter blockBytes: what a read may be cut to a multiple of, other than by the end of the file.
    /// - Returns: bytes that were read.
    func read(
        _ memory: UnsafeMutableRawBufferPointer, at offset: Int64, blockBytes: Int64 = 1
    ) throws(DataError) -> Int {
        var position = 0
        while position < memory.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: memory[position...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(position))
            if count >= 0 {
                position += count
                if count == 0 || Int64(count) % blockBytes != 0 { break }
            } else if errno != EINTR {
                throw .failed("read", path: path)
            }
        }
        return position
    }

    /// Writes all bytes, from `offset` on, or where the last write without one ended.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64? = nil) throws(DataError) {
        var position = 0
        while position < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
            let count =
                if let offset {
                    pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(position))
                } else {
                    Glibc.write(descriptor, rest.baseAddress, rest.count)
                }
            if count >= 0 {
                position += count
            } else if errno != EINTR {
                throw .failed("write", path: path)
            }
        }
    }

    /// The text of a short file; nil when it is not in UTF-8.
    func text(atMostBytes limit: Int) throws(DataError) -> String? {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: limit, alignment: 1)
        defer { memory.deallocate() }
        let count = try read(memory, at: 0)
        return String(validating: memory[..<count], as: UTF8.self)
    }

    /// Writes a text.
    func write(_ text: String) throws(DataError) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: text.utf8)
        try write(UnsafeRawBufferPointer(memory))
    }
}
