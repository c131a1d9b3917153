import Foundation
import ScenarioFiles

/// Where results go: a file, or standard output for `-`.
///
/// A file is written beside its place and renamed when it is finished: what was there before stays until the new one is
/// complete, and a file that is there is whole. Without `finish()` nothing is left, unless it was opened to be kept.
struct OutputFile: ~Copyable {
    private let place: OutputPlace
    /// As the user gave it.
    private let name: String
    private let descriptor: Int32
    private let writing: DescriptorWriting
    /// The file that is written until it is renamed.
    private var temporary: String?
    /// Whether what was written stays without `finish()`.
    private let isKept: Bool
    private var isEmpty = true

    /// Opens the file.
    ///
    /// - Parameter keepingPartial: what was written stays beside the file, with `.partial` after its name, when the
    ///   work ends early. An older one stays until something is written.
    init(path: String?, keepingPartial: Bool = false) throws(CommandFailure) {
        let place = try OutputPlace(path)
        let opened = try Self.open(place, path ?? "-", keepingPartial: keepingPartial)
        self.place = place
        name = path ?? "-"
        isKept = keepingPartial
        descriptor = opened.descriptor
        temporary = opened.temporary
        writing = DescriptorWriting(opened.descriptor)
    }

    deinit {
        if let temporary, isEmpty || !isKept { Self.remove(temporary, descriptor, isKept: isKept) }
        if case .standardOutput = place { return }
        close(descriptor)
    }

    /// Writes a whole file.
    static func write(_ text: String, to path: String?) throws(CommandFailure) {
        try write(Array(text.utf8), to: path)
    }

    /// Writes a whole file.
    static func write(_ bytes: [UInt8], to path: String?) throws(CommandFailure) {
        var file = try OutputFile(path: path)
        try file.write(bytes)
        try file.finish()
    }

    /// What is left of a file that is kept, when its work ends early; nil when it is written directly.
    var partialPath: String? { isKept ? temporary : nil }

    /// Adds to the file.
    mutating func write(_ text: String) throws(CommandFailure) { try write(Array(text.utf8)) }

    private mutating func write(_ bytes: [UInt8]) throws(CommandFailure) {
        if isEmpty, isKept, temporary != nil, ftruncate(descriptor, 0) != 0 { throw OutputPlace.failure(name) }
        isEmpty = false
        do { try writing.write(bytes) } catch {
            switch error {
            case .readerIsGone: throw .readerIsGone
            case .interrupted: throw .interrupted("interrupted")
            case .failed(let number): throw failure(number)
            }
        }
    }

    /// Puts the complete file in its place.
    mutating func finish() throws(CommandFailure) {
        guard case .file(let target) = place, let temporary else { return }
        // A file system may not know how to; an error of the device is one.
        if fsync(descriptor) != 0, errno == EIO || errno == ENOSPC { throw failure(errno) }
        guard rename(temporary, target) == 0 else { throw OutputPlace.failure(name) }
        self.temporary = nil
    }

    private func failure(_ number: Int32) -> CommandFailure {
        let what = OutputPlace.isStandardOutput(name) ? "standard output" : "`\(visible(name))`"
        return .inputOutput("writing to \(what) failed: \(String(cString: strerror(number)))")
    }

    // MARK: - Opening

    /// Where the unfinished results for a file are kept.
    static func partial(_ path: String) -> String { path + ".partial" }

    private static func uniqueName() -> String {
        ".overlap-\(getpid())-\(String(UInt32.random(in: .min ... .max), radix: 36)).tmp"
    }

    private static func open(
        _ place: OutputPlace, _ name: String, keepingPartial: Bool
    ) throws(CommandFailure) -> (descriptor: Int32, temporary: String?) {
        switch place {
        case .standardOutput: return (STDOUT_FILENO, nil)
        case .device(let target): return (try openDevice(target, name), nil)
        case .fixedFile(let target): return (try opened(target, O_TRUNC, name), nil)
        case .file(let target):
            let unnamed = "\(OutputPlace.directory(of: target))/\(uniqueName())"
            let temporary = keepingPartial ? partial(target) : unnamed
            let descriptor = try opened(temporary, O_CREAT | O_NOFOLLOW | (keepingPartial ? 0 : O_EXCL), name)
            takeOver(target, descriptor)
            return (descriptor, temporary)
        }
    }

    private static func opened(_ path: String, _ flags: Int32, _ name: String) throws(CommandFailure) -> Int32 {
        let descriptor = Foundation.open(path, O_WRONLY | O_CLOEXEC | flags, 0o666)
        guard descriptor >= 0 else { throw OutputPlace.failure(name) }
        return descriptor
    }

    /// A FIFO is waited for, as long as the user wants to.
    private static func openDevice(_ path: String, _ name: String) throws(CommandFailure) -> Int32 {
        while true {
            let descriptor = Foundation.open(path, O_WRONLY | O_CLOEXEC | O_APPEND | O_NONBLOCK)
            if descriptor >= 0 { return descriptor }
            var status = stat()
            guard errno == ENXIO, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else {
                throw OutputPlace.failure(name)
            }
            guard !Task.isCancelled else { throw .interrupted("interrupted: nobody reads `\(visible(name))`") }
            usleep(50_000)
        }
    }

    /// Gives a new file the owner, as far as that is allowed, and the permissions of the one that it replaces.
    private static func takeOver(_ target: String, _ descriptor: Int32) {
        var status = stat()
        guard stat(target, &status) == 0 else { return }
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        _ = fchmod(descriptor, status.st_mode & 0o7777)
    }

    /// Removes an unfinished file; one that is kept only if it has nothing, of an earlier sweep either.
    private static func remove(_ path: String, _ descriptor: Int32, isKept: Bool) {
        var status = stat()
        if isKept, fstat(descriptor, &status) == 0, status.st_size > 0 { return }
        unlink(path)
    }
}
