import PipelineExecution
import Testing

struct FileSystemSpaceTests {
    @Test(arguments: [(0, 0), (1000, 50), (5 << 30, 256 << 20), (1 << 50, 256 << 20)] as [(Int64, Int64)])
    func `the reserve is 5 % or 256 MiB`(total: Int64, reserve: Int64) {
        #expect(FileSystemSpace(freeBytes: 0, totalBytes: total).reserveBytes == reserve)
    }

    @Test func `a path that does not exist yet lies where the directory above it does`() throws {
        let directory = try TemporaryDirectory()
        let here = try FileSystemSpace(at: directory.path)
        let below = try FileSystemSpace(at: directory("a/b/c"))
        #expect(here.totalBytes > 0 && here.blockBytes > 0 && here.freeBytes <= here.totalBytes)
        #expect((below.totalBytes, below.blockBytes) == (here.totalBytes, here.blockBytes))
        #expect(try FileSystemSpace(at: "nonexistent").totalBytes == FileSystemSpace(at: ".").totalBytes)
    }
}
