import CLinux
import Files
import Glibc

/// Writes the files of a data set, and goes on where an interrupted one stopped.
///
/// A file gets its name when it is complete. The directory stays locked as long as the value or a copy lives.
package struct DataWriter: Sendable {
    /// What was there before.
    package let survey: DataSurvey

    private let dataSet: DataSet
    private let path: String
    private let directory: OpenFile

    /// What is written, and reported, at a time.
    private static let chunkBytes = 1 << 20

    /// Creates the directory, and takes possession of it.
    ///
    /// - Parameter space: the room there; that of the file system when nil.
    /// - Throws: `otherData` or `noManifest` when it holds something else, `notEnoughSpace` or `notEnoughFiles` when
    ///   the data would fill the file system, `inUse` when another process writes there; nothing is written then.
    package init(_ dataSet: DataSet, at path: String, space: FileSystemSpace? = nil) throws(DataError) {
        survey = try DataSurvey(dataSet, at: path, space: space)
        try survey.requireSpace(at: path)
        try createDirectories(path)
        directory = try OpenFile(path, flags: O_RDONLY | O_DIRECTORY)
        guard flock(directory.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK { throw .inUse(path: path) }
            throw .failed("lock", path: path)
        }
        // Another process may have been here between the survey and the lock.
        let manifest = try DataDirectory.checkedManifest(dataSet, at: path)
        self.dataSet = dataSet
        self.path = path
        if manifest == nil || !survey.isComplete { try writeManifest(isComplete: false) }
    }

    /// Writes the files that are missing.
    ///
    /// - Parameter goesOn: asked after each file and each MiB; false stops, and a file that was begun is removed.
    /// - Returns: what was written; not complete when it was stopped.
    /// - Throws: `diskFull` or `inputOutput`; the file in question is removed.
    package func write(goesOn: (DataProgress) -> Bool = { _ in true }) throws(DataError) -> DataProgress {
        var progress = DataProgress(files: dataSet.files, totalBytes: dataSet.totalBytes)
        var directory = ""
        for file in 0..<dataSet.files {
            let destination = path + "/" + dataSet.path(ofFile: file)
            if try byteCount(ofFile: destination) == dataSet.bytes(ofFile: file) {
                progress.filesSkipped += 1
                progress.bytesSkipped += dataSet.bytes(ofFile: file)
            } else {
                let above = parentDirectory(of: destination)
                if above != directory { try createDirectories(above) }
                directory = above
                guard try write(file, to: destination, &progress, goesOn) else { return progress }
                progress.filesWritten += 1
            }
            guard goesOn(progress) else { return progress }
        }
        try finish()
        return progress
    }

    /// Says that all is written when it is on the disk, so that nothing disturbs what is measured next.
    private func finish() throws(DataError) {
        if try DataManifest(in: path)?.isComplete == true { return }
        guard syncfs(directory.descriptor) == 0 else { throw .failed("syncfs", path: path) }
        try writeManifest(isComplete: true)
    }

    /// Writes one file; false when it was stopped.
    private func write(
        _ number: Int64, to destination: String, _ progress: inout DataProgress, _ goesOn: (DataProgress) -> Bool
    ) throws(DataError) -> Bool {
        let before = progress.bytesWritten
        return try Self.replace(destination) { file throws(DataError) in
            var chunks = FileChunks(number, of: dataSet, chunkBytes: Self.chunkBytes)
            var offset: Int64 = 0
            while let chunk = chunks.next() {
                try file.write(chunk)
                offset += Int64(chunk.count)
                progress.bytesWritten += Int64(chunk.count)
                if offset < dataSet.bytes(ofFile: number), !goesOn(progress) {
                    progress.bytesWritten = before
                    return false
                }
            }
            return true
        }
    }

    private func writeManifest(isComplete: Bool) throws(DataError) {
        let text = DataManifest(dataSet, isComplete: isComplete).text
        _ = try Self.replace(path + "/" + DataManifest.fileName) { file throws(DataError) in
            try file.write(text)
            return true
        }
    }

    /// Puts a file in its place when `body` has written it; nothing of it is left when `body` throws or answers false.
    private static func replace(
        _ destination: String, _ body: (OpenFile) throws(DataError) -> Bool
    ) throws(DataError) -> Bool {
        var new = try NewDataFile(for: destination)
        guard try body(new.file) else { return false }
        try new.takePlace()
        return true
    }
}

/// How far writing has come.
package struct DataProgress: Sendable, Equatable {
    /// Files of the data set.
    package let files: Int64
    /// Bytes of the data set.
    package let totalBytes: Int64
    /// Files that were complete before.
    package internal(set) var filesSkipped: Int64 = 0
    /// Bytes in them.
    package internal(set) var bytesSkipped: Int64 = 0
    /// Files that were written.
    package internal(set) var filesWritten: Int64 = 0
    /// Bytes that were written, those of the file at hand included.
    package internal(set) var bytesWritten: Int64 = 0

    /// Whether all files are there.
    package var isComplete: Bool { filesSkipped + filesWritten == files }

    /// The share of the bytes, or of the files when they have none, that is there.
    package var fraction: Double {
        guard totalBytes > 0 else { return Double(filesSkipped + filesWritten) / Double(files) }
        return Double(bytesSkipped + bytesWritten) / Double(totalBytes)
    }
}
