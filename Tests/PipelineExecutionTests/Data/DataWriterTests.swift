import Foundation
import PipelineExecution
import Testing
import Variates

struct DataWriterTests {
    @Test(arguments: [1, 7])
    func `files hold the samples' contents and nothing else`(samplesPerFile: Int) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(samplesPerFile: samplesPerFile)
        let progress = try DataWriter(data, at: directory("a/b")).write()
        #expect(progress.isComplete && progress.filesWritten == 5 && progress.bytesWritten == data.totalBytes)
        #expect(
            files(below: directory("a/b")) == (0..<5).map { data.path(ofFile: $0) } + ["overlap-data.txt"])
        for file in 0..<data.files {
            #expect(try bytes(ofFile: directory("a/b/") + data.path(ofFile: file)) == data.contents(ofFile: file))
        }
    }

    @Test func `chunks leave no seams`() throws {
        let directory = try TemporaryDirectory()
        // More than two MiB in a file, with samples across the bounds of the chunks.
        let data = try DataSet.example(files: 1, samplesPerFile: 3, size: .uniform(lower: 700_001, upper: 800_000))
        _ = try data.written(at: directory("d"))
        #expect(try bytes(ofFile: directory("d/000/000000.bin")) == data.contents(ofFile: 0))
    }

    @Test func `complete files are kept, others are written again`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 8, size: .uniform(lower: 10, upper: 9000))
        _ = try data.written(at: directory("d"))
        let path = { directory.path + "/d/" + data.path(ofFile: $0) }
        // A kept file can be told from one that is written again by a byte.
        for file in Int64(0)..<8 { try overwriteFirstByte(of: path(file)) }
        try FileManager.default.removeItem(atPath: path(2))
        #expect(truncate(path(5), 3) == 0)
        #expect(try DataSurvey(data, at: directory("d")).filesThere == 6)

        let progress = try DataWriter(data, at: directory("d")).write()
        #expect((progress.filesWritten, progress.filesSkipped) == (2, 6))
        #expect(progress.bytesWritten == data.bytes(ofFile: 2) + data.bytes(ofFile: 5))
        #expect(progress.isComplete && progress.fraction == 1)
        for file in Int64(0)..<8 {
            let isWhole = try bytes(ofFile: path(file)) == data.contents(ofFile: file)
            #expect(isWhole == [2, 5].contains(file))
        }
    }

    @Test func `a stopped call leaves whole files, and the next goes on`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 6, size: .constant(100))
        let stopped = try DataWriter(data, at: directory("d")).write { $0.filesWritten < 4 }
        #expect(!stopped.isComplete && stopped.filesWritten == 4)
        #expect(throws: DataError.incomplete(path: directory("d"))) { try DataDirectory(data, at: directory("d")) }
        let rest = try DataWriter(data, at: directory("d")).write()
        #expect((rest.filesWritten, rest.filesSkipped) == (2, 4))
        _ = try DataDirectory(data, at: directory("d"))
    }

    @Test func `a file that is being written when the call stops is removed`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 1, size: .constant(1_500_000))
        var asked = 0
        let stopped = try DataWriter(data, at: directory("d")).write { _ in
            asked += 1
            return false
        }
        #expect(asked == 1 && stopped.bytesWritten == 0 && !stopped.isComplete)
        #expect(files(below: directory("d")) == ["overlap-data.txt"])
    }

    @Test func `when all is there but the last word, that is all that is written`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 2)
        _ = try DataWriter(data, at: directory("d")).write { $0.filesWritten < 2 }
        #expect(throws: DataError.incomplete(path: directory("d"))) { try DataDirectory(data, at: directory("d")) }
        #expect(try DataWriter(data, at: directory("d")).write().filesSkipped == 2)
        _ = try DataDirectory(data, at: directory("d"))
    }

    /// A file system of 1 MiB; needs the right to mount it.
    @Test func `a full disk is reported, and nothing of the file in question stays`() throws {
        let directory = try TemporaryDirectory()
        guard mount("overlap-test", directory.path, "tmpfs", 0, "size=1m") == 0 else {
            print("not tested, for want of the right to mount a file system: a full disk under data")
            return
        }
        defer { umount(directory.path) }
        let data = try DataSet.example(files: 5, size: .constant(300_000))
        // It believes in room that is not there.
        let space = FileSystemSpace(freeBytes: 1 << 40, totalBytes: 1 << 40)
        #expect {
            try DataWriter(data, at: directory("d"), space: space).write()
        } throws: {
            guard case .diskFull = $0 as? DataError else { return false }
            return true
        }
        let whole = ["000/000000.bin", "000/000001.bin", "000/000002.bin", "overlap-data.txt"]
        #expect(files(below: directory("d")) == whole)
    }

    @Test func `other data, or something else, is refused and left as it is`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example()
        _ = try data.written(at: directory("d"))
        let differences = ["seed 1, not 2", "digest of"]
        #expect {
            try DataWriter(try .example(seed: 2), at: directory("d"))
        } throws: { error in
            differences.allSatisfy { "\(error)".contains($0) } && "\(error)".contains(directory("d"))
        }
        #expect {
            try DataWriter(data, at: directory.path)
        } throws: {
            "\($0)".contains("but `d`; an empty one is accepted")
        }
        #expect(files(below: directory.path).count == 6)
    }

    @Test func `two cannot write at a time`() throws {
        let directory = try TemporaryDirectory()
        let first = try DataWriter(try .example(), at: directory("d"))
        #expect(throws: DataError.inUse(path: directory("d"))) { try DataWriter(try .example(), at: directory("d")) }
        _ = try first.write()
    }

    @Test(arguments: [0, 1] as [Int64])
    func `what would touch the reserve is refused before anything is written`(missing: Int64) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 3, size: .constant(5000))
        // Three files of two blocks each, beside a reserve of 5 %.
        let space = FileSystemSpace(freeBytes: 6 * 4096 + 50_000 - missing, totalBytes: 1_000_000)
        if missing == 0 {
            #expect(try DataWriter(data, at: directory("d"), space: space).write().isComplete)
            // Nothing is needed any more.
            #expect(
                try DataWriter(data, at: directory("d"), space: .init(freeBytes: 0, totalBytes: 9)).write().isComplete)
        } else {
            #expect(
                throws: DataError.notEnoughSpace(
                    path: directory("d"), neededBytes: 24576, freeBytes: 74575, reserveBytes: 50_000)
            ) { try DataWriter(data, at: directory("d"), space: space) }
            #expect(!FileManager.default.fileExists(atPath: directory("d")))
        }
    }

    @Test func `what is there already needs no space`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 3, size: .constant(5000))
        _ = try DataWriter(data, at: directory("d")).write { $0.filesWritten < 2 }
        let space = FileSystemSpace(freeBytes: 8192 + 50_000, totalBytes: 1_000_000)
        #expect(try DataWriter(data, at: directory("d"), space: space).write().filesWritten == 1)
    }

    @Test func `a file system without room for so many files is refused`() throws {
        let directory = try TemporaryDirectory()
        let space = FileSystemSpace(freeBytes: 1 << 40, totalBytes: 1 << 40, freeFiles: 4)
        #expect(throws: DataError.notEnoughFiles(path: directory("d"), neededFiles: 5, freeFiles: 4)) {
            try DataWriter(try .example(), at: directory("d"), space: space)
        }
    }

    private func overwriteFirstByte(of path: String) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let first = try #require(try file.read(upToCount: 1)?.first)
        try file.seek(toOffset: 0)
        try file.write(contentsOf: Data([first ^ 0xFF]))
        try file.close()
    }
}
