import Foundation
import Testing

@testable import Files

/// With a name from the beginning or without, a file is there when it is complete, and no sooner.
struct NewFileTests {
    /// A directory of one file, `f`, that says `old`.
    private static func directory() throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/overlap-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try "old".write(toFile: path + "/f", atomically: false, encoding: .utf8)
        return path
    }

    private static func names(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    @Test func `takes the place of a file, and of what an interrupted program has left`() throws {
        let directory = try Self.directory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try "left".write(toFile: directory + "/t", atomically: false, encoding: .utf8)
        var file = try NewFile(for: directory + "/f", temporary: directory + "/t")
        defer { close(file.descriptor) }
        #expect(write(file.descriptor, "new", 3) == 3)
        #expect(try String(contentsOfFile: directory + "/f", encoding: .utf8) == "old")
        try file.takePlace()
        #expect(try String(contentsOfFile: directory + "/f", encoding: .utf8) == "new")
        #expect(try Self.names(directory) == ["f"])
    }

    @Test func `nothing is left of one that is dropped, or cannot take its place`() throws {
        let directory = try Self.directory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        do {
            let file = try NewFile(for: directory + "/f", temporary: directory + "/t")
            close(file.descriptor)
        }
        do {
            // The name of a directory is not to be had.
            try FileManager.default.createDirectory(atPath: directory + "/d/e", withIntermediateDirectories: true)
            var file = try NewFile(for: directory + "/d", temporary: directory + "/t")
            let failure = #expect(throws: FileFailure.self) { try file.takePlace() }
            #expect(failure?.action == "renaming" && failure?.path == directory + "/t")
            close(file.descriptor)
        }
        #expect(try Self.names(directory) == ["d", "f"])
        #expect(try String(contentsOfFile: directory + "/f", encoding: .utf8) == "old")
    }

    @Test func `says what cannot be created`() {
        let failure = #expect(throws: FileFailure.self) {
            _ = try NewFile(for: "/nonexistent/f", temporary: "/nonexistent/t")
        }
        #expect(failure?.code == ENOENT && failure?.path == "/nonexistent/t")
    }

    /// There is no moment at which a program that is killed would leave a name behind.
    @Test func `what has no name shows in no directory`() throws {
        let directory = try Self.directory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let descriptor = try UnnamedFile.open(in: directory)
        defer { close(descriptor) }
        #expect(try Self.names(directory) == ["f"])
        #expect(write(descriptor, "x", 1) == 1)
        var byte: UInt8 = 0
        #expect(pread(descriptor, &byte, 1, 0) == 1 && byte == UInt8(ascii: "x"))
    }
}
