import Testing

@testable import PipelineExecution

struct FileCachesTests {
    private static let key = FileCaches.Key(rank: 0, stage: 1)

    @Test func `the first element of an epoch begins a new file`() throws {
        let directory = try TemporaryDirectory()
        var caches = FileCaches(directory: directory.path, mode: .pageCache)
        let first = try caches.file(toWrite: 0, Self.key).path
        #expect(try caches.file(toWrite: 1, Self.key).path == first)
        #expect(caches.file(toRead: Self.key).path == first)
        let second = try caches.file(toWrite: 0, Self.key).path
        #expect(second != first)
        #expect(files(below: directory.path).map { directory($0) } == [second])
    }

    @Test func `each pipeline and stage has its own, and none is left`() throws {
        let directory = try TemporaryDirectory()
        var caches = FileCaches(directory: directory.path, mode: .pageCache)
        let keys = [Self.key, FileCaches.Key(rank: 1, stage: 1), FileCaches.Key(rank: 0, stage: 2)]
        let paths = try keys.map { try caches.file(toWrite: 0, $0).path }
        #expect(Set(paths).count == 3)
        try caches.file(toRead: Self.key).finish()
        caches.removeAll()
        #expect(files(below: directory.path).isEmpty)
    }

    @Test func `a directory that is not there is named`() {
        var caches = FileCaches(directory: "/nonexistent", mode: .pageCache)
        #expect {
            try caches.file(toWrite: 0, Self.key)
        } throws: {
            "\($0)".contains("/nonexistent/overlap-cache-")
        }
    }
}
