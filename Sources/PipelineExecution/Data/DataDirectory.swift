import Glibc

/// A directory that holds the files of a data set.
package struct DataDirectory: Sendable, Equatable {
    /// Where it is.
    package let path: String
    /// What is in it.
    package let dataSet: DataSet

    /// A directory in which the data of a scenario were written completely.
    ///
    /// - Throws: `missing`, `noManifest`, `incomplete`, or `otherData` with what differs when it holds the data of
    ///   another scenario.
    package init(_ dataSet: DataSet, at path: String) throws(DataError) {
        guard let manifest = try Self.checkedManifest(dataSet, at: path) else {
            guard try entries(ofDirectory: path) != nil else { throw .missing(path: path) }
            throw .noManifest(path: path, reason: "it holds no `\(DataManifest.fileName)`")
        }
        guard manifest.isComplete else { throw .incomplete(path: path) }
        self.path = path
        self.dataSet = dataSet
    }

    /// Where a file lies.
    package func path(ofFile file: Int64) -> String { path + "/" + dataSet.path(ofFile: file) }

    /// The manifest of a directory, or nil when there is none.
    ///
    /// - Throws: `otherData` when it is not that of this data set.
    static func checkedManifest(_ dataSet: DataSet, at path: String) throws(DataError) -> DataManifest? {
        guard let manifest = try DataManifest(in: path) else { return nil }
        let differences = manifest.differences(from: DataManifest(dataSet, isComplete: true))
        guard differences.isEmpty else { throw .otherData(path: path, differences: differences) }
        return manifest
    }
}

extension DataSet {
    /// The first file that has bytes, or the first of all.
    var firstFileWithBytes: Int64 { (0..<files).first { bytes(ofFile: $0) > 0 } ?? 0 }
}
