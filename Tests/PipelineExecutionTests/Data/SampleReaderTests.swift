import Dispatch
import Foundation
import Testing
import Variates

@testable import PipelineExecution

struct SampleReaderTests {
    /// Reads a sample into memory that has a canary behind it.
    private static func sample(_ sample: Int64, _ reader: SampleReader) throws -> [UInt8] {
        let size = Int(reader.directory.dataSet.bytes(ofSample: sample))
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size + 8, alignment: 1)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0xA5)
        #expect(try reader.read(sample, into: memory) == size)
        #expect(memory[size...].allSatisfy { $0 == 0xA5 })
        return Array(memory[..<size])
    }

    /// A reader of one method; of the direct one through whatever the file system offers for it.
    private static func reader(_ method: ReadMethod, _ data: DataDirectory, limit: Int = 256) throws -> SampleReader {
        if method == .fadvise { return SampleReader(data, RangeReader(.fadvise), openFileLimit: limit) }
        return try SampleReader(data, mode: method == .direct ? .direct : .pageCache, openFileLimit: limit)
    }

    @Test(arguments: ReadMethod.allCases, [1, 9])
    func `reads what was written`(method: ReadMethod, samplesPerFile: Int) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(samplesPerFile: samplesPerFile).written(at: directory("d"))
        let reader = try Self.reader(method, data)
        for sample in (0..<data.dataSet.samples).reversed() {
            #expect(try Self.sample(sample, reader) == data.dataSet.contents(ofSample: sample))
        }
    }

    @Test(arguments: ReadMethod.allCases)
    func `reads samples larger than a chunk, at any offset`(method: ReadMethod) throws {
        let directory = try TemporaryDirectory()
        let sizes = try RecordedTable(values: [3, 4_194_304, 4096, 9_000_001, 4093], replay: .bySample)
        let data = try DataSet.example(files: 1, samplesPerFile: 5, size: .recorded(sizes)).written(at: directory("d"))
        let reader = try Self.reader(method, data)
        for sample in 0..<Int64(5) {
            #expect(try Self.sample(sample, reader) == data.dataSet.contents(ofSample: sample))
        }
    }

    @Test func `empty samples are read without complaint`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(size: .constant(0)).written(at: directory("d"))
        for method in ReadMethod.allCases { #expect(try Self.sample(2, try Self.reader(method, data)).isEmpty) }
    }

    @Test(arguments: ReadMethod.allCases)
    func `many threads read at once`(method: ReadMethod) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 12, samplesPerFile: 3).written(at: directory("d"))
        let reader = try Self.reader(method, data, limit: 3)
        let wrong = Monitor(0)
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<30 {
                let sample = Int64((7 * thread + round) % 36)
                if (try? Self.sample(sample, reader)) != data.dataSet.contents(ofSample: sample) {
                    wrong.withLock { $0 += 1 }
                }
            }
        }
        #expect(wrong.withLock { $0 } == 0)
        #expect(reader.openFileCount <= 3 && openDescriptors(below: directory.path) <= 3)
    }

    @Test func `closes its files`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example().written(at: directory("d"))
        do {
            let reader = try SampleReader(data, mode: .pageCache)
            for sample in 0..<Int64(5) { _ = try Self.sample(sample, reader) }
            #expect(openDescriptors(below: directory.path) == 5)
        }
        #expect(openDescriptors(below: directory.path) == 0)
    }

    @Test(arguments: ReadMethod.allCases)
    func `tells a missing, a truncated and an unreadable file apart`(method: ReadMethod) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(samplesPerFile: 2, size: .constant(6000)).written(at: directory("d"))
        let reader = try Self.reader(method, data)
        try FileManager.default.removeItem(atPath: data.path(ofFile: 1))
        #expect(truncate(data.path(ofFile: 2), 10_000) == 0)
        try FileManager.default.removeItem(atPath: data.path(ofFile: 3))
        try FileManager.default.createDirectory(atPath: data.path(ofFile: 3), withIntermediateDirectories: true)
        #expect(throws: DataError.missing(path: data.path(ofFile: 1))) { try Self.sample(2, reader) }
        // Whichever sample is asked for: the file is not what it should be.
        for sample in Int64(4)...5 {
            #expect(throws: DataError.truncated(path: data.path(ofFile: 2), expectedBytes: 12_000, foundBytes: 10_000))
            { try Self.sample(sample, reader) }
        }
        #expect(truncate(data.path(ofFile: 2), 12_001) == 0)
        #expect(throws: DataError.tooLong(path: data.path(ofFile: 2), expectedBytes: 12_000, foundBytes: 12_001)) {
            try Self.sample(4, reader)
        }
        #expect(try Self.sample(0, reader) == data.dataSet.contents(ofSample: 0))
        #expect(truncate(data.path(ofFile: 0), 0) == 0)
        #expect(throws: DataError.truncated(path: data.path(ofFile: 0), expectedBytes: 6000, foundBytes: 0)) {
            try Self.sample(0, reader)
        }
        #expect {
            try Self.sample(6, reader)
        } throws: {
            switch $0 {
            case DataError.unreadable(data.path(ofFile: 3), let reason): !reason.isEmpty
            // Where the file system refuses to open directories for direct reads.
            case DataError.inputOutput(data.path(ofFile: 3), _, _): method == .direct
            default: false
            }
        }
    }

    @Test func `says how it reads`() throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example().written(at: directory("d"))
        #expect(try SampleReader(data, mode: .pageCache).method == .pageCache)
        #expect(try [.direct, .fadvise, .pageCache].contains(SampleReader(data, mode: .direct).method))
        #expect(try DataDirectory(data.dataSet, at: directory("d")) == data)
    }

    @Test(.enabled(if: FileManager.default.isWritableFile(atPath: "/dev/shm")))
    func `a file system in memory is nothing but page cache`() throws {
        let path = "/dev/shm/overlap-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let data = try DataSet.example().written(at: path)
        #expect(try SampleReader(data, mode: .direct).method == .pageCache)
    }

    @Test func `direct reads leave nothing in the page cache`() throws {
        let directory = try TemporaryDirectory()
        let size = 1 << 20
        let data = try DataSet.example(files: 1, size: .constant(Double(size))).written(at: directory("d"))
        let reader = try SampleReader(data, mode: .direct)
        guard reader.method == .direct else { return }
        let file = try OpenFile(data.path(ofFile: 0), flags: O_RDONLY)
        #expect(fdatasync(file.descriptor) == 0)
        posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_DONTNEED)
        let before = try residentPages(of: file, size)
        _ = try Self.sample(0, reader)
        #expect(try residentPages(of: file, size) <= before)
        _ = try Self.sample(0, try SampleReader(data, mode: .pageCache))
        #expect(try residentPages(of: file, size) == size / 4096)
        _ = try Self.sample(0, try Self.reader(.fadvise, data))
        #expect(try residentPages(of: file, size) == 0)
    }

    private func residentPages(of file: OpenFile, _ size: Int) throws -> Int {
        let map = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0)
        defer { munmap(map, size) }
        var pages = [UInt8](repeating: 0, count: size / 4096)
        #expect(mincore(map, size, &pages) == 0)
        return pages.count { $0 & 1 == 1 }
    }
}
