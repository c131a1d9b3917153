import Foundation
import Testing

/// A scenario to execute, with its data, and a place for caches.
struct PreparedExecution: ~Copyable {
    let directory: TemporaryDirectory
    var scenario: String { directory.path("s.yaml") }
    /// For `execute`, however long it takes.
    var arguments: [String] {
        ["execute", scenario, "--data", directory.path("d"), "--cache-dir", directory.path("c"), "-q", "--yes"]
    }

    /// Some steps that take a while, with a file cache.
    static let cached = """
        overlap: 1
        pipeline:
          - source: {elements: 64, size: 10 KiB, access: random}
          - cache: {store: file}
          - map: {cost: 1 ms, parallelism: 2, use: wait}
          - batch: 4
        train: {step: 2 ms, epochs: 2}
        """

    init(_ text: String = cached) throws {
        let directory = try TemporaryDirectory()
        try Self.fill(directory, text)
        self.directory = directory
    }

    private static func fill(_ directory: borrowing TemporaryDirectory, _ text: String) throws {
        try text.write(toFile: directory.path("s.yaml"), atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(atPath: directory.path("c"), withIntermediateDirectories: true)
        let data = try CommandRun(["datagen", directory.path("s.yaml"), "--data", directory.path("d"), "-q"])
        guard data.code == 0 else { throw Refused(errors: data.errors) }
    }

    private struct Refused: Error { let errors: String }

    var cacheFiles: [String] { (try? FileManager.default.contentsOfDirectory(atPath: directory.path("c"))) ?? [] }
}
