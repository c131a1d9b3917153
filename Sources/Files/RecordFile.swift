import Glibc

/// A file of records to which one program at a time adds, whole records or nothing.
///
/// The first line says that it is such a file. Each other one is a record: a checksum, the length of its contents, a key, the
/// contents. A line whose length or checksum is wrong, as a program leaves it that is killed while it writes, is passed over.
/// Records are on the disk a second after they were added: before that a failure of the machine, not of the program, may
/// lose them.
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
    package private(set) var records: [Record]
    /// Lines that are no records.
    package let damagedLines: Int

    private let descriptor: Int32
    private var end: Int
    private var syncedAt = Self.seconds

    /// Opens a file, or makes an empty one.
    ///
    /// - Throws: also when another program has it open, which a program that was killed does not. A file of something else stays
    ///   as it is.
    package init(path: String) throws(LockedFileFailure) {
        let descriptor = try openLocked(path)
        guard let lines = RecordLines(of: descriptor) else {
            close(descriptor)
            throw .notAFile
        }
        self.path = path
        self.descriptor = descriptor
        records = lines.records
        damagedLines = lines.damaged
        end = lines.end
        // What is torn at the end goes, that of a file whose first line was not finished too.
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
        let head = RecordLines.head(of: key, contents)
        let mark = end == 0 ? RecordLines.mark : []
        try write(mark + head + contents + [RecordLines.newline])
        let start = end + mark.count + head.count
        records.append(Record(key: key, place: start..<start + contents.count))
        end = start + contents.count + 1
        if Self.seconds - syncedAt >= 1 {
            fdatasync(descriptor)
            syncedAt = Self.seconds
        }
    }

    /// Takes all records out, so that it is as one that was just made.
    ///
    /// - Throws: when the system does not do it; they are all still there then.
    package mutating func removeAll() throws(FileFailure) {
        guard ftruncate(descriptor, 0) == 0 else { throw FileFailure(action: "writing", path: path, code: errno) }
        records = []
        end = 0
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

    private static var seconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec
    }
}
