/// What of a data set is already in a directory, and what is not.
package struct DataSurvey: Sendable, Equatable {
    /// Files of the data set.
    package let files: Int64
    /// Bytes of the data set.
    package let totalBytes: Int64
    /// Files that are complete.
    package private(set) var filesThere: Int64 = 0
    /// Bytes in them.
    package private(set) var bytesThere: Int64 = 0
    /// Bytes that the others will take up in the file system, in whole blocks.
    package private(set) var neededBytes: Int64 = 0
    /// The file system's room.
    package let space: FileSystemSpace

    /// Looks at a directory without changing anything.
    ///
    /// - Parameters:
    ///   - path: the directory, which need not exist.
    ///   - space: the room there; that of the file system when nil.
    /// - Throws: `otherData` or `noManifest` when the directory holds something else; `notAFile` when something else
    ///   has the name of a file; `stopped` when the task was cancelled.
    package init(_ dataSet: DataSet, at path: String, space: FileSystemSpace? = nil) throws(DataError) {
        files = dataSet.files
        totalBytes = dataSet.totalBytes
        self.space = if let space { space } else { try FileSystemSpace(at: path) }
        let isOurs = try DataDirectory.checkedManifest(dataSet, at: path) != nil
        if !isOurs { try Self.requireEmpty(path) }
        for file in 0..<files {
            if file & 0xFFF == 0 && Task.isCancelled { throw .stopped }
            let bytes = dataSet.bytes(ofFile: file)
            if isOurs, try byteCount(ofFile: path + "/" + dataSet.path(ofFile: file)) == bytes {
                filesThere += 1
                bytesThere += bytes
            } else {
                let (sum, overflow) = neededBytes.addingReportingOverflow(self.space.bytesInBlocks(bytes))
                neededBytes = overflow ? .max : sum
            }
        }
    }

    /// Whether nothing is left to write.
    package var isComplete: Bool { filesThere == files }

    /// Checks that what is to be written leaves the reserve free.
    ///
    /// - Throws: `notEnoughSpace` or `notEnoughFiles`, with the figures.
    package func requireSpace(at path: String) throws(DataError) {
        guard !isComplete else { return }
        guard neededBytes <= space.freeBytes - space.reserveBytes else {
            throw .notEnoughSpace(
                path: path, neededBytes: neededBytes, freeBytes: space.freeBytes, reserveBytes: space.reserveBytes)
        }
        if let freeFiles = space.freeFiles, files - filesThere > freeFiles {
            throw .notEnoughFiles(path: path, neededFiles: files - filesThere, freeFiles: freeFiles)
        }
    }

    /// A directory without a manifest must hold nothing of anybody's.
    private static func requireEmpty(_ path: String) throws(DataError) {
        let names = try entries(ofDirectory: path) ?? []
        if let name = names.filter({ $0 != "lost+found" && !$0.hasPrefix(DataManifest.fileName) }).min() {
            throw .noManifest(
                path: path, reason: "it holds no `\(DataManifest.fileName)`, but `\(name)`; an empty one is accepted")
        }
    }
}
