import Foundation

/// A small file system in memory; nil, and a word about it, without the right to mount one.
struct SmallFileSystem: ~Copyable {
    private let directory: TemporaryDirectory
    var path: String { directory.url.path }

    init?(size: String) throws {
        directory = try TemporaryDirectory()
        guard mount("overlap-test", directory.url.path, "tmpfs", 0, "size=\(size)") == 0 else {
            print("not tested, for want of the right to mount a file system: a full disk")
            return nil
        }
    }

    deinit { umount(path) }
}
