import Dispatch
import Foundation
import Testing

@testable import PipelineExecution

struct OpenFilesTests {
    private func names(_ count: Int, in directory: borrowing TemporaryDirectory) throws -> [String] {
        let paths = (0..<count).map { directory.path + "/\($0)" }
        for path in paths { try Data(path.utf8).write(to: URL(fileURLWithPath: path)) }
        return paths
    }

    @Test func `a file that is used again and again stays open`() throws {
        let directory = try TemporaryDirectory()
        let paths = try names(20, in: directory)
        let files = OpenFiles(limit: 4)
        var opened = [Int](repeating: 0, count: 20)
        for number in 0..<20 {
            for wanted in [0, number] {
                let file = try files.file(Int64(wanted)) { () throws(DataError) in
                    opened[wanted] += 1
                    return try OpenFile(paths[wanted], flags: O_RDONLY)
                }
                #expect(file.path == paths[wanted])
            }
            #expect(files.count <= 4 && openDescriptors(below: directory.path) == files.count)
        }
        #expect(opened[0] < 8 && opened[1...].allSatisfy { $0 == 1 })
    }

    @Test func `a file that gives way is open as long as somebody uses it`() throws {
        let directory = try TemporaryDirectory()
        let paths = try names(2, in: directory)
        let files = OpenFiles(limit: 1)
        func use(_ number: Int) throws -> OpenFile {
            try files.file(Int64(number)) { () throws(DataError) in try OpenFile(paths[number], flags: O_RDONLY) }
        }
        do {
            let first = try use(0)
            _ = try use(1)
            #expect(try first.text(atMostBytes: 999) == paths[0])
            #expect(openDescriptors(below: directory.path) == 2)
        }
        #expect(openDescriptors(below: directory.path) == 1)
    }

    @Test func `threads that open the same files at once share them`() throws {
        let directory = try TemporaryDirectory()
        let paths = try names(6, in: directory)
        let files = OpenFiles(limit: 3)
        let failures = Monitor(0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<200 {
                let number = (thread + round) % 6
                let file = try? files.file(Int64(number)) { () throws(DataError) in
                    try OpenFile(paths[number], flags: O_RDONLY)
                }
                if (try? file?.text(atMostBytes: 999)) != paths[number] { failures.withLock { $0 += 1 } }
            }
        }
        #expect(failures.withLock { $0 } == 0)
        #expect(files.count == 3 && openDescriptors(below: directory.path) == 3)
    }
}
