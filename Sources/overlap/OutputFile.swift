import Foundation

/// Where results go: a file, or standard output for `-`.
struct OutputFile: ~Copyable {
    private let handle: FileHandle
    private let name: String
    let isStandardOutput: Bool

    /// Creates or empties the file.
    init(path: String?) throws(CommandFailure) {
        guard let path, path != "-" else {
            handle = .standardOutput
            name = "standard output"
            isStandardOutput = true
            return
        }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw .inputOutput("cannot write `\(path)`: \(String(cString: strerror(errno)))")
        }
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        name = path
        isStandardOutput = false
    }

    /// Whether a file that is written only at the end can be written there, to say so before hours of simulation.
    ///
    /// - Throws: when its directory does not exist, or it may not be written.
    static func check(_ path: String?) throws(CommandFailure) {
        guard let path, path != "-" else { return }
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        let isWritable = access(exists ? path : directory, W_OK) == 0
        guard isWritable, !isDirectory.boolValue else {
            let reason = isWritable ? "Is a directory" : String(cString: strerror(errno))
            throw .inputOutput("cannot write `\(path)`: \(reason)")
        }
    }

    /// Writes a text with one call, so that whoever stops the program leaves whole lines.
    func write(_ text: String) throws(CommandFailure) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Foundation.write(handle.fileDescriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                written += count
            } else if errno == EPIPE {
                throw .readerIsGone
            } else if errno != EINTR {
                throw .inputOutput("writing to \(name) failed: \(String(cString: strerror(errno)))")
            }
        }
    }
}
