import Foundation
import Testing

@testable import overlap

struct ArgumentTextTests {
    private static func failure(_ bytes: [UInt8]) -> CommandFailure? {
        let text = bytes.map { CChar(bitPattern: $0) }
        do throws(CommandFailure) {
            try text.withUnsafeBufferPointer { text throws(CommandFailure) in try ArgumentText.check(text, number: 3) }
            return nil
        } catch { return error }
    }

    @Test(arguments: ["", "plain", "é", "名前", "🦊"])
    func `UTF-8 is accepted`(text: String) { #expect(Self.failure(Array(text.utf8)) == nil) }

    @Test func `what is not is refused, and shown so that it can be typed`() throws {
        let failure = try #require(Self.failure(Array("dir/a".utf8) + [0xFF, 0x0A, 0xC3]))
        #expect(failure.code == 64)
        #expect(failure.message.hasPrefix("error: argument 3, `dir/a\\xff\\x0a\\xc3`, is not UTF-8"))
    }

    /// Beside it lies a file with the name that Swift would make of it.
    @Test(arguments: ["simulate", "execute", "datagen"])
    func `never is another file taken`(command: String) throws {
        let directory = try TemporaryDirectory()
        let text = "overlap: 1\npipeline: [{source: 4}]\ntrain: 1 ms\n"
        try text.write(toFile: directory.path("a\u{FFFD}.yaml"), atomically: true, encoding: .utf8)
        let run = try CommandRun(
            shell: "cd \(directory.url.path); exec $OVERLAP \(command) \"$(printf 'a\\377.yaml')\"")
        #expect(run.code == 64 && run.output.isEmpty)
        #expect(run.errors.contains("argument 2, `a\\xff.yaml`, is not UTF-8"), "\(run.errors)")
    }
}
