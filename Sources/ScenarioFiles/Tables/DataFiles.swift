import Foundation

/// Why a file of measured values cannot be used, as a sentence without its place.
package struct DataFileError: Error {
    package let message: String
}

/// The files of measured values of a scenario, each read once whatever the number of variants.
struct DataFiles: Sendable {
    /// A file and a part of it.
    ///
    /// Texts that look alike are equal to Swift, but not to the file system: bytes are compared.
    private struct Part: Hashable {
        let path: [UInt8]
        let name: String?

        init(_ path: String, _ name: String?) {
            self.path = Array(path.utf8)
            self.name = name
        }
    }

    /// What was made of them.
    let decoded = DecodedDistributions()
    private let folder: DataFolder
    private var columns: [Part: [Double]] = [:]
    private var histograms: [Part: FioHistogram] = [:]

    /// Files of a scenario's folder.
    init(_ folder: DataFolder) { self.folder = folder }

    /// The numbers of one column of a CSV file.
    mutating func column(_ column: String?, of path: String) throws(DataFileError) -> [Double] {
        let part = Part(path, column)
        if let known = columns[part] { return known }
        let (values, note) = try RecordedColumns(try text(of: path), path: path).values(of: column)
        columns[part] = values
        decoded.note(note)
        return values
    }

    /// The completion latencies of a file in fio's json+ format.
    mutating func fioHistogram(_ path: String, direction: String) throws(DataFileError) -> FioHistogram {
        let part = Part(path, direction)
        if let known = histograms[part] { return known }
        let histogram = try FioHistogram(json: try text(of: path), direction: direction, path: path)
        histograms[part] = histogram
        return histogram
    }

    private func text(of path: String) throws(DataFileError) -> String {
        let place = try folder.place(of: path)
        decoded.note(path: place)
        do {
            return try InputLimits.text(try InputLimits.read(path: place, limit: InputLimits.dataBytes))
        } catch {
            throw DataFileError(message: "\(quoted(path)): \(error.reason)")
        }
    }
}
