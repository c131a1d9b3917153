import Foundation
import Testing

@testable import overlap

/// Results replace a file when they are whole, and no sooner.
@Suite struct OutputFileTests {
    private static func names(_ directory: borrowing TemporaryDirectory) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.url.path).sorted()
    }

    private static func put(_ text: String, _ path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    @Test func `leaves the old file until the new one is finished`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("x")
        try Self.put("old", path)
        var file = try OutputFile(path: path)
        try file.write("ne")
        #expect(try directory.text("x") == "old")
        try file.write("w")
        try file.finish()
        #expect(try directory.text("x") == "new")
        #expect(try Self.names(directory) == ["x"])
    }

    @Test func `leaves nothing of a file that is not finished`() throws {
        let directory = try TemporaryDirectory()
        func fail() throws {
            var file = try OutputFile(path: directory.path("x"))
            try file.write("new")
        }
        try fail()
        #expect(try Self.names(directory) == [])
    }

    @Test func `keeps what is unfinished where that is asked for, and an older one until there is something`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("x")
        func begin(_ text: String?) throws {
            var file = try OutputFile(path: path, keepingPartial: true)
            if let text { try file.write(text) }
        }
        try begin(nil)
        #expect(try Self.names(directory) == [])
        try begin("long ago")
        #expect(try directory.text("x.partial") == "long ago")
        try begin(nil)
        #expect(try directory.text("x.partial") == "long ago")
        try begin("now")
        #expect(try directory.text("x.partial") == "now")
        #expect(try Self.names(directory) == ["x.partial"])
    }

    @Test func `follows a link to its file, there or not`() throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path("d"), withIntermediateDirectories: true)
        for (link, target) in [("link", "d/file"), ("second", "link")] {
            try FileManager.default.createSymbolicLink(
                atPath: directory.path(link), withDestinationPath: target)
        }
        try OutputFile.write("one", to: directory.path("second"))
        #expect(try directory.text("d/file") == "one")
        try OutputFile.write("two", to: directory.path("link"))
        #expect(try directory.text("d/file") == "two")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory.path("link")) == "d/file")
        #expect(try Self.names(directory) == ["d", "link", "second"])
    }

    @Test func `keeps the permissions of the file that it replaces`() throws {
        let directory = try TemporaryDirectory()
        try Self.put("old", directory.path("x"))
        chmod(directory.path("x"), 0o640)
        try OutputFile.write("new", to: directory.path("x"))
        try OutputFile.write("new", to: directory.path("y"))
        func mode(_ name: String) throws -> Int {
            let attributes = try FileManager.default.attributesOfItem(atPath: directory.path(name))
            return try #require(attributes[.posixPermissions] as? Int)
        }
        let mask = umask(0o022)
        umask(mask)
        #expect(try mode("x") == 0o640)
        #expect(try mode("y") == 0o666 & ~Int(mask))
    }

    /// A name too long for a file system, and one that is cut at the slash only between bytes.
    private static let noNames = [String(repeating: "n", count: 256), "nonexistent/\u{301}x"]

    @Test(arguments: ["", "/nonexistent/x", "/", "/tmp/", "/tmp/nonexistent-file/", "/etc/passwd/x"] + noNames)
    func `says at once where nothing can be written`(path: String) {
        let failure = #expect(throws: CommandFailure.self) { try OutputPlace(path) }
        #expect(failure?.code == 74 && failure?.message.contains("cannot write `\(path)`") == true)
    }

    @Test(arguments: ["/dev/null", "/dev/stdout", "/dev/stderr"])
    func `writes to what is no file as it is`(path: String) throws {
        let run = try CommandRun(["new", "-o", path, "--force"])
        #expect(run.code == 0)
        let text = try CommandRun(["new"]).output
        #expect(run.output == (path == "/dev/stdout" ? text : ""))
        if path == "/dev/stderr" { #expect(run.errors.hasPrefix(text)) }
        #expect(FileManager.default.fileExists(atPath: path))
    }

    /// Not all that is below `/dev` is a device.
    @Test func `replaces a file in shared memory`() throws {
        let path = "/dev/shm/overlap-\(UUID().uuidString)"
        defer { unlink(path) }
        for text in ["first", "second"] {
            try OutputFile.write(text, to: path)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test func `adds to a file that the shell has opened, by whatever name`() throws {
        let directory = try TemporaryDirectory()
        let log = directory.path("log")
        try FileManager.default.createSymbolicLink(atPath: directory.path("l"), withDestinationPath: "/dev/fd/3")
        for name in ["/dev/fd/3", "/proc/self/fd/3", "/dev/./fd/3", directory.path("l")] {
            let run = try CommandRun(shell: "{ echo 1; $OVERLAP new --force -o \(name); echo 2; } 3>>'\(log)' >&3")
            #expect(run.code == 0)
            defer { unlink(log) }
            #expect(try directory.text("log") == "1\n" + CommandRun(["new"]).output + "2\n")
        }
        #expect(try Self.names(directory) == ["l"])
    }

    @Test func `a link to a name that is not UTF-8 leads to no other file`() throws {
        let directory = try TemporaryDirectory()
        try Self.put("other", directory.path("t\u{FFFD}.csv"))
        #expect(symlink(Array("t".utf8CString.dropLast()) + [-1, 0], directory.path("l")) == 0)
        let failure = #expect(throws: CommandFailure.self) { try OutputPlace(directory.path("l")) }
        #expect(failure?.code == 74 && failure?.message.contains("name is not UTF-8") == true)
        #expect(try Self.names(directory) == ["l", "t\u{FFFD}.csv"])
    }

    @Test func `writes to a FIFO that somebody reads`() throws {
        let directory = try TemporaryDirectory()
        try #require(mkfifo(directory.path("f"), 0o600) == 0)
        let run = try CommandRun(
            shell: "cat '\(directory.path("f"))' & $OVERLAP new --force -o '\(directory.path("f"))'; wait")
        #expect(run.output == (try CommandRun(["new"]).output))
        #expect(try Self.names(directory) == ["f"])
    }

    @Test func `adds to standard output, whatever it is`() throws {
        let directory = try TemporaryDirectory()
        let log = directory.path("log")
        _ = try CommandRun(shell: "{ echo first; $OVERLAP new -o /dev/stdout; echo last; } > '\(log)'")
        let text = try directory.text("log")
        #expect(text == "first\n" + (try CommandRun(["new"]).output) + "last\n")
    }

    @Test func `leaves the old file when the command fails`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("out")
        try Self.put("old", path)
        for arguments in [
            ["simulate", "broken.yaml"], ["simulate", "small.yaml", "--set", "prefetch=x"],
            ["import", "trace", "trace.json", "--map", "nothing=decode.cost", "--force"], ["lint", "broken.yaml"],
            ["check", "tfdata", "small.yaml"],
        ] {
            #expect(try CommandRun(arguments + ["-o", path]).code >= 64)
            #expect(try directory.text("out") == "old")
        }
        #expect(try Self.names(directory) == ["out"])
    }

    @Test func `leaves the old file when the disk is full`() throws {
        guard let disk = try SmallFileSystem(size: "64k") else { return }
        try Self.put("old", "\(disk.path)/out")
        let run = try CommandRun(["schema", "-o", "\(disk.path)/out"])
        #expect(run.code == 74 && run.errors.contains("No space left"), "\(run.errors)")
        #expect(try String(contentsOfFile: "\(disk.path)/out", encoding: .utf8) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["out"])
    }
}
