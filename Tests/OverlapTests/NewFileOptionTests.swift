import Foundation
import Testing

/// `new` and `import` write what the user goes on to edit.
@Suite struct NewFileOptionTests {
    private static let dlio = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("ImportersTests/Fixtures/dlio/wheel-2.0.0/default.yaml").path
    private static let commands = [
        ["new"], ["new", "--template", "torch"], ["import", "tfdata", "tfdata.json", "--case", "buffered"],
        ["import", "torch", "torch.json", "--case", "ahead"], ["import", "fio", "fio.json"],
        ["import", "trace", "trace.json"], ["import", "dlio", dlio], ["export", "tfdata", "small.yaml"],
        ["export", "pytorch", "loader.yaml"],
    ]

    @Test(arguments: commands)
    func `a file that is there stays without --force`(arguments: [String]) throws {
        let directory = try TemporaryDirectory()
        let file = directory.path("mine.yaml")
        try "mine".write(toFile: file, atomically: true, encoding: .utf8)
        let refused = try CommandRun(arguments + ["-o", file])
        #expect(refused.code == 74 && refused.errors == "error: `\(file)` exists; --force overwrites it\n")
        #expect(try directory.text("mine.yaml") == "mine")
        let forced = try CommandRun(arguments + ["-o", file, "--force"])
        #expect(forced.code == 0, "\(forced.errors)")
        #expect(try directory.text("mine.yaml") != "mine")
    }

    @Test(arguments: [["import", "fio", "mine.json"], ["import", "dlio", "mine.json"]])
    func `an input stays with it too`(arguments: [String]) throws {
        let directory = try TemporaryDirectory()
        try "mine".write(toFile: directory.path("mine.json"), atomically: true, encoding: .utf8)
        let run = try CommandRun(arguments + ["-o", "mine.json", "--force"], in: directory.url)
        #expect(run.code == 64 && run.errors.contains("would overwrite `mine.json`"), "\(run.errors)")
        #expect(try directory.text("mine.json") == "mine")
    }

    /// Nothing is lost in a pipe or a device.
    @Test(arguments: ["/dev/null", "/dev/stdout", "-"])
    func `a device needs no --force`(path: String) throws {
        #expect(try CommandRun(["new", "-o", path]).code == 0)
    }
}
