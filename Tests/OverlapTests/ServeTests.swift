import Foundation
import Testing

/// `overlap serve` as a command: what it refuses, what it prints, how it ends.
///
/// What it answers is tested beside the server.
@Suite struct ServeTests {
    @Test(
        arguments: [
            (["--port", "70000"], 64, "a number from 0 to 65535 is accepted"),
            (["--port", "x"], 64, "--port"),
            (["--recorded", "run.json"], 64, "'--recorded' needs the scenario that was run"),
            (["--export", "handout", "small.yaml"], 64, "serves nothing"),
            (["missing.yaml"], 74, "there is no such file"),
            (["broken.yaml"], 65, "broken.yaml:"),
            (["small.yaml", "--recorded", "small.yaml"], 65, "overlap timeline --measured --spans"),
            (["--host", "300.0.0.1"], 74, "300.0.0.1"),
        ] as [([String], Int32, String)])
    func `what cannot be served is said before anything is`(_ arguments: [String], _ code: Int32, _ message: String)
        throws
    {
        let run = try CommandRun(["serve"] + arguments)
        #expect(run.code == code, "\(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test(arguments: [[], ["small.yaml"], ["scenarios/ladder.yaml"]])
    func `the address is printed once the page is there, and Ctrl-C ends it`(_ arguments: [String]) throws {
        for seconds in [1, 2, 4, 8, 16, 32] {
            let ended = try EndedCommand(
                ["serve"] + arguments, signal: SIGINT, afterMicroseconds: UInt32(seconds) * 1_000_000)
            try #require(ended.code == 128 + SIGINT, "\(ended)")
            guard !ended.output.isEmpty else { continue }
            return #expect(ended.output.wholeMatch(of: #/http://127\.0\.0\.1:[0-9]+/\n/#) != nil, "\(ended)")
        }
        Issue.record("it never said where the page is")
    }

    @Test func `a port that is taken is said`() throws {
        let port = try TakenPort()
        let run = try CommandRun(["serve", "--port", "\(port.number)"])
        #expect(run.code == 74)
        #expect(run.errors.contains("port \(port.number)"), "\(run.errors)")
    }

    @Test func `the lesson is written as one file`() throws {
        let directory = try TemporaryDirectory()
        let run = try CommandRun(["serve", "--export", directory.path("handout")])
        #expect(run.code == 0, "\(run.errors)")
        let page = try String(contentsOfFile: directory.path("handout/lesson.html"), encoding: .utf8)
        #expect(page.hasPrefix("<!DOCTYPE html>"))
    }
}

/// A port of this machine at which somebody listens, as long as it is kept.
private final class TakenPort {
    let number: UInt16
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        number = UInt16(bigEndian: address.sin_port)
        try #require(isBound)
    }

    deinit { close(descriptor) }
}
