import Files
import Glibc

/// An open file; closed when its last user lets go of it.
final class OpenFile: Sendable {
    let descriptor: Int32
    let path: String

    /// Takes over an open file.
    ///
    /// - Parameter path: what messages call it.
    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Opens a regular file, or a directory where `flags` say so, without waiting for anybody.
    ///
    /// - Parameters:
    ///   - flags: of `open`; the file is never passed to other programs.
    ///   - name: what messages call it; nil for the path.
    /// - Throws: `notAFile` for a pipe, a socket or a device.
    convenience init(_ path: String, flags: Int32, name: String? = nil) throws(DataError) {
        // A pipe without a reader would be waited for.
        let descriptor = open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o666)
        guard descriptor >= 0 else {
            let code = errno
            try FileKind.requireFile(at: path)
            throw .failed(flags & O_CREAT == 0 ? "open" : "creation", path: path, code: code)
        }
        self.init(descriptor: descriptor, path: name ?? path)
        if flags & O_DIRECTORY == 0 { try FileKind.requireFile(self) }
    }

    /// Creates a file that has no name, so that nothing of it is left when its last user lets go of it, or is killed.
    ///
    /// - Parameter directory: where its bytes go.
    convenience init(unnamedIn directory: String) throws(DataError) {
        let descriptor: Int32
        let name = directory + "/cache file"
        do { descriptor = try UnnamedFile.open(in: directory) } catch {
            throw error.code == ENOENT ? .missing(path: directory) : .failed("creation", path: name, code: error.code)
        }
        self.init(descriptor: descriptor, path: name)
    }

    deinit { close(descriptor) }

    /// A path that leads to the open file, even when it has no name.
    var descriptorPath: String { UnnamedFile.path(ofDescriptor: descriptor) }

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
