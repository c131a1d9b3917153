import Glibc

/// A file of records to which one program at a time adds, whole records or nothing.
///
/// A record is a line: a checksum, the length of its contents, a key, the contents. A line whose length or checksum is wrong,
/// as a program leaves it that is killed while it writes, is passed over. Records are on the disk a second after they were
/// added: before that a failure of the machine, not of the program, may lose them.
package struct RecordFile: ~Copyable {
    /// A record's place.
    package struct Record: Sendable {
        /// What it is about.
        package let key: String
        /// Where its contents are.
        package let place: Range<Int>
    }

    /// Its name.
    package let path: String
    /// All records, in the order in which they were added.
    package private(set) var records: [Record] = []
    /// Lines that are no records.
    package private(set) var damagedLines = 0

    private let descriptor: Int32
    private var end: Int = 0
    private var syncedAt = Self.seconds

    /// Opens a file, or makes an empty one.
    ///
    /// - Throws: also when another program has it open, which a program that was killed does not.
    package init(path: String) throws(LockedFileFailure) {
        self.path = path
        descriptor = try openLocked(path)
        readRecords()
        if damagedLines > 0 { ftruncate(descriptor, end) }
    }

    deinit {
        fdatasync(descriptor)
        close(descriptor)
    }

    /// Adds a record.
    ///
    /// - Parameters:
    ///   - key: without spaces and ends of lines.
    ///   - contents: without ends of lines.
    /// - Throws: when the system does not take all of it; nothing of it is then left, and another may be added.
    package mutating func append(_ key: String, _ contents: [UInt8]) throws(FileFailure) {
        let head = Array("\(Self.checksum(key, contents)) \(contents.count) \(key) ".utf8)
        try write(head + contents + [Self.newline])
        let start = end + head.count
        records.append(Record(key: key, place: start..<start + contents.count))
        end = start + contents.count + 1
        if Self.seconds - syncedAt >= 1 {
            fdatasync(descriptor)
            syncedAt = Self.seconds
        }
    }

    /// The contents of a record.
    package func contents(_ record: Record) throws(FileFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: record.place.count)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                pread(
                    descriptor, $0.baseAddress?.advanced(by: count), $0.count - count, record.place.lowerBound + count)
            }
            if more > 0 {
                count += more
            } else if more == 0 || errno != EINTR {
                throw FileFailure(action: "reading", path: path, code: more == 0 ? EIO : errno)
            }
        }
        return bytes
    }

    /// Takes the file's name away: it is gone when it is closed.
    package func remove() { unlink(path) }

    // MARK: - Lines

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    private mutating func readRecords() {
        var (line, place): ([UInt8], Int) = ([], 0)
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = block.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            for part in block[..<count].split(separator: Self.newline, omittingEmptySubsequences: false).enumerated() {
                if part.offset > 0 {
                    read(line, at: place)
                    place += line.count + 1
                    line.removeAll(keepingCapacity: true)
                }
                line += part.element
            }
        }
        if !line.isEmpty { damagedLines += 1 }
    }

    private mutating func read(_ line: [UInt8], at place: Int) {
        let parts = line.split(separator: Self.space, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, let length = Int(String(decoding: parts[1], as: UTF8.self)), length == parts[3].count,
            let key = String(validating: parts[2], as: UTF8.self),
            Self.checksum(key, parts[3]) == String(decoding: parts[0], as: UTF8.self)
        else {
            damagedLines += 1
            return
        }
        let start = place + line.count - length
        records.append(Record(key: key, place: start..<start + length))
        end = place + line.count + 1
    }

    private func write(_ bytes: [UInt8]) throws(FileFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress, $0.count, end + written)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                let code = errno
                ftruncate(descriptor, end)
                throw FileFailure(action: "writing", path: path, code: code)
            }
        }
    }

    private static func checksum(_ key: String, _ contents: some Sequence<UInt8>) -> String {
        var digest = ContentDigest()
        digest.add(key.utf8)
        digest.add(contents)
        return String(digest.text.suffix(16))
    }

    private static var seconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec
    }
}
