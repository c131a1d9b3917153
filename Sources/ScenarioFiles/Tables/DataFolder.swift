import Foundation

/// The folder of a scenario: files of measured values lie below it.
///
/// Scenarios are passed on, and their errors shown: one that could name any file could show what is in it.
struct DataFolder: Sendable {
    private let path: String
    private let allowsFilesOutside: Bool

    /// - Parameters:
    ///   - path: what relative paths start at.
    ///   - allowsFilesOutside: whether files may lie anywhere.
    init(path: String, allowsFilesOutside: Bool = false) {
        self.path = path
        self.allowsFilesOutside = allowsFilesOutside
    }

    /// The path of a file that lies below the folder once symbolic links and `..` are followed.
    ///
    /// - Throws: when it is not there, or outside the folder.
    func place(of file: String) throws(DataFileError) -> String {
        guard !file.isEmpty, file != "-" else { throw DataFileError(message: "a path is needed here") }
        guard !file.utf8.contains(0) else { throw Self.missing(file) }
        let full = file.utf8.first == UInt8(ascii: "/") ? file : "\(path)/\(file)"
        guard !allowsFilesOutside else { return full }
        guard let folder = Self.resolved(path) else { throw Self.missing(file) }
        guard let place = Self.resolved(full) else {
            // Whether a file is there is told only of this folder's.
            throw Self.leadsAbove(file) ? Self.outside(file) : Self.missing(file)
        }
        let slash = UInt8(ascii: "/")
        guard place.starts(with: folder.last == slash ? folder : folder + [slash]) else { throw Self.outside(file) }
        return full
    }

    /// A path without symbolic links, `.` and `..`, in bytes, which need not be UTF-8; nil when nothing is there.
    private static func resolved(_ path: String) -> [UInt8]? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return (0..<strlen(resolved)).map { UInt8(bitPattern: resolved[$0]) }
    }

    /// Whether a path leaves the folder as it is written.
    private static func leadsAbove(_ file: String) -> Bool {
        // In bytes: a slash and an accent after it are one character to Swift, and two to the file system.
        let slash = UInt8(ascii: "/")
        if file.utf8.first == slash { return true }
        var depth = 0
        for part in file.utf8.split(separator: slash) where !part.elementsEqual(".".utf8) {
            depth += part.elementsEqual("..".utf8) ? -1 : 1
            if depth < 0 { return true }
        }
        return false
    }

    private static func missing(_ file: String) -> DataFileError {
        DataFileError(message: "\(quoted(file)): there is no such file")
    }

    private static func outside(_ file: String) -> DataFileError {
        DataFileError(
            message: "\(quoted(file)) is not below the scenario's folder: copy it there, or give --allow-files-outside")
    }
}
