import Foundation
import Testing

@testable import Files

@Suite struct RecordFileTests {
    private let records = [("a", "first"), ("b", ""), ("a", #"{"x": 0.1, "text": "two words"}"#)]

    @Test func `gives back what was added`() throws {
        let folder = try Folder()
        try write(records, to: folder.path)
        let file = try RecordFile(path: folder.path)
        #expect(try contents(file) == records.map(\.1))
        #expect(file.records.map(\.key) == records.map(\.0) && file.damagedLines == 0)
    }

    /// A program may be killed after any byte.
    @Test func `passes over what is torn, wherever it is, and goes on behind the last record`() throws {
        let folder = try Folder()
        try write(records, to: folder.path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path))
        let ends = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
        for length in 0...whole.count {
            try whole.prefix(length).write(to: URL(fileURLWithPath: folder.path))
            // The first line is none.
            let kept = max(0, ends.count { $0 < length } - 1)
            do {
                var file = try RecordFile(path: folder.path)
                #expect(try contents(file) == records.prefix(kept).map(\.1), "\(length) bytes")
                #expect(file.damagedLines == (length == 0 || ends.contains(length - 1) ? 0 : 1))
                try file.append("c", Array("next".utf8))
            }
            let file = try RecordFile(path: folder.path)
            #expect(try contents(file) == records.prefix(kept).map(\.1) + ["next"] && file.damagedLines == 0)
        }
    }

    @Test func `passes over a record that was changed, and keeps those after it`() throws {
        let folder = try Folder()
        try write(records, to: folder.path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.path))
        let ends = whole.indices.filter { whole[$0] == UInt8(ascii: "\n") }
        for place in ends[0] + 1..<ends[1] {
            var changed = whole
            changed[place] ^= 1
            guard changed[place] != UInt8(ascii: "\n") else { continue }
            try changed.write(to: URL(fileURLWithPath: folder.path))
            let file = try RecordFile(path: folder.path)
            #expect(try contents(file) == records.dropFirst().map(\.1) && file.damagedLines == 1, "byte \(place)")
        }
    }

    @Test func `is as new when all is taken out`() throws {
        let folder = try Folder()
        try write(records, to: folder.path)
        do {
            var file = try RecordFile(path: folder.path)
            try file.removeAll()
            #expect(file.records.isEmpty)
            try file.append("c", Array("next".utf8))
            #expect(try contents(file) == ["next"])
        }
        let file = try RecordFile(path: folder.path)
        #expect(try contents(file) == ["next"] && file.damagedLines == 0)
    }

    @Test(arguments: ["notes\nof somebody\n", "no end of a line", "\n", "overlap-records 2\n"])
    func `leaves a file of something else as it is`(text: String) throws {
        let folder = try Folder()
        try text.write(toFile: folder.path, atomically: false, encoding: .utf8)
        #expect(throws: LockedFileFailure.self) { try write(records, to: folder.path) }
        #expect(try String(contentsOfFile: folder.path, encoding: .utf8) == text)
    }

    @Test func `refuses what is no file`() throws {
        let folder = try Folder()
        #expect(mkfifo(folder.path, 0o600) == 0)
        #expect(throws: LockedFileFailure.self) { try write(records, to: folder.path) }
    }

    private func write(_ records: [(String, String)], to path: String) throws {
        var file = try RecordFile(path: path)
        for (key, contents) in records { try file.append(key, Array(contents.utf8)) }
    }

    private func contents(_ file: borrowing RecordFile) throws -> [String] {
        var all: [String] = []
        for record in file.records { all.append(String(decoding: try file.contents(record), as: UTF8.self)) }
        return all
    }
}

/// A folder that is removed after a test, and a place in it.
private struct Folder: ~Copyable {
    private let url = FileManager.default.temporaryDirectory.appendingPathComponent("overlap-\(UUID().uuidString)")
    var path: String { url.appendingPathComponent("records").path }

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }
}
