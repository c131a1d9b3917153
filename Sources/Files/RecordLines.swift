import Glibc

/// The lines of a file of records, as they are found.
struct RecordLines {
    private(set) var records: [RecordFile.Record] = []
    /// Lines that are no records.
    private(set) var damaged = 0
    /// Bytes up to the end of the last record.
    private(set) var end = 0

    /// The first line, with its end.
    static let mark = Array("overlap-records 1\n".utf8)
    static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// What stands before the contents of a record.
    static func head(of key: String, _ contents: [UInt8]) -> [UInt8] {
        Array("\(checksum(key, contents)) \(contents.count) \(key) ".utf8)
    }

    /// Reads a file from its beginning; nil where it is of something else.
    init?(of descriptor: Int32) {
        var (line, place) = ([UInt8](), 0)
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            for (index, part) in block[..<count].split(separator: Self.newline, omittingEmptySubsequences: false)
                .enumerated()
            {
                if index > 0 {
                    guard take(line, at: place) else { return nil }
                    place += line.count + 1
                    line.removeAll(keepingCapacity: true)
                }
                line += part
            }
        }
        guard place > 0 || Self.mark.starts(with: line) else { return nil }
        if !line.isEmpty { damaged += 1 }
    }

    /// Takes a line; false where it is the first, and of something else.
    private mutating func take(_ line: [UInt8], at place: Int) -> Bool {
        if place == 0 {
            end = Self.mark.count
            return line == Self.mark.dropLast()
        }
        let parts = line.split(separator: Self.space, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let length = Int(String(decoding: parts[1], as: UTF8.self)), length == parts[3].count,
            let key = String(validating: parts[2], as: UTF8.self),
            Self.checksum(key, parts[3]) == String(decoding: parts[0], as: UTF8.self)
        else {
            damaged += 1
            return true
        }
        let start = place + line.count - length
        records.append(RecordFile.Record(key: key, place: start..<start + length))
        end = place + line.count + 1
        return true
    }

    private static func checksum(_ key: String, _ contents: some Sequence<UInt8>) -> String {
        var digest = ContentDigest()
        digest.add(key.utf8)
        digest.add(contents)
        return String(digest.text.suffix(16))
    }
}
