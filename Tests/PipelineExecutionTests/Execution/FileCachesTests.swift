import Testing

@testable import PipelineExecution

struct FileCachesTests {
    private static let key = FileCaches.Key(rank: 0, stage: 1)

    @Test func `the first element of an epoch begins a new file`() throws {
        let directory = try TemporaryDirectory()
        var caches = FileCaches(directory: directory.path, mode: .pageCache)
        let first = try caches.file(toWrite: 0, Self.key)
        #expect(try caches.file(toWrite: 1, Self.key) === first)
        #expect(caches.file(toRead: Self.key) === first)
        #expect(try caches.file(toWrite: 0, Self.key) !== first)
        #expect(caches.file(toRead: Self.key) !== first)
    }

    @Test func `each pipeline and stage has its own, and none is left`() throws {
        let directory = try TemporaryDirectory()
        var caches = FileCaches(directory: directory.path, mode: .pageCache)
        let keys = [Self.key, FileCaches.Key(rank: 1, stage: 1), FileCaches.Key(rank: 0, stage: 2)]
        for key in keys { _ = try caches.file(toWrite: 0, key) }
        #expect(Set(keys.map { ObjectIdentifier(caches.file(toRead: $0)) }).count == 3)
        #expect(openDescriptors(below: directory.path) == 3)
        try caches.file(toRead: Self.key).finish()
        caches.removeAll()
        #expect(openDescriptors(below: directory.path) == 0)
        #expect(files(below: directory.path).isEmpty)
    }

    @Test func `a directory that is not there is named`() {
        var caches = FileCaches(directory: "/nonexistent", mode: .pageCache)
        #expect {
            try caches.file(toWrite: 0, Self.key)
        } throws: {
            "\($0)" == "`/nonexistent` does not exist"
        }
    }
}
