import Glibc
import Pipelines

/// What a data directory says of itself, in a text file of `key: value` lines.
struct DataManifest: Equatable {
    /// Its name in the directory.
    static let fileName = "overlap-data.txt"
    private static let title = "overlap data, format 1"
    private static let stateKey = "state"
    private static let longestText = 4096

    private struct Entry: Equatable {
        let key: String
        let value: String
    }

    private let entries: [Entry]
    let isComplete: Bool

    /// What the files of a data set are, and whether all of them are written.
    init(_ dataSet: DataSet, isComplete: Bool) {
        entries = [
            Entry(key: "files", value: "\(dataSet.files)"),
            Self.samples(of: dataSet.lengths),
            Entry(key: "bytes in all", value: "\(dataSet.totalBytes)"),
            Entry(key: "bytes of the smallest sample", value: "\(dataSet.smallestSampleBytes)"),
            Entry(key: "bytes of the largest sample", value: "\(dataSet.largestSampleBytes)"),
            Entry(key: "digest of the samples' sizes", value: String(dataSet.sizesDigest, radix: 16)),
            Entry(key: "seed", value: "\(dataSet.seed)"),
        ]
        self.isComplete = isComplete
    }

    /// Files of different lengths are told apart by a digest of them.
    private static func samples(of lengths: FileLengths) -> Entry {
        if let samplesPerFile = lengths.samplesPerFile {
            return Entry(key: "samples per file", value: "\(samplesPerFile)")
        }
        let digest = (0..<lengths.files).reduce(UInt64(0)) { digest, file in
            Element.digest(of: Int64(bitPattern: digest ^ UInt64(lengths.samples(ofFile: file).count)))
        }
        return Entry(key: "digest of the files' lengths", value: String(digest, radix: 16))
    }

    /// Reads the manifest of a directory; nil when there is none.
    ///
    /// - Throws: `noManifest` when it is not understood.
    init?(in directory: String) throws(DataError) {
        let file: OpenFile
        do throws(DataError) {
            file = try OpenFile(directory + "/" + Self.fileName, flags: O_RDONLY)
        } catch .missing {
            return nil
        }
        guard let text = try file.text(atMostBytes: Self.longestText) else {
            throw .noManifest(path: directory, reason: "`\(Self.fileName)` is not valid UTF-8")
        }
        try self.init(text: text, directory: directory)
    }

    private init(text: String, directory: String) throws(DataError) {
        let lines = text.split(separator: "\n")
        guard lines.first == Self.title[...] else {
            throw .noManifest(
                path: directory, reason: "`\(Self.fileName)` does not begin with `\(Self.title)`")
        }
        var entries: [Entry] = []
        var state: Substring?
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else {
                throw .noManifest(path: directory, reason: "`\(Self.fileName)` has a line without a colon: `\(line)`")
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            if line[..<colon] == Self.stateKey {
                state = value
            } else {
                entries.append(Entry(key: String(line[..<colon]), value: String(value)))
            }
        }
        self.entries = entries
        isComplete = state == "complete"
    }

    /// The text of the file.
    var text: String {
        let lines =
            [Self.title] + entries.map { "\($0.key): \($0.value)" }
            + ["\(Self.stateKey): \(isComplete ? "complete" : "being written")"]
        return lines.joined(separator: "\n") + "\n"
    }

    /// What is not as in the manifest of the data that are wanted, one phrase each; empty when the data are the same.
    func differences(from wanted: DataManifest) -> [String] {
        wanted.entries.compactMap { entry in
            let value = entries.first { $0.key == entry.key }?.value
            return value == entry.value ? nil : "\(entry.key) \(value ?? "not given"), not \(entry.value)"
        }
    }
}
