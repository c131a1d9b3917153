import Foundation
import ScenarioFiles
import Testing

/// Where a file is expected and something else stands; a test that waits for ever has failed.
@Suite struct InputSourceTests {
    private static func temporaryPath() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("input-\(UUID().uuidString)").path
    }

    private static func refusal(_ path: String) -> String? { InputSource(path).refusal?.reason }

    @Test func `refuses a FIFO without opening it`() throws {
        let path = Self.temporaryPath()
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        #expect(Self.refusal(path)?.contains("a FIFO (a named pipe), not a file") == true)
        let reading = #expect(throws: InputSource.Refusal.self) { try InputSource(path).read() }
        #expect(reading?.reason == Self.refusal(path))
        let scenario = #expect(throws: ScenarioFileError.self) { try ScenarioFile(path: path) }
        #expect(scenario?.description == "\(path): error: \(Self.refusal(path) ?? "")")
        let overlay = #expect(throws: ScenarioFileError.self) { try Override.overlay(path: path) }
        #expect(overlay?.description == scenario?.description)
    }

    @Test func `refuses a FIFO where a file of measured values is named`() throws {
        let path = Self.temporaryPath()
        try #require(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let measured = Fixtures.small.replacing("cost: 6 ms", with: "cost: {recorded: {file: \(path), unit: ms}}")
        let error = #expect(throws: ScenarioFileError.self) {
            try ScenarioFile(text: measured, name: "s.yaml", directory: ".", allowsFilesOutside: true).scenarios()
        }
        #expect(error?.description.contains("s.yaml:4:") == true)
        #expect(error?.description.contains("a FIFO") == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("/dev/zero", "a device"), ("/dev/null", "a device"), ("/tmp", "a directory"), ("/nonexistent", "no such file"),
    ])
    func `says what stands there`(path: String, expected: String) {
        #expect(Self.refusal(path)?.contains(expected) == true)
    }

    @Test func `reads a file, and what is open already`() throws {
        let path = Self.temporaryPath()
        try "overlap".write(toFile: path, atomically: true, encoding: .utf8)
        defer { unlink(path) }
        #expect(Self.refusal(path) == nil)
        #expect(try InputSource(path).read() == Data("overlap".utf8))
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("pipe".utf8))
        try pipe.fileHandleForWriting.close()
        let opened = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        #expect(try InputSource(opened).read(limit: 100) == Data("pipe".utf8))
    }

    @Test func `reads no more than the limit`() throws {
        let path = Self.temporaryPath()
        try String(repeating: "x", count: 100).write(toFile: path, atomically: true, encoding: .utf8)
        defer { unlink(path) }
        let error = #expect(throws: InputSource.Refusal.self) { try InputSource(path).read(limit: 99) }
        #expect(error?.reason.contains("too large (100 bytes)") == true)
    }

    @Test func `stops waiting when the task is cancelled`() async throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForReading.fileDescriptor
        let reading = Task.detached { () -> Bool in
            do { _ = try InputSource.bytes(from: descriptor) } catch { return true }
            return false
        }
        reading.cancel()
        #expect(await reading.value)
        try pipe.fileHandleForWriting.close()
    }
}
