import Testing

@testable import Experiments
@testable import Reports

@Suite struct MachineDescriptionTests {
    private static let mounts = """
        overlay / overlay rw 0 0
        /dev/vda / ext4 rw 0 0
        tmpfs /tmp tmpfs rw 0 0
        /dev/vdb /data xfs rw 0 0
        """

    @Test(arguments: [
        ("/data", "xfs"), ("/data/set/1", "xfs"), ("/database", "ext4"), ("/home", "ext4"), ("/tmp/x", "tmpfs"),
    ])
    func `the file system is that mounted nearest above`(directory: String, type: String) {
        #expect(MachineDescription.fileSystem(of: directory, mounts: Self.mounts) == type)
    }

    @Test func `names processor, memory, device, driver, file system and load`() {
        let text = MachineDescription(device: "a", driver: "b", data: "c", fileSystemOf: "/").text(prefix: "# ")
        let keys = text.split(separator: "\n").map { $0.prefix { $0 != ":" } }
        #expect(
            keys == [
                "# measured", "# cpu", "# cores", "# memory", "# system", "# kernel", "# load", "# device", "# driver",
                "# data", "# file system",
            ])
        #expect(MachineDescription.fileSystem(of: "/", mounts: nil) == nil)
    }
}
