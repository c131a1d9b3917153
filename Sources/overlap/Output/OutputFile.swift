import Files
import Foundation
import ScenarioFiles

/// Where results go: a file, or standard output for `-`.
///
/// A file is written beside its place and renamed when it is finished: what was there before stays until the new one is
/// complete, and a file that is there is whole. Without `finish()` nothing is left, unless it was opened to be kept.
/// Where no other file can be made beside it, the first write takes the place of what was there.
struct OutputFile: ~Copyable {
    /// What is left when the work ends early; nil when nothing is, or it was passed on already.
    let keptPath: String?
    /// What messages call it.
    private let name: String
    private let descriptor: Int32
    private let writing: DescriptorWriting
    private let closesDescriptor: Bool
    private var new: NewFile?
    private var partial: PartialFile?
    /// Bytes that were written whole.
    private var length = 0

    /// Opens the file.
    ///
    /// - Parameter keepingPartial: what was written stays beside the file, with `.partial` after its name, when the
    ///   work ends early. An older one stays until something is written.
    init(path: String?, keepingPartial: Bool = false) throws(CommandFailure) {
        let name = path ?? "-"
        switch try OutputPlace(path) {
        case .standardOutput: self.init(STDOUT_FILENO, name: name, closesDescriptor: false)
        case .device(let target): self.init(try Self.openDevice(target, name), name: name)
        case .fixedFile(let target):
            let descriptor = try Self.openFixed(target, name, isLocked: keepingPartial)
            self.init(descriptor, name: name, keptPath: name)
        case .file(let target) where keepingPartial:
            let file = try PartialFile(for: target)
            Self.takeOver(target, file.descriptor)
            let path = PartialFile.path(of: target)
            self.init(file.descriptor, name: path, keptPath: path, closesDescriptor: false, partial: file)
        case .file(let target):
            let file = try Self.create(target, name)
            Self.takeOver(target, file.descriptor)
            self.init(file.descriptor, name: name, new: file)
        }
    }

    private init(
        _ descriptor: Int32, name: String, keptPath: String? = nil, closesDescriptor: Bool = true,
        new: consuming NewFile? = nil, partial: consuming PartialFile? = nil
    ) {
        self.keptPath = keptPath
        self.name = name
        self.descriptor = descriptor
        self.closesDescriptor = closesDescriptor
        self.new = new
        self.partial = partial
        writing = DescriptorWriting(descriptor)
    }

    deinit { if closesDescriptor { close(descriptor) } }

    /// Whether nothing is left when the work ends early.
    var isWholeOrNothing: Bool { new != nil }

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

    /// Adds to the file, all or, where an error prevents that, nothing.
    mutating func write(_ text: String) throws(CommandFailure) { try write(Array(text.utf8)) }

    private mutating func write(_ bytes: [UInt8]) throws(CommandFailure) {
        guard !bytes.isEmpty else { return }
        if length == 0 { try cut() }
        do { try writing.write(bytes) } catch {
            switch error {
            case .readerIsGone: throw .readerIsGone
            case .interrupted: throw .interrupted()
            case .failed(let number):
                // The error of the write is what the user must know, also when a part of it cannot be taken back.
                try? cut()
                throw failure(number)
            }
        }
        length += bytes.count
    }

    /// Puts the complete file in its place.
    mutating func finish() throws(CommandFailure) {
        if length == 0 { try cut() }
        if new != nil || keptPath != nil {
            // A file system may not know how to; an error of the device is one.
            if fsync(descriptor) != 0, errno == EIO || errno == ENOSPC { throw failure(errno) }
        }
        do { try new?.takePlace() } catch {
            throw OutputPlace.failure(name, reason: String(cString: strerror(error.code)))
        }
        try partial?.takePlace()
    }

    /// Removes what is not of the whole writes so far, from a file that keeps them.
    private func cut() throws(CommandFailure) {
        guard keptPath != nil else { return }
        if ftruncate(descriptor, off_t(length)) != 0 { throw OutputPlace.failure(name) }
    }

    private func failure(_ number: Int32) -> CommandFailure {
        let what = OutputPlace.isStandardOutput(name) ? "standard output" : "`\(visible(name))`"
        return .inputOutput("writing to \(what) failed: \(String(cString: strerror(number)))")
    }
}

// MARK: - Opening

extension OutputFile {
    private static func create(_ target: String, _ name: String) throws(CommandFailure) -> NewFile {
        let unique = ".overlap-\(getpid())-\(String(UInt32.random(in: .min ... .max), radix: 36)).tmp"
        do { return try NewFile(for: target, temporary: "\(parentDirectory(of: target))/\(unique)") } catch {
            throw OutputPlace.failure(name, reason: String(cString: strerror(error.code)))
        }
    }

    /// Opens a file whose directory takes no other; it keeps what it has until something is written.
    private static func openFixed(_ path: String, _ name: String, isLocked: Bool) throws(CommandFailure) -> Int32 {
        let descriptor = Foundation.open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OutputPlace.failure(name) }
        guard isLocked else { return descriptor }
        do { try PartialFile.lock(descriptor, name) } catch {
            close(descriptor)
            throw error
        }
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
            guard !Task.isCancelled else { throw .interrupted("interrupted: no process reads `\(visible(name))`") }
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
}
