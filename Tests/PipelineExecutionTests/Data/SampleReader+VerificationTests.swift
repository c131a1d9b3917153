import Foundation
import Testing
import Variates

@testable import PipelineExecution

struct SampleReaderVerificationTests {
    private static func flip(_ path: String, at offset: Int) throws -> UInt8 {
        var contents = try bytes(ofFile: path)
        contents[offset] ^= 0x10
        try contents.write(to: path)
        return contents[offset]
    }

    @Test(arguments: CacheMode.allCases, [1, 3])
    func `data as they were written pass, all of them`(mode: CacheMode, samplesPerFile: Int) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 4, samplesPerFile: samplesPerFile).written(at: directory("d"))
        var told: [Int64] = []
        #expect(try SampleReader(data, mode: mode).verify { told.append($0) } == 4)
        #expect(told == [1, 2, 3, 4])
    }

    /// In the first and the last byte, about the bounds of samples and of what is read at a time.
    @Test(arguments: [0, 1, 699_999, 700_000, (1 << 20) - 1, 1 << 20, 1_399_999, 2_099_999])
    func `a byte that is another is named by file, position and sample`(offset: Int) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 2, samplesPerFile: 3, size: .constant(700_000))
        let written = try data.written(at: directory("d"))
        let path = directory("d/000/000001.bin")
        let expected = data.contents(ofFile: 1)[offset]
        let found = try Self.flip(path, at: offset)
        #expect(
            throws: DataError.wrongContents(
                path: path, sample: 3 + Int64(offset / 700_000), offset: Int64(offset), found: found,
                expected: expected)
        ) { try SampleReader(written, mode: .direct).verify() }
    }

    @Test func `files that are too short or too long are no others' data`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 1, size: .constant(500))
        let reader = try SampleReader(data.written(at: directory("d")), mode: .direct)
        let path = directory("d/000/000000.bin")
        try (data.contents(ofFile: 0) + [0]).write(to: path)
        #expect(throws: DataError.tooLong(path: path, expectedBytes: 500, foundBytes: 501)) { try reader.verify() }
        let other = try SampleReader(DataDirectory(data, at: directory("d")), mode: .direct)
        try data.contents(ofFile: 0).dropLast().map { $0 }.write(to: path)
        #expect(throws: DataError.truncated(path: path, expectedBytes: 500, foundBytes: 499)) { try other.verify() }
    }
}

/// Work on many files ends when its task is cancelled.
struct DataCancellationTests {
    @Test func `drawing sizes, surveying and verifying`() async throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 2, size: .constant(500))
        let written = try data.written(at: directory("d"))
        let path = directory("d")
        let errors = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return [
                #expect(throws: DataError.self) { try DataSet.example() },
                #expect(throws: DataError.self) { try DataSurvey(data, at: path) },
                #expect(throws: DataError.self) { try SampleReader(written, mode: .direct).verify() },
            ]
        }.value
        #expect(errors == [.stopped, .stopped, .stopped])
    }
}
