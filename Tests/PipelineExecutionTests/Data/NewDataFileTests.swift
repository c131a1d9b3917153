import Foundation
import Testing

@testable import PipelineExecution

struct NewDataFileTests {
    @Test func `has its name when it is complete, and not before`() throws {
        let directory = try TemporaryDirectory()
        var file = try NewDataFile(for: directory("f"))
        try file.file.write("text")
        #expect(!files(below: directory.path).contains("f"))
        try file.takePlace()
        #expect(files(below: directory.path) == ["f"])
        #expect(try String(contentsOfFile: directory("f"), encoding: .utf8) == "text")
    }

    @Test func `takes the place of a file, and of what an interrupted call has left`() throws {
        let directory = try TemporaryDirectory()
        try [1, 2, 3].write(to: directory("f"))
        try [4].write(to: directory("f.partial"))
        var file = try NewDataFile(for: directory("f"))
        try file.file.write("text")
        try file.takePlace()
        #expect(files(below: directory.path) == ["f"])
        #expect(try String(contentsOfFile: directory("f"), encoding: .utf8) == "text")
    }

    @Test func `nothing is left of one that is dropped`() throws {
        let directory = try TemporaryDirectory()
        try [1, 2, 3].write(to: directory("f"))
        do {
            let file = try NewDataFile(for: directory("f"))
            try file.file.write("text")
        }
        #expect(files(below: directory.path) == ["f"])
        #expect(try bytes(ofFile: directory("f")) == [1, 2, 3])
        #expect(openDescriptors(below: directory.path) == 0)
    }

    /// Nothing can be done in time by a program that is killed.
    @Test func `nor of one that is being written when the program is killed`() async throws {
        let directory = try TemporaryDirectory()
        setenv("OVERLAP_TEST_DIRECTORY", directory.path, 1)
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let directory = ProcessInfo.processInfo.environment["OVERLAP_TEST_DIRECTORY"] ?? ""
            var file = try NewDataFile(for: directory + "/f")
            try file.file.write("text")
            let cache = try CacheFile(in: directory, mode: .direct)
            try withUnsafeBytes(of: 17) { _ = try cache.append($0) }
            try cache.finish()
            kill(getpid(), SIGKILL)
            withExtendedLifetime(cache) {}
            try file.takePlace()
        }
        #expect(files(below: directory.path).isEmpty)
    }
}
