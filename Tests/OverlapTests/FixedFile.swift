import Foundation

/// A file that can be written, in a directory that takes no other; nil, and a word about it, without the right to
/// mount.
struct FixedFile: ~Copyable {
    private let disk: SmallFileSystem
    var path: String { disk.path + "/file" }

    init?(_ text: String) throws {
        guard let disk = try SmallFileSystem(size: "1m") else { return nil }
        let path = disk.path + "/file"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        // Mounted by itself, the file stays as it is when the directory can only be read.
        guard mount(path, path, "", UInt(MS_BIND), nil) == 0,
            mount("", disk.path, "", UInt(MS_REMOUNT | MS_BIND | MS_RDONLY), nil) == 0
        else {
            print("not tested, for want of the right to mount a file: one whose directory takes no other")
            return nil
        }
        self.disk = disk
    }

    deinit { umount(path) }

    func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
