import Foundation
import Testing
import Variates

@testable import PipelineExecution

/// What is no file is refused at once: a test that waits for a pipe's writer would not end.
struct FileKindTests {
    enum Kind: CaseIterable { case pipe, device, socket, linkToPipe }

    /// Puts something in the place of a file.
    static func put(_ kind: Kind, at path: String) throws -> String {
        try? FileManager.default.removeItem(atPath: path)
        switch kind {
        case .pipe: #expect(mkfifo(path, 0o600) == 0)
        case .device: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
        case .socket: try bindSocket(at: path)
        case .linkToPipe:
            #expect(mkfifo(path + ".pipe", 0o600) == 0)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".pipe")
        }
        return switch kind {
        case .pipe, .linkToPipe: "a named pipe"
        case .device: "a device"
        case .socket: "a socket"
        }
    }

    private static func bindSocket(at path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8)
            return path.utf8.count < place.count
        }
        try #require(fits)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(status == 0)
    }

    @Test(arguments: Kind.allCases)
    func `opened for reading or writing`(kind: Kind) throws {
        let directory = try TemporaryDirectory()
        let name = try Self.put(kind, at: directory("f"))
        for flags in [O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_CREAT | O_TRUNC] {
            #expect(throws: DataError.notAFile(path: directory("f"), kind: name)) {
                try OpenFile(directory("f"), flags: flags)
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `as a sample file, for readers, surveys and writers`(kind: Kind) throws {
        let directory = try TemporaryDirectory()
        // Samples of no bytes: a pipe has as many.
        for size in [0, 90] as [Double] {
            let data = try DataSet.example(files: 2, size: .constant(size))
            let path = directory("d\(size)")
            let written = try data.written(at: path)
            let file = path + "/" + data.path(ofFile: 1)
            let error = DataError.notAFile(path: file, kind: try Self.put(kind, at: file))
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 90, alignment: 1)
            defer { memory.deallocate() }
            let reader = try SampleReader(written, mode: .direct)
            #expect(throws: error) { try reader.read(1, into: memory) }
            #expect(throws: error) { try reader.verify() }
            #expect(throws: error) { try DataSurvey(data, at: path) }
            #expect(throws: error) { try DataWriter(data, at: path) }
        }
    }

    @Test(arguments: Kind.allCases)
    func `as a manifest`(kind: Kind) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 1)
        _ = try data.written(at: directory("d"))
        let path = directory("d/overlap-data.txt")
        let error = DataError.notAFile(path: path, kind: try Self.put(kind, at: path))
        #expect(throws: error) { try DataDirectory(data, at: directory("d")) }
        #expect(throws: error) { try DataWriter(data, at: directory("d")) }
    }

    @Test(arguments: Kind.allCases)
    func `under the name of a file that is being written`(kind: Kind) throws {
        let directory = try TemporaryDirectory()
        let data = try DataSet.example(files: 1, size: .constant(10))
        _ = try DataWriter(data, at: directory("d")).write { _ in false }
        try FileManager.default.removeItem(atPath: directory("d/000/000000.bin"))
        let path = directory("d/000/000000.bin.partial")
        let error = DataError.notAFile(path: path, kind: try Self.put(kind, at: path))
        #expect(throws: error) { try DataWriter(data, at: directory("d")).write() }
    }

    @Test func `a link to a file is followed, one to nowhere is missing`() throws {
        let directory = try TemporaryDirectory()
        try [UInt8](repeating: 7, count: 12).write(to: directory("f"))
        try FileManager.default.createSymbolicLink(atPath: directory("l"), withDestinationPath: "f")
        try FileManager.default.createSymbolicLink(atPath: directory("n"), withDestinationPath: "nothing")
        #expect(try OpenFile(directory("l"), flags: O_RDONLY).byteCount() == 12)
        #expect(throws: DataError.missing(path: directory("n"))) { try OpenFile(directory("n"), flags: O_RDONLY) }
    }
}
