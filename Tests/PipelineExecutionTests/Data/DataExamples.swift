import Foundation
import PipelineExecution
import Pipelines
import Testing
import Variates

/// A directory that is removed after a test.
struct TemporaryDirectory: ~Copyable {
    let path: String

    /// - Parameter isInMemory: on a file system without a disk, where there is one.
    init(isInMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let above =
            isInMemory && FileManager.default.isWritableFile(atPath: memory)
            ? URL(fileURLWithPath: memory) : FileManager.default.temporaryDirectory
        path = above.appendingPathComponent("overlap-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }
}

extension DataSet {
    /// Files of samples of this size.
    static func example(
        files: Int = 5, samplesPerFile: Int = 1, size: Distribution = .uniform(lower: 0, upper: 9000),
        seed: UInt64 = 1, source: String = "source"
    ) throws -> DataSet { try DataSet(stored(files, samplesPerFile, size, source: source), seed: seed) }

    /// Files as a source describes them.
    static func stored(
        _ files: Int, _ samplesPerFile: Int, _ size: Distribution, source: String = "source"
    ) throws -> StoredFiles {
        StoredFiles(
            source: source, lengths: FileLengths(files: Int64(files), samplesPerFile: Int64(samplesPerFile)), size: size
        )
    }

    /// The bytes that belong into a file.
    func contents(ofFile file: Int64) -> [UInt8] {
        lengths.samples(ofFile: file).flatMap { contents(ofSample: $0) }
    }

    /// The bytes of a sample.
    func contents(ofSample sample: Int64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(self.bytes(ofSample: sample)))
        bytes.withUnsafeMutableBytes { SampleContents(seed: seed).fill($0, sample: sample) }
        return bytes
    }

    /// Writes all files.
    func written(at path: String) throws -> DataDirectory {
        _ = try DataWriter(self, at: path).write()
        return try DataDirectory(self, at: path)
    }
}

/// The bytes of a file.
func bytes(ofFile path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

extension [UInt8] {
    /// Replaces a file.
    func write(to path: String) throws { try Data(self).write(to: URL(fileURLWithPath: path)) }
}

/// All files below a directory, relative to it, in order.
func files(below path: String) -> [String] {
    (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
        .filter { !FileManager.default.isDirectory(path + "/" + $0) }.sorted()
}

extension FileManager {
    fileprivate func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}

/// How many descriptors of this process are open on files below a directory.
func openDescriptors(below path: String) -> Int {
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return descriptors.count {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0))?.hasPrefix(path) == true
    }
}
