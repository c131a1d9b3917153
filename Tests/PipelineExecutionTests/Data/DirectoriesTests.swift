import Foundation
import Testing

@testable import PipelineExecution

struct DirectoriesTests {
    @Test func `creates what is missing, and only that`() throws {
        let directory = try TemporaryDirectory()
        for _ in 0..<2 { try createDirectories(directory("a/b/c/")) }
        #expect(FileManager.default.fileExists(atPath: directory("a/b/c")))
        #expect(try entries(ofDirectory: directory("a")) == ["b"])
        #expect(try entries(ofDirectory: directory("z")) == nil)
        try Data([1, 2]).write(to: URL(fileURLWithPath: directory("a/f")))
        for path in ["a/f", "a/f/g"] {
            #expect {
                try createDirectories(directory(path))
            } throws: {
                "\($0)".contains("Not a directory")
            }
        }
        #expect(try byteCount(ofFile: directory("a/f")) == 2)
        #expect(try byteCount(ofFile: directory("a/g")) == nil)
    }
}
