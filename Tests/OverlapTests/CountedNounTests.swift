import Foundation
import Testing

@testable import Reports

struct CountedNounTests {
    @Test(arguments: [(0, "0 replications"), (1, "1 replication"), (2, "2 replications")])
    func `one is one`(_ count: Int, _ text: String) { #expect(count.counted("replication") == text) }

    @Test func `the legend counts its replications so`() throws {
        let directory = try TemporaryDirectory()
        let file = directory.url.appendingPathComponent("short.yaml")
        let text = "overlap: 1\npipeline: [source: 20, map: 2 ms, prefetch: 1]\ntrain: 1 ms\n"
        try Data(text.utf8).write(to: file)
        let run = try CommandRun(["simulate", file.path, "--quiet", "--replications", "1"])
        let words = (run.output + run.errors).split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains("1 replication has too few steps"), "\(words)")
    }
}
