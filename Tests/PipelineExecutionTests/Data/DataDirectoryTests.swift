import Foundation
import PipelineExecution
import Testing
import Variates

struct DataDirectoryTests {
    @Test(
        arguments: try [
            (DataSet.example(files: 6), "files 5, not 6"), (.example(seed: 2), "seed 1, not 2"),
            (.example(samplesPerFile: 2), "samples per file 1, not 2"),
            (.example(size: .constant(3)), "bytes in all "),
            (.example(source: "images"), "digest of the samples' sizes"),
        ])
    func `says what differs from other data`(other: DataSet, difference: String) throws {
        let directory = try TemporaryDirectory()
        _ = try DataSet.example().written(at: directory("d"))
        #expect {
            try DataDirectory(other, at: directory("d"))
        } throws: {
            guard case DataError.otherData(directory("d"), let differences) = $0 else { return false }
            return differences.contains { $0.hasPrefix(difference) }
        }
    }

    @Test func `serves every scenario whose files are the same`() throws {
        let directory = try TemporaryDirectory()
        _ = try DataSet.example(size: .constant(70)).written(at: directory("d"))
        _ = try DataDirectory(.example(size: .constant(70), source: "images"), at: directory("d"))
    }

    @Test func `refuses what is no data directory`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example()
        #expect(throws: DataError.missing(path: directory("d"))) { try DataDirectory(data, at: directory("d")) }
        #expect {
            try DataDirectory(data, at: directory.path)
        } throws: {
            "\($0)".contains("holds no `overlap-data.txt`")
        }
        for text in ["", "overlap data, format 2\n", "overlap data, format 1\nfiles 5\n"] {
            try text.write(toFile: directory("overlap-data.txt"), atomically: true, encoding: .utf8)
            #expect {
                try DataDirectory(data, at: directory.path)
            } throws: {
                guard case DataError.noManifest = $0 else { return false }
                return true
            }
        }
    }

    @Test func `a manifest that is not UTF-8 is none`() throws {
        let directory = try TemporaryDirectory()
        try "overlap data, format 1\nfiles: \u{E9}\n".write(
            toFile: directory("overlap-data.txt"), atomically: true, encoding: .isoLatin1)
        #expect {
            try DataDirectory(try .example(), at: directory.path)
        } throws: {
            "\($0)".contains("`overlap-data.txt` is not valid UTF-8")
        }
    }

    @Test func `a manifest that says too little is that of other data`() throws {
        let directory = try TemporaryDirectory()
        try "overlap data, format 1\nstate: complete\n".write(
            toFile: directory("overlap-data.txt"), atomically: true, encoding: .utf8)
        #expect {
            try DataDirectory(try .example(), at: directory.path)
        } throws: {
            "\($0)".contains("seed not given, not 1")
        }
    }
}
